import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { isFileOnDisk, MAX_GUEST_BYTES, readGuestFile } from "../../src/config/guest-file.ts";
import { configFolder } from "./config-folder.ts";

/** What is no file on disk, by what it is; made under a name. */
const SPECIAL: Readonly<Record<string, (path: string) => unknown>> = {
  "is a named pipe, not a file on disk": (path) => execFileSync("mkfifo", [path]),
  "is a device, not a file on disk": (path) => symlinkSync("/dev/zero", path),
  "is a directory": (path) => mkdirSync(path),
  "is a socket, not a file on disk": async (path) => {
    const server = createServer().listen(path);
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
  },
  "is made up by the system, not a file on disk": (path) => symlinkSync("/proc/self/environ", path),
  "is 80.0 MiB, over the limit of 64 MiB": (path) => {
    writeFileSync(path, "");
    truncateSync(path, 80 * 1024 * 1024);
  },
  "cannot be read (ELOOP)": (path) => symlinkSync(path, path),
  "does not exist": () => {},
};

const onThisSystem = Object.entries(SPECIAL).filter(
  ([what]) => !what.includes("system") || existsSync("/proc/self/environ"),
);

describe.skipIf(process.platform === "win32")("what is no file on disk", () => {
  it.each(onThisSystem)("%s: refused at once", async (what, make) => {
    const path = join(configFolder({}), "file");
    await make(path);
    expect(readGuestFile(path).fault?.what).toBe(what);
    expect(isFileOnDisk(join(path, "..", "none"))).toBe(false);
  });

  it("is told by its kind, behind a link too", () => {
    const folder = configFolder({});
    execFileSync("mkfifo", [join(folder, "pipe")]);
    symlinkSync(join(folder, "pipe"), join(folder, "link"));
    expect(readGuestFile(join(folder, "link")).fault?.kind).toBe("special");
    expect(isFileOnDisk(join(folder, "link"))).toBe(false);
  });
});

describe("a file on disk", () => {
  it("is read up to the limit, and no further", () => {
    const path = join(configFolder({ file: "x".repeat(20) }), "file");
    expect(readGuestFile(path, { limit: 20 }).bytes).toHaveLength(20);
    expect(readGuestFile(path, { limit: 19 }).fault).toEqual({
      kind: "too-large",
      what: "is larger than 19 bytes",
    });
    expect(isFileOnDisk(path)).toBe(true);
  });

  it("is read whole where it is longer than one piece, and where it is empty", () => {
    const text = "0123456789".repeat(20_000);
    const folder = configFolder({ long: text, empty: "" });
    expect(readGuestFile(join(folder, "long")).bytes?.toString()).toBe(text);
    expect(readGuestFile(join(folder, "empty")).bytes).toHaveLength(0);
  });

  it("is never read past the most, whatever limit is given", () => {
    const path = join(configFolder({ file: "" }), "file");
    truncateSync(path, MAX_GUEST_BYTES + 1);
    expect(readGuestFile(path, { limit: Infinity }).fault?.kind).toBe("too-large");
  });

  it("is refused behind a link, and for what its reader refuses", () => {
    const folder = configFolder({ file: "x" });
    symlinkSync(join(folder, "file"), join(folder, "link"));
    expect(readGuestFile(join(folder, "link")).bytes).toHaveLength(1);
    expect(readGuestFile(join(folder, "link"), { noLink: true }).fault).toEqual({
      kind: "link",
      what: "is a symbolic link",
    });
    const refuse = () => "is not to my liking";
    expect(readGuestFile(join(folder, "file"), { refuse }).fault).toEqual({
      kind: "refused",
      what: "is not to my liking",
    });
  });
});

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import { configFolder, readFiles, readFolder } from "./config-folder.ts";

describe("a file", () => {
  it.each<[string, string | Buffer, unknown]>([
    ["with a byte order mark", `\uFEFF{ a: 1 }`, { a: 1 }],
    [
      "in UTF-16",
      Buffer.from(`\uFEFF{ a: 1 }`, "utf16le"),
      "openclaw.json: is written in UTF-16. Save it as UTF-8.",
    ],
    [
      "that is empty",
      "",
      "openclaw.json:1:1: is not valid JSON5: invalid end of input. Look there and just before for a missing comma, quote or bracket.",
    ],
    [
      "with a list",
      "[]",
      "openclaw.json: does not hold an object. A configuration begins with { and ends with }.",
    ],
    [
      "with null",
      "null",
      "openclaw.json: does not hold an object. A configuration begins with { and ends with }.",
    ],
    ["with __proto__", '{ "__proto__": { a: 1 } }', JSON.parse('{ "__proto__": { "a": 1 } }')],
  ])("%s", (_, text, result) => {
    const told = readFiles({ "openclaw.json": text });
    expect(told).toEqual(result);
    expect(Object.keys(Object(told))).toEqual(Object.keys(Object(result)));
  });

  it("that is not there", () => {
    expect(readFolder(configFolder({}))).toBe(
      "openclaw.json: does not exist. Run `openclaw onboard` to create one, or name the file with --config or OPENCLAW_CONFIG_PATH.",
    );
  });

  it("below a file", () => {
    const folder = configFolder({ x: "" });
    expect(() => readOpenClawConfig(join(folder, "x", "openclaw.json"), { env: {} })).toThrow(
      "does not exist",
    );
  });

  it("that is a directory", () => {
    const folder = configFolder({});
    mkdirSync(join(folder, "openclaw.json"));
    expect(readFolder(folder)).toBe(
      "openclaw.json: is a directory. Name the file in it, for example openclaw.json/openclaw.json.",
    );
  });

  it.skipIf(process.platform === "win32")("that is a pipe, without waiting for it", () => {
    const folder = configFolder({});
    execFileSync("mkfifo", [join(folder, "openclaw.json")]);
    expect(readFolder(folder)).toBe(
      "openclaw.json: is a named pipe, not a file on disk. Name a file on disk.",
    );
  });

  it("that is a link to itself", () => {
    const folder = configFolder({});
    symlinkSync(join(folder, "openclaw.json"), join(folder, "openclaw.json"));
    expect(readFolder(folder)).toBe(
      "openclaw.json: cannot be read (ELOOP). Make it readable for the user who runs this.",
    );
  });

  it("of 50 MB", () => {
    const folder = configFolder({ "openclaw.json": "{}" });
    truncateSync(join(folder, "openclaw.json"), 50_000_000);
    expect(readFolder(folder)).toBe(
      "openclaw.json: is 47.7 MiB, over the limit of 8 MiB. This is probably not a configuration: check the file name.",
    );
  });
});

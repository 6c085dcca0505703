import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { installedOpenClaw } from "../../src/cli/installed-openclaw.ts";
import { runCommandLine, temporaryFolder, writeConfig } from "./run-command-line.ts";

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

/** Writes the package into a folder of global packages. */
function install(folder: string, version: unknown = "2026.6.11", name = "openclaw"): string {
  const entry = join(folder, "node_modules", "openclaw", "openclaw.mjs");
  write(entry, "#!/usr/bin/env node\n");
  write(join(dirname(entry), "package.json"), JSON.stringify({ name, version }));
  return entry;
}

/** As npm does. */
function linked(version?: unknown, name?: string): string {
  const prefix = temporaryFolder();
  const entry = install(join(prefix, "lib"), version, name);
  mkdirSync(join(prefix, "bin"));
  symlinkSync(entry, join(prefix, "bin", "openclaw"));
  return join(prefix, "bin");
}

const at = (...folders: string[]) => installedOpenClaw({ PATH: folders.join(delimiter) });

describe("installedOpenClaw", () => {
  it("follows the link that npm makes", () => {
    expect(at("/nowhere", linked(), linked("2026.9.6"))).toBe("2026.6.11");
  });

  it.each([
    [
      "openclaw",
      `exec node  "$basedir/global/5/node_modules/openclaw/openclaw.mjs" "$@"`,
      "global/5",
    ],
    ["openclaw", `exec node  "$basedir/node_modules/openclaw/openclaw.mjs" "$@"`, ""],
    ["openclaw.cmd", `"%_prog%"  "%dp0%\\node_modules\\openclaw\\openclaw.mjs" %*`, ""],
    ["openclaw.cmd", `node  "%~dp0\\..\\g\\node_modules\\openclaw\\openclaw.mjs" %*`, "../g"],
  ])("reads the script %s that stands for the link: %s", (name, script, folder) => {
    const bin = join(temporaryFolder(), "bin");
    install(join(bin, folder));
    write(join(bin, name), `#!/bin/sh\nbasedir=$(dirname "$0")\n${script}\n`);
    expect(at(bin)).toBe("2026.6.11");
  });

  it("takes Windows's spelling of PATH, where there is no other", () => {
    expect(installedOpenClaw({ Path: linked() })).toBe("2026.6.11");
    expect(installedOpenClaw({ Path: linked(), PATH: "/nowhere" })).toBeUndefined();
  });

  it("does not look in the working folder, as shells do not", () => {
    const before = process.cwd();
    process.chdir(linked());
    try {
      expect(at("", "/nowhere")).toBeUndefined();
    } finally {
      process.chdir(before);
    }
  });

  it.runIf(existsSync("/proc/self/fd"))("leaves no file open", () => {
    const other = temporaryFolder();
    write(join(other, "openclaw"), "#!/bin/sh\necho 2026.9.6\n");
    const before = readdirSync("/proc/self/fd").length;
    expect(at(other)).toBeUndefined();
    expect(readdirSync("/proc/self/fd")).toHaveLength(before);
  });

  it("is undefined without one", () => {
    const bin = temporaryFolder();
    mkdirSync(join(bin, "openclaw"));
    const other = temporaryFolder();
    write(join(other, "openclaw"), "#!/bin/sh\necho 2026.9.6\n");
    const foreign = [
      linked("2026.9.6", "another"),
      linked("latest"),
      linked(5),
      linked(["2026.9.6"]),
    ];
    expect(at(bin, other, ...foreign, "")).toBeUndefined();
    expect(installedOpenClaw({})).toBeUndefined();
  });
});

describe("check", () => {
  const config = (meta?: object) =>
    writeConfig({
      meta,
      models: {
        providers: {
          relay: {
            baseUrl: "https://relay.example/v1",
            apiKey: "a-key-of-its-own",
            models: [{ id: "m", name: "M", baseUrl: "https://other.example/v1" }],
          },
        },
      },
    });
  const told = async (file: string, PATH: string, ...more: string[]) =>
    (await runCommandLine(["check", "--config", file, ...more], { env: { PATH } })).code;

  it("goes by --host, then by what is installed, then by what wrote the file", async () => {
    const old = config({ lastTouchedVersion: "2026.2.19" });
    const bin = linked("2026.9.6");
    expect(await told(old, bin, "--host", "2026.2.19")).toBe(1);
    expect(await told(old, bin)).toBe(0);
    expect(await told(old, "")).toBe(1);
    expect(await told(config(), linked("2026.2.19"))).toBe(1);
    // Not known: an error is what all refuse.
    expect(await told(config(), "")).toBe(0);
  });
});

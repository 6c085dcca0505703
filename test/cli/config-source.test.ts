import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";

import { CommandError, type CommandIo } from "../../src/cli/command-io.ts";
import { type ConfigSource, fileSource, hostSource } from "../../src/cli/config-source.ts";
import type { Problem } from "../../src/config/problem.ts";
import { RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";
import { temporaryFolder, writeConfig } from "./run-command-line.ts";
import { quietIo } from "./quiet-io.ts";

const VAULT = { source: "exec", provider: "vault", id: "a" };
const CONFIG = {
  meta: { lastTouchedVersion: "2026.6.11" },
  models: {
    providers: {
      x: { baseUrl: "https://x.example/v1", headers: { "X-V": VAULT, Host: "y" }, models: [] },
    },
  },
};

let HOME: string;
let stderr: string;
beforeEach(() => {
  HOME = temporaryFolder();
  stderr = "";
});

const ioOf = (env: CommandIo["env"] = {}): CommandIo =>
  quietIo({
    stderr: { write: (text) => (stderr += text) },
    env: { HOME, ...env },
    cwd: "/nowhere",
  });

/** As the file in the home folder that is read where none is named. */
function writeOwn(config: object = CONFIG): string {
  mkdirSync(join(HOME, ".openclaw"));
  const file = join(HOME, ".openclaw/openclaw.json");
  writeFileSync(file, JSON.stringify(config, undefined, 1));
  return file;
}

const said = (problems: readonly Problem[]) =>
  problems.map(({ severity, code, line }) => `${severity} ${code} ${line}`);

const valuesOf = (source: ConfigSource, forHost: boolean) =>
  source
    .load({ forHost })
    .config.entries.flatMap(({ layers }) => layers.map(({ headers }) => headers));

const checkedOf = (source: ConfigSource) =>
  source
    .check()
    .config()
    .entries.flatMap(({ layers }) => layers.map(({ headers }) => headers));

const RESOLVED = [{ "X-V": RESOLVED_BY_HOST }];

describe("a file", () => {
  it.each(["", " \t"])("needs a name: %j", (name) => {
    expect(() => fileSource(name, ioOf())).toThrow(
      new CommandError("--config needs the name of a file"),
    );
  });

  it("is a host's where it is the one that a host would read", () => {
    const file = writeOwn();
    expect(fileSource(undefined, ioOf()).ofHost).toBe(true);
    expect(fileSource("~/.openclaw/../.openclaw/openclaw.json", ioOf()).ofHost).toBe(true);
    expect(fileSource(writeConfig(CONFIG), ioOf()).ofHost).toBe(false);
    expect(fileSource(undefined, ioOf({ OPENCLAW_CONFIG_PATH: writeConfig(CONFIG) })).ofHost).toBe(
      true,
    );
    expect(fileSource(file, ioOf({ OPENCLAW_CONFIG_PATH: "/nowhere.json" })).ofHost).toBe(false);
  });

  it("brings what stands in it, its places and who wrote it", () => {
    const file = writeOwn();
    const source = fileSource("~/.openclaw/openclaw.json", ioOf({ A: "1" }));
    const { name, whole, version, env, problems } = source.load({ forHost: false });
    expect({ name, whole, version, A: env["A"] }).toEqual({
      name: file,
      whole: CONFIG,
      version: "2026.6.11",
      A: "1",
    });
    expect(said(problems)).toEqual(["error secret-of-host 10", "error refused-name 15"]);
    expect(valuesOf(source, false)).toEqual([]);
    expect(valuesOf(source, true)).toEqual(RESOLVED);
    expect(stderr).toBe("");
  });

  it("is checked for the version that is meant, else for the one that wrote it", () => {
    const file = writeOwn();
    const source = fileSource(undefined, ioOf());
    const { name, problems, codeFrame } = source.check();
    expect(name).toBe(file);
    expect(said(problems)).toEqual(["warning secret-of-host 10", "error refused-name 15"]);
    expect(problems.flatMap((problem) => codeFrame(problem, 60) ?? [])).toHaveLength(2);
    expect(checkedOf(source)).toEqual(RESOLVED);
    const ofOld = [
      "warning secret-of-host 10",
      "error refused-by-host 10",
      "error refused-name 15",
    ];
    expect(said(source.check("2026.2.19").problems)).toEqual(ofOld);
    writeFileSync(file, readFileSync(file, "utf8").replace("2026.6.11", "2026.2.19"));
    expect(said(source.check().problems)).toEqual(ofOld);
  });

  it("may be missing where none is named, and only there", () => {
    const source = fileSource(undefined, ioOf());
    const { config, ...rest } = source.load({ forHost: true });
    expect(rest).toEqual({
      name: join(HOME, ".openclaw/openclaw.json"),
      whole: {},
      env: { HOME },
      version: undefined,
      problems: [],
    });
    expect(config.entries).toEqual([]);
    expect(stderr).toBe(
      "~/.openclaw/openclaw.json does not exist: showing the built-in defaults\n",
    );
    const missing = join(HOME, "none.json");
    for (const named of [
      fileSource(missing, ioOf()),
      fileSource(undefined, ioOf({ OPENCLAW_CONFIG_PATH: missing })),
    ])
      expect(() => named.load({ forHost: true })).toThrow(`${missing}: does not exist`);
  });
});

describe("a host", () => {
  it("brings what it holds, and nothing of a file that cannot be read", () => {
    const credential = () => "key";
    const env = { A: "1" };
    for (const [file, name] of [
      [undefined, "the configuration of this OpenClaw"],
      ["/nowhere.json", "/nowhere.json"],
    ]) {
      const source = hostSource({ config: CONFIG, file, env, credential, version: "2026.9.6" });
      const { config, ...rest } = source.load({ forHost: true });
      expect({ ...rest, problems: said(rest.problems) }).toEqual({
        name,
        whole: CONFIG,
        env,
        version: "2026.9.6",
        problems: ["error refused-name undefined"],
      });
      expect(config.entries).toHaveLength(1);
      expect(valuesOf(source, true)).toEqual(RESOLVED);
      expect([source.ofHost, source.credential]).toEqual([true, credential]);
    }
  });

  it("brings the places of its file", () => {
    const file = writeOwn();
    const source = hostSource({ config: CONFIG, file, env: {} });
    expect(said(source.load({ forHost: true }).problems)).toEqual(["error refused-name 15"]);
  });

  it.each([
    ["2026.9.6", "2026.9.6"],
    ["unknown", "2026.6.11"],
    [undefined, "2026.6.11"],
  ])("that calls its version %s is taken for %s", (version, expected) => {
    const source = hostSource({ config: CONFIG, env: {}, version });
    expect(source.load({ forHost: true }).version).toBe(expected);
  });

  it("checks what it holds where there is no file", () => {
    const source = hostSource({ config: CONFIG, env: {} });
    const { name, problems, codeFrame } = source.check();
    expect(name).toBe("the configuration of this OpenClaw");
    expect(said(problems)).toEqual(["error refused-name undefined"]);
    expect(problems.map((problem) => codeFrame(problem, 60))).toEqual([undefined]);
    expect(checkedOf(source)).toEqual(RESOLVED);
  });

  it("checks its file, for its own version or another", () => {
    const file = writeOwn();
    const source = hostSource({ config: {}, file, env: {}, version: "2026.9.6" });
    const { name, problems, codeFrame } = source.check();
    expect(name).toBe(file);
    expect(said(problems)).toEqual(["error refused-name 15"]);
    expect(problems.flatMap((problem) => codeFrame(problem, 60) ?? [])).toHaveLength(1);
    expect(checkedOf(source)).toEqual(RESOLVED);
    expect(said(source.check("2026.2.19").problems)).toEqual([
      "error refused-by-host 10",
      "error refused-name 15",
    ]);
  });
});

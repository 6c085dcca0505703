import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import type { Environment } from "../../src/config/variables.ts";
import { configFolder, readFiles, readFolder, readText } from "./config-folder.ts";

const KEY = "sk-kimi-test-000000000000";

describe("variables", () => {
  it.each<[string, string, Environment, unknown]>([
    [
      "in every string",
      '{ a: ["${K}"], b: { c: "x ${K}" }, "${K}": 1 }',
      { K: "v" },
      { a: ["v"], b: { c: "x v" }, "${K}": 1 },
    ],
    ["escaped", '{ a: "$${K}" }', { K: "v" }, { a: "${K}" }],
    ["unset stays as text", '{ a: "${K}" }', {}, { a: "${K}" }],
    ["from the env block", '{ env: { K: "v" }, a: "${K}" }', {}, { env: { K: "v" }, a: "v" }],
    [
      "from env.vars",
      '{ env: { vars: { K: "v" } }, a: "${K}" }',
      {},
      { env: { vars: { K: "v" } }, a: "v" },
    ],
    [
      "what is set wins over the env block",
      '{ env: { K: "v" }, a: "${K}" }',
      { K: "w" },
      { env: { K: "v" }, a: "w" },
    ],
    [
      "blank counts as unset for the env block",
      '{ env: { K: "v", L: " " }, a: "${K}" }',
      { K: " " },
      { env: { K: "v", L: " " }, a: "v" },
    ],
    [
      "what is blank in the env block stays unset",
      '{ env: { K: " " }, a: "${K}" }',
      {},
      { env: { K: " " }, a: "${K}" },
    ],
    ["an env block that is none", '{ env: 5, a: "${K}" }', { K: "v" }, { env: 5, a: "v" }],
  ])("%s", (_, text, env, config) => {
    expect(readFiles({ "openclaw.json": text }, env)).toEqual(config);
  });

  it("come from the .env of OpenClaw's folder, after what is set", () => {
    const folder = configFolder({
      "openclaw.json": '{ a: "${K} ${L}" }',
      ".openclaw/.env": "# keys\nK=from-file\nL='quoted'\n",
    });
    expect(readFolder(folder, { HOME: folder })).toEqual({ a: "from-file quoted" });
    expect(readFolder(folder, { HOME: folder, K: "set" })).toEqual({ a: "set quoted" });
    expect(readFolder(folder, { OPENCLAW_STATE_DIR: join(folder, ".openclaw") })).toEqual({
      a: "from-file quoted",
    });
    expect(readFolder(folder, {})).toEqual({ a: "${K} ${L}" });
  });

  it.skipIf(process.platform === "win32")("a .env that is a pipe is a problem, and no hang", () => {
    const folder = configFolder({ "openclaw.json": '{ a: "${K}" }' });
    execFileSync("mkfifo", [join(folder, ".env")]);
    const env = { OPENCLAW_STATE_DIR: folder };
    const file = readOpenClawConfig(join(folder, "openclaw.json"), { env });
    expect(file.config).toEqual({ a: "${K}" });
    const [problem, ...others] = checkConfig(file);
    expect(others).toEqual([]);
    expect(problem).toEqual({
      path: ".env",
      file: join(folder, ".env"),
      severity: "error",
      code: "unread-env-file",
      message: `${join(folder, ".env")} is a named pipe, not a file on disk, so no variable is read from it`,
      fix: "Make it a file with lines of NAME=value, or remove it.",
    });
  });

  it("are told by path", () => {
    const { substitution } = readText('{ a: { "b.c": "x ${K} ${L}" }, d: "plain" }', { K: "v" });
    expect(substitution(["a", "b.c"])).toEqual({
      text: "x v ${L}",
      variables: ["K"],
      unset: ["L"],
    });
    expect(substitution(["d"])).toBeUndefined();
  });

  it("leave the given environment as it was", () => {
    const env = { A: "1" };
    readText('{ env: { K: "v" } }', env);
    expect(env).toEqual({ A: "1" });
  });
});

describe("a file", () => {
  it("is named in problems as it was given, and what it includes beside it", () => {
    const folder = configFolder({
      "openclaw.json": '{ $include: "sub/a.json" }',
      "sub/a.json": "{}",
    });
    const { file, files } = readOpenClawConfig(join(folder, "openclaw.json"), { env: {} });
    expect(file).toBe(join(folder, "openclaw.json"));
    expect(files).toEqual([join(folder, "openclaw.json"), join(folder, "sub/a.json")]);
  });
});

describe("codeFrame", () => {
  it("shows the file that a source names", () => {
    const folder = configFolder({
      "openclaw.json": `{\n  $include: "a.json",\n  key: "${KEY}",\n}`,
      "a.json": `{ other: "${KEY}" }`,
    });
    const { codeFrame, locate } = readOpenClawConfig(join(folder, "openclaw.json"), { env: {} });
    expect(codeFrame(locate(["key"]))).toBe(`  1 | {
  2 |   $include: "...",
> 3 |   key: "...",
    |   ^
  4 | }`);
    expect(codeFrame(locate(["other"]))).toBe(`> 1 | { other: "..." }
    |   ^`);
    expect(codeFrame({ path: "key" })).toBeUndefined();
    expect(codeFrame({ path: "key", file: "elsewhere.json", line: 1 })).toBeUndefined();
    expect(codeFrame({ path: "key", file: join(folder, "a.json") })).toBeUndefined();
  });
});

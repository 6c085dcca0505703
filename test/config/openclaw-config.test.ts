import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigReadError } from "../../src/config/config-read-error.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import type { Environment } from "../../src/config/variables.ts";
import { configFolder, readText } from "./config-folder.ts";

const KEY = "sk-kimi-test-000000000000";

/** What is read from these files, or the message it fails with; the folder's name taken out. */
function read(files: Readonly<Record<string, string | Buffer>>, env: Environment = {}): unknown {
  const folder = configFolder(files);
  return readIn(folder, env);
}

function readIn(folder: string, env: Environment = {}): unknown {
  try {
    return readOpenClawConfig(join(folder, "openclaw.json"), { env }).config;
  } catch (error) {
    if (!(error instanceof ConfigReadError)) throw error;
    return error.message.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  }
}

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
    ["an env block that is none", '{ env: 5, a: "${K}" }', { K: "v" }, { env: 5, a: "v" }],
  ])("%s", (_, text, env, config) => {
    expect(read({ "openclaw.json": text }, env)).toEqual(config);
  });

  it("come from the .env of OpenClaw's folder, after what is set", () => {
    const folder = configFolder({
      "openclaw.json": '{ a: "${K} ${L}" }',
      ".openclaw/.env": "# keys\nK=from-file\nL='quoted'\n",
    });
    expect(readIn(folder, { HOME: folder })).toEqual({ a: "from-file quoted" });
    expect(readIn(folder, { HOME: folder, K: "set" })).toEqual({ a: "set quoted" });
    expect(readIn(folder, { OPENCLAW_STATE_DIR: join(folder, ".openclaw") })).toEqual({
      a: "from-file quoted",
    });
    expect(readIn(folder, {})).toEqual({ a: "${K} ${L}" });
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

describe("$include", () => {
  it.each<[string, Record<string, string>, unknown]>([
    ["one file", { "openclaw.json": '{ $include: "a.json" }', "a.json": "{ x: 1 }" }, { x: 1 }],
    [
      "deep merge, the keys beside it win",
      {
        "openclaw.json": '{ $include: "./a.json", m: { b: 2, c: [3], d: { e: 1 } } }',
        "a.json": "{ m: { a: 1, b: 1, c: [1, 2], d: 4 } }",
      },
      { m: { a: 1, b: 2, c: [1, 2, 3], d: { e: 1 } } },
    ],
    [
      "a list, later ones win",
      {
        "openclaw.json": '{ $include: ["./a.json", "./b.json"] }',
        "a.json": "{ x: 1, y: 1 }",
        "b.json": "{ y: 2 }",
      },
      { x: 1, y: 2 },
    ],
    ["an empty list", { "openclaw.json": "{ $include: [], a: 1 }" }, { a: 1 }],
    [
      "in the middle, and what is not an object",
      { "openclaw.json": '{ a: [{ $include: "a.json" }] }', "a.json": "[1]" },
      { a: [[1]] },
    ],
    [
      "names count from the file that includes",
      {
        "openclaw.json": '{ $include: "sub/a.json" }',
        "sub/a.json": '{ $include: "./b.json" }',
        "sub/b.json": "{ b: 1 }",
      },
      { b: 1 },
    ],
    [
      "the same file in two places is no circle",
      {
        "openclaw.json": '{ a: { $include: "x.json" }, b: { $include: "x.json" } }',
        "x.json": "{}",
      },
      { a: {}, b: {} },
    ],
    [
      "a circle",
      {
        "openclaw.json": '{\n  $include: "a.json" }',
        "a.json": '{ x: {\n $include: "./openclaw.json" } }',
      },
      "a.json:2:2: $include goes round in a circle: openclaw.json -> a.json -> openclaw.json. Take one of these includes out.",
    ],
    [
      "itself",
      { "openclaw.json": '{ $include: ["openclaw.json"] }' },
      "openclaw.json:1:14: $include goes round in a circle: openclaw.json -> openclaw.json. Take one of these includes out.",
    ],
    [
      "a file that is not there",
      { "openclaw.json": '{ a: {\n    $include: "gone.json" } }' },
      "openclaw.json:2:5: the included file gone.json does not exist. Make the file, or take the include out: its name counts from the file that includes it.",
    ],
    [
      "a broken file",
      { "openclaw.json": '{ $include: "a.json" }', "a.json": "{\n x: }" },
      "a.json:2:5: is not valid JSON5: invalid character '}'. Look there and just before for a missing comma, quote or bracket.",
    ],
    [
      "neither name nor list",
      { "openclaw.json": "{ $include: 5 }" },
      'openclaw.json:1:3: $include is neither a file name nor a list of file names. Write `"$include": "./other.json5"` or a list of such names.',
    ],
    [
      "a list with something else in it",
      { "openclaw.json": '{ $include: ["a.json", {}] }', "a.json": "{}" },
      'openclaw.json:1:24: $include is neither a file name nor a list of file names. Write `"$include": "./other.json5"` or a list of such names.',
    ],
    [
      "no object, and keys beside it",
      { "openclaw.json": '{ a: { b: 1, $include: "a.json" } }', "a.json": "[]" },
      "openclaw.json:1:14: $include has keys beside it, but what it includes is not an object. Take the other keys out, or let the included file hold an object.",
    ],
  ])("%s", (_, files, result) => {
    expect(read(files)).toEqual(result);
  });

  it("out of the folder", () => {
    expect(read({ "openclaw.json": '{ $include: "../a.json" }' })).toMatch(
      /^openclaw.json:1:3: \$include of \S*a.json leads out of the folder of openclaw.json\. Move the file into that folder, or name its own in OPENCLAW_INCLUDE_ROOTS\.$/,
    );
  });

  it("ends after ten files", () => {
    const chain = (length: number): Record<string, string> =>
      Object.fromEntries([
        ["openclaw.json", '{ $include: "1.json" }'],
        ...Array.from({ length }, (_, index) => [
          `${index + 1}.json`,
          index + 1 < length ? `{ $include: "${index + 2}.json" }` : "{ end: true }",
        ]),
      ]);
    expect(read(chain(10))).toEqual({ end: true });
    expect(read(chain(11))).toBe(
      "10.json:1:3: $include is nested deeper than 10 files. OpenClaw stops there: include the file from one further up.",
    );
  });

  it("follows links, and not out of the folder", () => {
    const outside = configFolder({ "secret.json": "{ out: true }" });
    const folder = configFolder({
      "openclaw.json": '{ $include: "./link.json" }',
      "real.json": "{ in: true }",
    });
    symlinkSync(join(folder, "real.json"), join(folder, "link.json"));
    expect(readIn(folder)).toEqual({ in: true });

    const other = configFolder({ "openclaw.json": '{ $include: "./link.json" }' });
    symlinkSync(join(outside, "secret.json"), join(other, "link.json"));
    expect(readIn(other)).toBe(
      "openclaw.json:1:3: $include of link.json leads out of the folder of openclaw.json. Move the file into that folder, or name its own in OPENCLAW_INCLUDE_ROOTS.",
    );
    const roots = (...folders: string[]): Environment => ({
      OPENCLAW_INCLUDE_ROOTS: folders.join(delimiter),
    });
    expect(readIn(other, roots("relative", folder))).toBe(readIn(other));
    expect(readIn(other, roots("relative", outside))).toEqual({ out: true });
  });

  it("takes folders that are allowed by name", () => {
    const outside = configFolder({ "shared.json": "{ shared: true }" });
    const folder = configFolder({
      "openclaw.json": JSON.stringify({ $include: join(outside, "shared.json") }),
    });
    expect(readIn(folder, { OPENCLAW_INCLUDE_ROOTS: outside })).toEqual({ shared: true });
    expect(readIn(folder)).toMatch(/leads out of the folder/);
  });

  it("reads no included file over 2 MiB", () => {
    const folder = configFolder({ "openclaw.json": '{ $include: "a.json" }', "a.json": "{}" });
    truncateSync(join(folder, "a.json"), 2 * 1024 * 1024 + 1);
    expect(readIn(folder)).toBe(
      "openclaw.json:1:3: the included file a.json is 2.0 MiB, over the limit of 2 MiB. This is hardly a configuration: check the file name.",
    );
  });
});

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
    const told = read({ "openclaw.json": text });
    expect(told).toEqual(result);
    expect(Object.keys(Object(told))).toEqual(Object.keys(Object(result)));
  });

  it("that is not there", () => {
    expect(readIn(configFolder({}))).toBe(
      "openclaw.json: does not exist. Run `openclaw onboard` to make one, or name the file with --config or OPENCLAW_CONFIG_PATH.",
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
    expect(readIn(folder)).toBe(
      "openclaw.json: is a directory. Name the file in it, for example openclaw.json/openclaw.json.",
    );
  });

  it.skipIf(process.platform === "win32")("that is a pipe, without waiting for it", () => {
    const folder = configFolder({});
    execFileSync("mkfifo", [join(folder, "openclaw.json")]);
    expect(readIn(folder)).toBe("openclaw.json: is not a regular file. Name a file on disk.");
  });

  it("that is a link to itself", () => {
    const folder = configFolder({});
    symlinkSync(join(folder, "openclaw.json"), join(folder, "openclaw.json"));
    expect(readIn(folder)).toBe(
      "openclaw.json: cannot be read (ELOOP). Make it readable for the user who runs this.",
    );
  });

  it("of 50 MB, at once", () => {
    const folder = configFolder({ "openclaw.json": "{}" });
    truncateSync(join(folder, "openclaw.json"), 50_000_000);
    const start = performance.now();
    expect(readIn(folder)).toBe(
      "openclaw.json: is 47.7 MiB, over the limit of 8 MiB. This is hardly a configuration: check the file name.",
    );
    expect(performance.now() - start).toBeLessThan(500);
  });

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

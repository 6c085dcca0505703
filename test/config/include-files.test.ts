import { symlinkSync, truncateSync } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/config/variables.ts";
import { configFolder, readFiles, readFolder } from "./config-folder.ts";

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
      "openclaw.json:2:5: the included file gone.json does not exist. Create the file, or remove the include: its path is relative to the including file.",
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
    expect(readFiles(files)).toEqual(result);
  });

  it("out of the folder", () => {
    expect(readFiles({ "openclaw.json": '{ $include: "../a.json" }' })).toMatch(
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
    expect(readFiles(chain(10))).toEqual({ end: true });
    expect(readFiles(chain(11))).toBe(
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
    expect(readFolder(folder)).toEqual({ in: true });

    const other = configFolder({ "openclaw.json": '{ $include: "./link.json" }' });
    symlinkSync(join(outside, "secret.json"), join(other, "link.json"));
    expect(readFolder(other)).toBe(
      "openclaw.json:1:3: $include of link.json leads out of the folder of openclaw.json. Move the file into that folder, or name its own in OPENCLAW_INCLUDE_ROOTS.",
    );
    const roots = (...folders: string[]): Environment => ({
      OPENCLAW_INCLUDE_ROOTS: folders.join(delimiter),
    });
    expect(readFolder(other, roots("relative", folder))).toBe(readFolder(other));
    expect(readFolder(other, roots(relative("", outside)))).toBe(readFolder(other));
    expect(readFolder(other, roots("relative", outside))).toEqual({ out: true });
  });

  it("takes folders that are allowed by name", () => {
    const outside = configFolder({ "shared.json": "{ shared: true }" });
    const folder = configFolder({
      "openclaw.json": JSON.stringify({ $include: join(outside, "shared.json") }),
    });
    expect(readFolder(folder, { OPENCLAW_INCLUDE_ROOTS: outside })).toEqual({ shared: true });
    expect(readFolder(folder)).toMatch(/leads out of the folder/);
  });

  it("reads no included file over 2 MiB", () => {
    const folder = configFolder({ "openclaw.json": '{ $include: "a.json" }', "a.json": "{}" });
    truncateSync(join(folder, "a.json"), 2 * 1024 * 1024 + 1);
    expect(readFolder(folder)).toBe(
      "openclaw.json:1:3: the included file a.json is 2.0 MiB, over the limit of 2 MiB. This is probably not a configuration: check the file name.",
    );
  });

  it("multiplied by files that each include the next one ten times", () => {
    const names = Array.from({ length: 10 }, (_, depth) => [
      depth === 0 ? "openclaw.json" : `${depth}.json`,
      JSON.stringify({ $include: Array.from({ length: 10 }, () => `./${depth + 1}.json`) }),
    ]);
    expect(readFiles({ ...Object.fromEntries(names), "10.json": "{}" })).toMatch(
      /\$include reads more than 1000 files or 16 MiB in all\. Files that include others several times multiply: include each once\.$/,
    );
  });

  it("many side by side: an object, a list, an object", () => {
    const files = { "a.json": "{ a: 1, l: [1] }", "b.json": "[2]", "c.json": "{ b: 2, l: [3] }" };
    const include = (...names: string[]) => ({
      ...files,
      "openclaw.json": JSON.stringify({ x: { $include: names.map((name) => `./${name}.json`) } }),
    });
    expect(readFiles(include("a", "c", "a"))).toEqual({ x: { a: 1, b: 2, l: [1, 3, 1] } });
    expect(readFiles(include("a", "b", "c"))).toEqual({ x: { b: 2, l: [3] } });
    expect(readFiles(include("a", "b", "b"))).toEqual({ x: [2, 2] });
    expect(readFiles(include("b", "a"))).toEqual({ x: { a: 1, l: [1] } });
  });
});

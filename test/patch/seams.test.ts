import { describe, expect, it } from "vitest";
import { PARTS } from "../../src/patch/parts.ts";
import type { Seam } from "../../src/patch/seam.ts";
import { SEAMS, writesFile } from "../../src/patch/seams.ts";
import { compareWithRange, KNOWN, parseTreeVersion } from "../../src/patch/tree-version.ts";

/** Of a version as tables write it. */
function isWithin(version: string, range: readonly [string, string]): boolean {
  const parsed = parseTreeVersion(`2026.${version}`);
  return parsed !== undefined && compareWithRange(parsed, range) === 0;
}

const named = <Kind extends Seam>(seams: readonly Kind[]) =>
  seams.map((seam) => [`${seam.part}/${seam.id}`, seam] as const);

describe("an edit has a name, files of the checkout, and a part that is made for its versions", () => {
  it.each(named(SEAMS))("%s", (_name, { id, part, files, versions: [first, last] }) => {
    expect(id).toMatch(/^[a-z]+(?:-[\w.]+)*(?: [\w./-]+)?$/u);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(file).toMatch(/^(?:[\w-]+\/)*[\w.-]+\.(?:ts|md|json)$/u);
    expect(isWithin(first, KNOWN) && isWithin(last, [first, KNOWN[1]])).toBe(true);
    const parts = PARTS.filter(({ name }) => name === part);
    for (const version of [first, last])
      expect(parts.some(({ versions }) => isWithin(version, versions))).toBe(true);
  });
});

describe("an edit of a document writes whole lines", () => {
  it.each(named(SEAMS.filter((seam) => seam.kind === "text")))("%s", (_name, { text }) => {
    expect(text).toMatch(/^\n?[^\n]+[^]*\S\n{1,2}$/u);
  });
});

describe("an edit of code names what it imports", () => {
  const importing = SEAMS.filter((seam) => seam.kind === "code").filter(({ imports }) => imports);
  it.each(named(importing))("%s", (_name, { imports = [] }) => {
    for (const { from, names, default: all } of imports) {
      expect(from).toMatch(/^[\w./:-]+$/u);
      const wanted = all === undefined ? names : [all];
      expect(wanted.length).toBeGreaterThan(0);
      for (const name of wanted) expect(name).toMatch(/^\w+$/u);
    }
  });
});

it("a part writes its own files and those of its edits, and no other", () => {
  expect(writesFile("default", "CHANGELOG.md")).toBe(true);
  expect(writesFile("delivery", "src/agents/provider-headers.ts")).toBe(true);
  expect(writesFile("default", "src/agents/provider-headers.ts")).toBe(false);
  expect(writesFile("guard", "src/config/types.models.ts")).toBe(false);
});

it("a place that not every checkout of its versions has may be missing, and no other", () => {
  const optional = SEAMS.filter((seam) => seam.kind === "code" && seam.count === "any");
  expect(optional.map(({ id, versions }) => [id, ...versions])).toEqual([
    ["null-inline-types", "3.3", "3.6"],
    ["inline-headers", "3.3", "3.6"],
    ["ollama-discovery queryOllamaContextWindow", "2.27", "3.6"],
  ]);
});

it("an edit of a table of texts names the table that it looks for", () => {
  const tables = SEAMS.filter(({ id }) => /^schema-(?:help|labels)$/u.test(id));
  expect(tables.map(({ anchor }) => anchor)).toEqual([
    "variable `FIELD_HELP`, an object literal",
    "variable `FIELD_LABELS`, an object literal",
  ]);
});

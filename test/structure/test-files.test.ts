import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const SOURCE = join(ROOT, "src");
const TESTS = join(ROOT, "test");

/** Files with logic and no test of their name: by the test of the file that uses them, the files that it covers. */
const COVERED_BY: Readonly<Record<string, readonly string[]>> = {
};

const listed = Object.values(COVERED_BY).flat();

/** Has something to run: a table, a type or a list of exports has not. */
function hasLogic(file: string): boolean {
  const text = readFileSync(join(SOURCE, file), "utf8");
  const visit = (node: ts.Node): boolean =>
    (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) ||
    ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  return visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
}

function testOf(file: string): string {
  return file.replace(/\.ts$/u, ".test.ts");
}

function isInTests(file: string): boolean {
  return existsSync(join(TESTS, file));
}

describe("a file with logic", () => {
  it("has a test file of its name, or is listed under the test that covers it", () => {
    const untested = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => relative(".", file).split(sep).join("/"))
      .filter((file) => hasLogic(file) && !isInTests(testOf(file)) && !listed.includes(file));
    expect(untested).toEqual([]);
  });

  it("is listed once, and only where it is there and has no test of its own", () => {
    expect(listed.filter((file, index) => listed.indexOf(file) !== index)).toEqual([]);
    expect(listed.filter((file) => !existsSync(join(SOURCE, file)))).toEqual([]);
    expect(listed.filter((file) => isInTests(testOf(file)))).toEqual([]);
  });

  it("is listed under a test that is there", () => {
    expect(Object.keys(COVERED_BY).filter((test) => !isInTests(test))).toEqual([]);
  });
});

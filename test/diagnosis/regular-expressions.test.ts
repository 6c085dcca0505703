import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

// Pure JavaScript: needs neither Java nor a binary of the machine's kind.
process.env["RECHECK_SYNC_BACKEND"] = "pure";
const { checkSync } = await import("recheck");

/** Milliseconds; a busy machine needs more than the 10 s of the default. */
const LIMITS = { timeout: 60_000 };

const ROOT = join(import.meta.dirname, "../..");

/** Every file that an entry is made of. */
function filesFrom(entry: string): string[] {
  const found = new Set([entry]);
  for (const file of found) {
    for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
      if (fileName.startsWith(".")) found.add(join(dirname(file), fileName));
    }
  }
  return [...found];
}

function regularExpressionsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  return found;
}

/** `safe` and `linear` do not grow faster than the text. */
function complexityOf(literal: string): string {
  const end = literal.lastIndexOf("/");
  const found = checkSync(literal.slice(1, end), literal.slice(end + 1), LIMITS);
  return found.status === "unknown" ? found.error.kind : found.complexity.type;
}

/** The rooms that take text from outside. */
const ROOMS = ["secrets", "headers", "report", "guard", "config", "transport"].flatMap((room) =>
  readdirSync(join(ROOT, "src", room)).map((file) => join(ROOT, "src", room, file)),
);

const CASES = [
  ...new Set([...filesFrom(join(ROOT, "src/diagnosis/classify-failure.ts")), ...ROOMS]),
].flatMap((file) =>
  regularExpressionsOf(file).map((literal) => [literal, relative(ROOT, file)] as const),
);

describe("regular expressions that read text from outside", () => {
  it("are found, and the check can fail", () => {
    expect(CASES.length).toBeGreaterThan(20);
    expect(complexityOf("/^(a+)+$/u")).toBe("exponential");
  });

  it.each(CASES)("%s (%s) backtracks no more than linearly", { timeout: 70_000 }, (literal) => {
    expect(["safe", "linear"]).toContain(complexityOf(literal));
  });
});

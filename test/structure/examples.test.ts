import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import * as api from "../../src/index.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const INDEX = resolve(ROOT, "dist/index.d.cts");
const API_PAGE = readFileSync(resolve(ROOT, "docs/api.md"), "utf8");

const program = ts.createProgram([INDEX], { skipLibCheck: true, noEmit: true });
const checker = program.getTypeChecker();

/** By name, what an editor shows of each export: of the built declarations, as users get them. */
const exported = new Map(
  exportsOf(INDEX).map((symbol) => {
    const declared =
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return [symbol.name, declared] as const;
  }),
);

function exportsOf(file: string): ts.Symbol[] {
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${file} is not there: npm run build`);
  return checker.getExportsOfModule(module);
}

function exampleOf(name: string): string {
  const tags = exported.get(name)?.getJsDocTags(checker) ?? [];
  const tag = tags.find((each) => each.name === "example");
  return /^```ts\n([^]*)\n```$/u.exec(ts.displayPartsToString(tag?.text).trim())?.[1] ?? "";
}

describe.each(Object.keys(api))("%s", (name) => {
  it("has a doc comment in the declarations", () => {
    const comment = exported.get(name)?.getDocumentationComment(checker);
    expect(ts.displayPartsToString(comment)).not.toBe("");
  });

  it("has an example that uses it and prints what it says", async () => {
    const example = exampleOf(name);
    expect(example).toMatch(
      new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "provider-headers";`, "u"),
    );
    const printed = [...example.matchAll(/^\/\/ prints: (.*)$/gmu)].map(([, line]) => line);
    expect(printed).not.toEqual([]);

    const running = promisify(execFile)(process.execPath, ["--input-type=module"], {
      cwd: ROOT,
      timeout: 15_000,
    });
    running.child.stdin?.end(example);
    const { stdout } = await running;
    expect(stdout.trimEnd().split("\n")).toEqual(printed);
  });
});

it("docs/api.md has a heading for each export (`npm run api` writes it)", () => {
  const headings = new Set(
    API_PAGE.replaceAll("\\_", "_")
      .split("\n")
      .map((line) => /^### (\w+)/u.exec(line)?.[1]),
  );
  expect([...exported.keys()].filter((name) => !headings.has(name))).toEqual([]);
});

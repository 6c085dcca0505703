import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import { applySplices, type Splice } from "./splice.ts";
import { indentOf, nodesOf, parseSyntax, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";
import type { Parser } from "./typescript-parser.ts";

/** Where this package's sources are, seen from `src/patch` as from `dist/patch`. */
const SOURCES = fileURLToPath(new URL("../../src/", import.meta.url));

/**
 * The named modules of `src/headers` and all that they import, as the checkout writes them: the same code, generated, so
 * that there is no second copy to keep. File name to text.
 */
export function treeModules(
  parser: Parser,
  entries: readonly string[],
): ReadonlyMap<string, string> {
  const key = entries.join();
  const known = generated.get(parser)?.get(key);
  if (known) return known;
  const modules = generateModules(parser, entries);
  generated.set(parser, new Map([...(generated.get(parser) ?? []), [key, modules]]));
  return modules;
}

/** The sources do not change while a process runs. */
const generated = new WeakMap<Parser, Map<string, ReadonlyMap<string, string>>>();

function generateModules(parser: Parser, entries: readonly string[]): Map<string, string> {
  const modules = new Map<string, string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (modules.has(name)) continue;
    const text = readFileSync(path.join(SOURCES, "headers", name), "utf8");
    const file = parseSyntax(parser, name, text);
    waiting.push(...relativeImports(file).map(({ text: specifier }) => path.basename(specifier)));
    modules.set(name, toTreeStyle(parser, name, text));
  }
  return new Map([...modules].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Their relative imports end in `.js`, and their linter wants braces around every branch. */
export function toTreeStyle(parser: Parser, name: string, text: string): string {
  const file = parseSyntax(parser, name, text);
  let result = applySplices(
    text,
    relativeImports(file).map((specifier) => ({
      start: specifier.getEnd() - ".ts".length - 1,
      end: specifier.getEnd() - 1,
      text: ".js",
    })),
  );
  // A branch in a branch, or an `else` behind one, has its turn once the outer one has its braces.
  for (;;) {
    const parsed = parseSyntax(parser, name, result);
    let end = -1;
    const splices = bareBranches(parsed).flatMap((bare) => {
      if (bare.body.pos < end) return [];
      end = (bare.otherwise ?? bare.body).end;
      return withBraces(bare, parsed);
    });
    if (splices.length === 0) return result;
    result = applySplices(result, splices);
  }
}

function relativeImports(file: SyntaxFile): TypeScript.StringLiteral[] {
  const { parser } = file;
  return file.root.statements
    .map((statement) =>
      parser.isImportDeclaration(statement) || parser.isExportDeclaration(statement)
        ? statement.moduleSpecifier
        : undefined,
    )
    .filter((specifier) => specifier !== undefined)
    .filter((specifier) => parser.isStringLiteral(specifier))
    .filter((specifier) => specifier.text.startsWith("."));
}

interface BareBranch {
  readonly statement: TypeScript.Statement;
  readonly body: TypeScript.Statement;
  /** Set where an `else` follows the body. */
  readonly otherwise?: TypeScript.Statement | undefined;
}

function bareBranches(file: SyntaxFile): BareBranch[] {
  const { parser } = file;
  const found: BareBranch[] = [];
  const add = (
    statement: TypeScript.Statement,
    body: TypeScript.Statement,
    otherwise?: TypeScript.Statement,
  ): void => {
    if (!parser.isBlock(body)) found.push({ statement, body, otherwise });
  };
  for (const node of nodesOf(file, parser.isStatement)) {
    if (parser.isIfStatement(node)) {
      add(node, node.thenStatement, node.elseStatement);
      if (node.elseStatement && !parser.isIfStatement(node.elseStatement)) {
        add(node, node.elseStatement);
      }
    } else if (parser.isIterationStatement(node, false)) add(node, node.statement);
  }
  return found;
}

function withBraces({ statement, body, otherwise }: BareBranch, file: SyntaxFile): Splice[] {
  const { text } = file;
  // Of an `else if`, the line where the chain begins tells the depth just as well.
  const indent = indentOf(statement, file);
  const start = startOf(body, file);
  const before = text.slice(0, start).trimEnd();
  const ownLine = text.slice(before.length, start).includes("\n");
  const written = textOf(body, file);
  const lines = ownLine ? written : written.replaceAll("\n", "\n  ");
  const end = body.getEnd();
  const after = otherwise === undefined ? end : startOf(otherwise, file);
  return [
    { start: before.length, end, text: ` {\n${indent}  ${lines}\n${indent}}` },
    ...(otherwise === undefined ? [] : [{ start: end, end: after, text: " else " }]),
  ];
}

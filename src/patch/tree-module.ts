import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import { applySplices, type Splice } from "./splice.ts";
import { indentOf, nodesOf, parseSyntax, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";
import type { Parser } from "./typescript-parser.ts";
import { importedNames, keepUsed, type ModuleName } from "./used-code.ts";

/** Where this package's sources are, seen from `src/patch` as from `dist/patch`. */
const SOURCES = fileURLToPath(new URL("../../src/", import.meta.url));
const OWN_FILES = path.join(SOURCES, "patch", "tree");
/** Of the modules, as the files of the parts import them. */
const FOLDER = "providers/headers";

/**
 * The named modules of `src/patch/modules` and all that they import, as the checkout writes them: the same code, generated, so
 * that there is no second copy to keep, without what the patch has no use for. File name to text.
 */
export function treeModules(
  parser: Parser,
  entries: readonly string[],
): ReadonlyMap<string, string> {
  const all = generated.get(parser) ?? generateModules(parser);
  generated.set(parser, all);
  const modules = new Map<string, string>();
  const waiting = [...entries];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const text = all.get(name);
    if (text === undefined || modules.has(name)) continue;
    modules.set(name, text);
    waiting.push(...importedModules(parser, name, text));
  }
  return inNameOrder(modules);
}

/** The sources do not change while a process runs. */
const generated = new WeakMap<Parser, ReadonlyMap<string, string>>();

/** For all parts at once: a module is the same, whichever part brings it. */
function generateModules(parser: Parser): Map<string, string> {
  const wanted = wantedNames(parser);
  const sources = new Map<string, string>();
  const waiting = wanted.map(({ module }) => module);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sources.has(name)) continue;
    const text = readFileSync(path.join(SOURCES, "patch", "modules", `${name}.txt`), "utf8");
    sources.set(name, text);
    waiting.push(...importedModules(parser, name, text));
  }
  const used = keepUsed(parser, sources, wanted);
  return inNameOrder(
    new Map([...used].map(([name, text]) => [name, toTreeStyle(parser, name, text)])),
  );
}

/** What the files of the parts import of the generated modules. */
function wantedNames(parser: Parser): ModuleName[] {
  return readdirSync(OWN_FILES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name, parentPath }) => {
      const file = parseSyntax(parser, name, readFileSync(path.join(parentPath, name), "utf8"));
      return importedNames(file)
        .filter(({ from }) => from.includes(`${FOLDER}/`))
        .map(({ from, name: imported }) => ({ module: sourceName(from), name: imported }));
    });
}

function importedModules(parser: Parser, name: string, text: string): string[] {
  return relativeImports(parseSyntax(parser, name, text)).map(({ text: from }) => sourceName(from));
}

/** `./a.js` and `../b/a.ts` to `a.ts`. */
function sourceName(specifier: string): string {
  return path.basename(specifier).replace(/\.js$/, ".ts");
}

function inNameOrder(modules: ReadonlyMap<string, string>): Map<string, string> {
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

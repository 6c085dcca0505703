import type TypeScript from "typescript";
import { insertAt, type Splice } from "./splice.ts";
import { type SyntaxFile, startOf, textOf } from "./syntax-file.ts";

export interface NeededImport {
  readonly from: string;
  readonly names: readonly string[];
  /** Types only. */
  readonly types?: true;
  /** Name for the module's default export, where that is meant instead. */
  readonly default?: string;
}

/**
 * Adds the names to the declaration that imports from there already, else one declaration at the place where the
 * checkout's formatter sorts it: packages, then `../`, then `./`, each by its specifier. Nothing where the file imports
 * all of it already.
 */
export function importSplice(needed: NeededImport, file: SyntaxFile): Splice | undefined {
  const { parser, root } = file;
  const imports = root.statements
    .filter((statement) => parser.isImportDeclaration(statement))
    .map((declaration) => ({
      declaration,
      from: parser.isStringLiteral(declaration.moduleSpecifier)
        ? declaration.moduleSpecifier.text
        : "",
    }));
  const sameModule = imports.filter(({ from }) => from === needed.from);
  const known = new Set(
    sameModule.flatMap(({ declaration }) => [
      declaration.importClause?.name?.text,
      ...namedElements(declaration, file).map(({ name }) => name.text),
    ]),
  );
  const names = needed.default === undefined ? needed.names : [needed.default];
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return undefined;

  const keyword = needed.types ? "import type" : "import";
  const extended = sameModule.find(
    ({ declaration }) =>
      needed.default === undefined &&
      declaration.importClause?.name === undefined &&
      declaration.importClause?.isTypeOnly === (needed.types ?? false) &&
      namedElements(declaration, file).length > 0,
  );
  if (extended) {
    const { declaration } = extended;
    const elements = namedElements(declaration, file).map((element) => textOf(element, file));
    return {
      start: startOf(declaration, file),
      end: declaration.getEnd(),
      text: writeSpecifiers(keyword, missing.reduce(withSorted, elements), needed.from),
    };
  }
  const line =
    needed.default === undefined
      ? writeSpecifiers(keyword, missing, needed.from)
      : `import ${needed.default} from "${needed.from}";`;
  const next = imports.find(({ from }) => comesBefore(needed.from, from));
  if (next) return insertAt(startOf(next.declaration, file), `${line}\n`);
  const last = imports.at(-1);
  return last ? insertAt(last.declaration.getEnd(), `\n${line}`) : insertAt(0, `${line}\n`);
}

function namedElements(
  { importClause }: TypeScript.ImportDeclaration,
  { parser }: SyntaxFile,
): readonly TypeScript.ImportSpecifier[] {
  const bindings = importClause?.namedBindings;
  return bindings && parser.isNamedImports(bindings) ? bindings.elements : [];
}

/** Before the first name that comes after it; the others stay as they are. */
function withSorted(names: readonly string[], name: string): string[] {
  const sortKey = (one: string) => one.replace(/^type /, "").toLowerCase();
  const next = names.findIndex((known) => sortKey(known) > sortKey(name));
  return names.toSpliced(next === -1 ? names.length : next, 0, name);
}

const WIDTH = 100;

/** `import { a, b } from "c";`, one name a line where several are too long. */
function writeSpecifiers(keyword: string, names: readonly string[], from: string): string {
  const line = `${keyword} { ${names.join(", ")} } from "${from}";`;
  return line.length <= WIDTH || names.length === 1
    ? line
    : `${keyword} {\n${names.map((name) => `  ${name},\n`).join("")}} from "${from}";`;
}

function comesBefore(one: string, other: string): boolean {
  const groups = [groupOf(one), groupOf(other)] as const;
  if (groups[0] !== groups[1]) return groups[0] < groups[1];
  return one.toLowerCase() < other.toLowerCase();
}

function groupOf(from: string): number {
  if (from.startsWith("node:")) return 0;
  if (from.startsWith("../")) return 2;
  return from.startsWith("./") ? 3 : 1;
}

import { insertAt, type Splice } from "./splice.ts";
import { type SyntaxFile, startOf } from "./syntax-file.ts";

export interface NeededImport {
  readonly from: string;
  readonly names: readonly string[];
  /** Name for the module's default export, where that is meant instead. */
  readonly default?: string;
}

/**
 * One import declaration at the place where the checkout's formatter sorts it: packages, then `../`, then `./`, each by
 * its specifier. Nothing where the file imports all of it already.
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
  const known = new Set(
    imports
      .filter(({ from }) => from === needed.from)
      .flatMap(({ declaration: { importClause: clause } }) => {
        const bindings = clause?.namedBindings;
        const named = bindings && parser.isNamedImports(bindings) ? bindings.elements : [];
        return [clause?.name, ...named.map(({ name }) => name)].map((name) => name?.text);
      }),
  );
  const names = needed.default === undefined ? needed.names : [needed.default];
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return undefined;

  const line =
    needed.default === undefined
      ? writeSpecifiers("import", missing, needed.from)
      : `import ${needed.default} from "${needed.from}";`;
  const next = imports.find(({ from }) => comesBefore(needed.from, from));
  if (next) return insertAt(startOf(next.declaration, file), `${line}\n`);
  const last = imports.at(-1);
  return last ? insertAt(last.declaration.getEnd(), `\n${line}`) : insertAt(0, `${line}\n`);
}

const WIDTH = 100;

/** `import { a, b } from "c";`, one name a line where that is too long. */
export function writeSpecifiers(keyword: string, names: readonly string[], from: string): string {
  const line = `${keyword} { ${names.join(", ")} } from "${from}";`;
  return line.length <= WIDTH
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

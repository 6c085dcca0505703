import path from "node:path";
import type TypeScript from "typescript";
import { writeSpecifiers } from "./import-splice.ts";
import { applySplices, type Splice } from "./splice.ts";
import { nodesOf, parseSyntax, startOf, type SyntaxFile, textOf } from "./syntax-file.ts";
import type { Parser } from "./typescript-parser.ts";

/** A top-level name of a module, by the module's file name. */
export interface ModuleName {
  readonly module: string;
  readonly name: string;
}

/**
 * The modules without what no wanted name leads to: a reviewer shall not meet code that nothing calls. A module of which
 * nothing is left is left out.
 */
export function keepUsed(
  parser: Parser,
  modules: ReadonlyMap<string, string>,
  wanted: readonly ModuleName[],
): Map<string, string> {
  const read = new Map(
    [...modules].map(([module, text]) => [module, readModule(parser, module, text)]),
  );
  const used = new Map<string, Set<string>>();
  const waiting = [...wanted];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { module, name } = next;
    const found = read.get(module);
    if (found === undefined) throw new RangeError(`there is no module ${module}`);
    const names = used.get(module) ?? new Set();
    if (names.has(name)) continue;
    used.set(module, names.add(name));
    const from = found.linked.get(name);
    if (from) waiting.push(from);
    for (const identifier of found.references(name)) waiting.push({ module, name: identifier });
  }
  return new Map(
    [...read].flatMap(([module, { file }]) => {
      const names = used.get(module);
      return names ? [[module, withOnly(names, file)] as const] : [];
    }),
  );
}

/** What a file imports by name, and from where. */
export function importedNames(file: SyntaxFile): { from: string; name: string }[] {
  return file.root.statements.flatMap((statement) => {
    const from = specifierOf(statement, file) ?? "";
    return specifiersOf(statement, file).map(({ name, propertyName }) => ({
      from,
      name: (propertyName ?? name).text,
    }));
  });
}

interface ReadModule {
  readonly file: SyntaxFile;
  /** Names that are imported from a module beside it, or handed on from there. */
  readonly linked: ReadonlyMap<string, ModuleName>;
  /** The module's own top-level names that the declaration of this one holds. */
  readonly references: (name: string) => readonly string[];
}

function readModule(parser: Parser, module: string, text: string): ReadModule {
  const file = parseSyntax(parser, module, text);
  const declared = new Map<string, TypeScript.Statement>();
  const linked = new Map<string, ModuleName>();
  for (const statement of file.root.statements) {
    const from = specifierOf(statement, file);
    for (const { name, propertyName } of specifiersOf(statement, file)) {
      if (from?.startsWith(".")) {
        const there = (propertyName ?? name).text;
        linked.set(name.text, { module: path.basename(from), name: there });
      } else declared.set(name.text, statement);
    }
    for (const name of declaredNames(statement, file)) declared.set(name, statement);
  }
  return {
    file,
    linked,
    references: (name) => {
      const declaration = declared.get(name);
      return declaration === undefined
        ? []
        : nodesOf(file, parser.isIdentifier, declaration)
            .map((identifier) => identifier.text)
            .filter((identifier) => declared.has(identifier) || linked.has(identifier));
    },
  };
}

function withOnly(names: ReadonlySet<string>, file: SyntaxFile): string {
  const splices = file.root.statements.flatMap((statement): Splice[] => {
    const whole = { start: statement.getFullStart(), end: statement.getEnd(), text: "" };
    const specifiers = specifiersOf(statement, file);
    const kept = specifiers.filter(({ name }) => names.has(name.text));
    if (specifiers.length > 0) {
      if (kept.length === specifiers.length) return [];
      if (kept.length === 0) return [whole];
      const list = listOf(statement, file);
      return list ? [withFewer(statement, list, kept, file)] : [];
    }
    const declared = declaredNames(statement, file);
    return declared.length === 0 || declared.some((name) => names.has(name)) ? [] : [whole];
  });
  return `${applySplices(file.text, splices).trim()}\n`;
}

/** The statement with some of its names, on one line where they fit. */
function withFewer(
  statement: TypeScript.Statement,
  list: TypeScript.NamedImports | TypeScript.NamedExports,
  kept: readonly TypeScript.Node[],
  file: SyntaxFile,
): Splice {
  return {
    start: startOf(statement, file),
    end: statement.getEnd(),
    text: writeSpecifiers(
      file.text.slice(startOf(statement, file), startOf(list, file)).trim(),
      kept.map((one) => textOf(one, file)),
      specifierOf(statement, file) ?? "",
    ),
  };
}

function specifierOf(statement: TypeScript.Statement, { parser }: SyntaxFile): string | undefined {
  if (!parser.isImportDeclaration(statement) && !parser.isExportDeclaration(statement)) {
    return undefined;
  }
  const { moduleSpecifier } = statement;
  return moduleSpecifier && parser.isStringLiteral(moduleSpecifier)
    ? moduleSpecifier.text
    : undefined;
}

function listOf(
  statement: TypeScript.Statement,
  { parser }: SyntaxFile,
): TypeScript.NamedImports | TypeScript.NamedExports | undefined {
  if (parser.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    return bindings && parser.isNamedImports(bindings) ? bindings : undefined;
  }
  if (!parser.isExportDeclaration(statement)) return undefined;
  const { exportClause } = statement;
  return exportClause && parser.isNamedExports(exportClause) ? exportClause : undefined;
}

function specifiersOf(
  statement: TypeScript.Statement,
  file: SyntaxFile,
): readonly (TypeScript.ImportSpecifier | TypeScript.ExportSpecifier)[] {
  return listOf(statement, file)?.elements ?? [];
}

function declaredNames(statement: TypeScript.Statement, file: SyntaxFile): string[] {
  const { parser } = file;
  if (parser.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => textOf(name, file));
  }
  if (
    parser.isFunctionDeclaration(statement) ||
    parser.isClassDeclaration(statement) ||
    parser.isInterfaceDeclaration(statement) ||
    parser.isTypeAliasDeclaration(statement)
  ) {
    return statement.name ? [statement.name.text] : [];
  }
  return [];
}

import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** What a file loads before it runs: neither types nor what is imported on demand. */
function loadedBy(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement) && isOfTypes(statement.importClause)) return [];
    if (ts.isExportDeclaration(statement) && statement.isTypeOnly) return [];
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    return from !== undefined && ts.isStringLiteral(from) ? [from.text] : [];
  });
}

function isOfTypes(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** Every file and package that the start of `entry` loads. */
function closureOf(entry: string): { readonly files: string[]; readonly packages: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    for (const target of loadedBy(file)) {
      if (target.startsWith(".")) visit(resolve(dirname(file), target));
      else if (!target.startsWith("node:")) packages.add(target);
    }
  };
  visit(entry);
  return {
    files: [...files].map((file) => relative(ROOT, file)),
    packages: [...packages].toSorted(),
  };
}

it("a host that loads the plugin loads no schema library, no command line and no second client", () => {
  const { files, packages } = closureOf(resolve(ROOT, "src/openclaw/plugin.ts"));
  expect(packages).toEqual(["@humanwhocodes/momoa", "json5"]);
  expect(files.filter((file) => file.startsWith("src/cli/"))).toEqual([]);
  expect(files.filter((file) => file.startsWith("src/patch/"))).toEqual([]);
});

it("`explain` loads nothing that diagnoses, reports or remembers failures", () => {
  const { files } = closureOf(resolve(ROOT, "src/cli/explain.ts"));
  expect(files).toContain("src/transport/compiled-provider.ts");
  expect(files.filter((file) => /^src\/(?:diagnosis|report|guard)\//.test(file))).toEqual([]);
});

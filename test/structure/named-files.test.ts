import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const SOURCE = join(ROOT, "src");

const FILE_NAME = /(?:[\w@.-]+\/)*[\w-][\w.-]*\.(?:ts|md)\b(?!\()/gu;
const ADDRESS = /\b[a-z]+:\/\/[^\s"'`]+/gu;
/** One that stands in a text counts as well: texts are looked at anyway. */
const COMMENT = /\/\*[^]*?\*\/|\/\/.*/gu;
/** A page is named to users as it stands in their `node_modules`. */
const OWN_PACKAGE = /^provider-headers\//u;

/** What a file says in comments and in texts; what it imports is the compiler's matter. */
function wordsOf(file: string): string[] {
  const text = readFileSync(file, "utf8").replace(ADDRESS, "");
  const words: string[] = [...(text.match(COMMENT) ?? [])];
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
    if (isText && !isModuleName(node)) words.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return words;
}

function isModuleName({ parent }: ts.Node): boolean {
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword)
  );
}

function namesIn(text: string): string[] {
  return text.replace(ADDRESS, "").match(FILE_NAME) ?? [];
}

function exists(name: string, from: string): boolean {
  const path = name.replace(OWN_PACKAGE, "");
  return [ROOT, SOURCE, dirname(from)].some((folder) => existsSync(join(folder, path)));
}

describe("the files that are named", () => {
  it("in comments and messages of the sources are there", () => {
    const missing = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      // The upstream patch names OpenClaw's files.
      .filter((file) => !file.startsWith(`patch${sep}`))
      .map((file) => join(SOURCE, file))
      .flatMap((file) =>
        wordsOf(file)
          .flatMap(namesIn)
          .filter((name) => !exists(name, file))
          .map((name) => `${relative(ROOT, file)}: ${name}`),
      );
    expect(missing).toEqual([]);
  });

  it("in CONTRIBUTING.md are there", () => {
    const text = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8");
    const named = [...text.matchAll(/`((?:src|test|bench|docs|examples)\/[^`*<]+)`/gu)].map(
      ([, path = ""]) => path,
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("are found in what a file says, and addresses are none", () => {
    expect(namesIn("see `secrets/mask.ts`, ../a.ts and https://example.com/docs/a.md")).toEqual([
      "secrets/mask.ts",
      "../a.ts",
    ]);
    const words = wordsOf(join(SOURCE, "providers/provider.ts")).flatMap(namesIn);
    expect(words).toEqual(["diagnosis/phrase-index.ts"]);
  });
});

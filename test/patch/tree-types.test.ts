import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";

const TREE = path.resolve(import.meta.dirname, "../../src/patch/tree");

/** What follows from OpenClaw's own modules not being here: their names are `any`. */
const FOR_WANT_OF_MODULES: ReadonlySet<number> = new Set([
  2307, 2580, 2591, 2834, 7006, 7031, 18046,
]);

/** The files that a part brings, each in its place below a root of their own. */
function filesOf(folders: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(path.join(TREE, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts.txt"))
        .map((file): [string, string] => [
          `/tree/${file.replace(/\.txt$/, "")}`,
          readFileSync(path.join(TREE, folder, file), "utf8"),
        ]),
    ),
  );
}

function typeErrors(
  files: ReadonlyMap<string, string>,
  options: typescript.CompilerOptions,
): string[] {
  const settings: typescript.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.NodeNext,
    moduleResolution: typescript.ModuleResolutionKind.NodeNext,
    ...options,
  };
  const host = typescript.createCompilerHost(settings);
  const isHere = (file: string) => files.has(file) || isLibrary(file);
  host.fileExists = isHere;
  host.readFile = (file) => files.get(file) ?? typescript.sys.readFile(file);
  const program = typescript.createProgram([...files.keys()], settings, {
    ...host,
    getSourceFile: (file, language) => {
      const text = host.readFile(file);
      return text === undefined ? undefined : typescript.createSourceFile(file, text, language);
    },
  });
  return [...files.keys()]
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .filter(({ code }) => !FOR_WANT_OF_MODULES.has(code))
    .map(({ file, start = 0, messageText }) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${file?.fileName}:${line} ${typescript.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}

function isLibrary(file: string): boolean {
  return path.basename(file).startsWith("lib.") && existsSync(file);
}

describe("the files that the patch brings", () => {
  const folders = readdirSync(TREE);

  it("have no type error by today's rules of the tree, as far as they can be told without it", () => {
    const today = filesOf(folders.filter((folder) => folder.startsWith("today-")));
    expect(today.size).toBeGreaterThanOrEqual(5);
    expect(typeErrors(today, { noUncheckedIndexedAccess: true })).toEqual([]);
  });

  it("have none by those of March 2026", () => {
    const march = filesOf(folders.filter((folder) => folder.startsWith("march-")));
    expect(march.size).toBeGreaterThanOrEqual(10);
    expect(typeErrors(march, {})).toEqual([]);
  });

  it("are read strictly enough to find an element that may not be there", () => {
    const file = "/tree/a.ts";
    const text = "const list = [{ id: 1 }];\nexport const first = list[0].id;\n";
    expect(typeErrors(new Map([[file, text]]), { noUncheckedIndexedAccess: true })).toEqual([
      `${file}:2 Object is possibly 'undefined'.`,
    ]);
  });
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { toTreeStyle, treeModules } from "../../src/patch/tree-module.ts";

describe("toTreeStyle", () => {
  const styled = (text: string) => toTreeStyle(typescript, "a.ts", text);

  it("lets relative imports end in .js and leaves others alone", () => {
    expect(
      styled('import { a } from "./a.ts";\nexport * from "../b.ts";\nimport z from "zod.ts";\n'),
    ).toBe('import { a } from "./a.js";\nexport * from "../b.js";\nimport z from "zod.ts";\n');
  });

  it.each([
    ["if (a) return b;\n", "if (a) {\n  return b;\n}\n"],
    ["  if (a)\n    return b;\n", "  if (a) {\n    return b;\n  }\n"],
    ["if (a) b();\nelse c();\n", "if (a) {\n  b();\n} else {\n  c();\n}\n"],
    [
      "if (a) b();\nelse if (c) d();\nelse e();\n",
      "if (a) {\n  b();\n} else if (c) {\n  d();\n} else {\n  e();\n}\n",
    ],
    ["for (const a of b) if (a) c();\n", "for (const a of b) {\n  if (a) {\n    c();\n  }\n}\n"],
    ["while (a) b(\n  c,\n);\n", "while (a) {\n  b(\n    c,\n  );\n}\n"],
    ["if (a) {\n  b();\n} else c();\n", "if (a) {\n  b();\n} else {\n  c();\n}\n"],
    ["if (a) {\n  b();\n}\n", "if (a) {\n  b();\n}\n"],
  ])("puts braces around every branch: %j", (given, wanted) => {
    expect(styled(given)).toBe(wanted);
  });
});

describe("treeModules", () => {
  const modules = treeModules(typescript, ["merge-headers.ts"]);

  it("brings what a module imports along, and nothing that is not there", () => {
    expect([...modules.keys()]).toContain("field-name.ts");
    for (const text of modules.values()) {
      for (const [, imported = ""] of text.matchAll(/ from "(\.[^"]+)"/g)) {
        expect(imported).toMatch(/^\.\/[a-z-]+\.js$/);
        expect([...modules.keys()]).toContain(`${imported.slice(2, -3)}.ts`);
      }
    }
  });

  it("changes nothing of what the code does", () => {
    const emitted = (text: string) =>
      typescript
        .transpileModule(text, { compilerOptions: { target: typescript.ScriptTarget.ES2023 } })
        .outputText.replaceAll(/\.(?:ts|js)"/g, '"')
        .replaceAll(/[\s{}]/g, "")
        // What makes a module of a piece that exports nothing.
        .replace(/export;$/, "");
    for (const [name, text] of modules) {
      const source = readFileSync(
        new URL(`../../src/patch/modules/${name}.txt`, import.meta.url),
        "utf8",
      );
      const before = emitted(source);
      const { statements } = typescript.createSourceFile(name, text, 99, true);
      for (const statement of statements) {
        if (
          typescript.isImportDeclaration(statement) ||
          typescript.isExportDeclaration(statement)
        ) {
          continue;
        }
        expect(before).toContain(emitted(statement.getFullText()));
      }
    }
  });

  it("brings nothing that the patch has no use for", () => {
    expect([...modules.values()].join("\n")).not.toMatch(
      /function (?:builtInNotice|sessionDigest)\b/,
    );
  });

  it("is formatted as OpenClaw's formatter has it, which is ours", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "tree-modules-"));
    try {
      for (const [name, text] of modules) writeFileSync(path.join(folder, name), text);
      const binary = path.resolve("node_modules/.bin/oxfmt");
      execFileSync(binary, [folder], { cwd: folder, stdio: "pipe" });
      for (const name of readdirSync(folder)) {
        expect(readFileSync(path.join(folder, name), "utf8")).toBe(modules.get(name));
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

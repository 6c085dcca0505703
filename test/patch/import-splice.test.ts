import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { importSplice, type NeededImport } from "../../src/patch/import-splice.ts";
import { applySplices } from "../../src/patch/splice.ts";
import { parseSyntax } from "../../src/patch/syntax-file.ts";

const TEXT = `import fs from "node:fs";
import { z } from "zod";
import { one, type Two } from "../one.js";
import { four } from "../three.js";
import { five } from "./five.js";
`;

function imported(needed: NeededImport, text = TEXT): string[] {
  const splice = importSplice(needed, parseSyntax(typescript, "a.ts", text));
  return applySplices(text, splice ? [splice] : []).split("\n");
}

describe("importSplice", () => {
  it.each([
    ["node:util", 1],
    ["json5", 1],
    ["../two.js", 4],
    ["../Other.js", 3],
    ["./alpha.js", 4],
    ["./zebra.js", 5],
  ])("puts %s where the formatter sorts it", (from, line) => {
    expect(imported({ from, names: ["wanted"] })[line]).toBe(`import { wanted } from "${from}";`);
  });

  it("asks for nothing twice", () => {
    expect(imported({ from: "../one.js", names: ["one", "Two"] }).join("\n")).toBe(TEXT);
  });

  it("adds to a declaration that is there, where its names are sorted", () => {
    const added = (names: string[]) => imported({ from: "../one.js", names })[2];
    expect(added(["one", "more"])).toBe('import { more, one, type Two } from "../one.js";');
    expect(added(["zebra"])).toBe('import { one, type Two, zebra } from "../one.js";');
    // Beside the same letters in another case.
    expect(added(["ONE"])).toBe('import { one, ONE, type Two } from "../one.js";');
    const broken = `import {\n  bravo,\n  charlie,\n} from "./a.js";\n`;
    expect(imported({ from: "./a.js", names: ["alpha"] }, broken).join("\n")).toBe(
      'import { alpha, bravo, charlie } from "./a.js";\n',
    );
  });

  it("keeps types and values apart", () => {
    expect(imported({ from: "zod", names: ["ZodType"], types: true })[2]).toBe(
      'import type { ZodType } from "zod";',
    );
    const types = 'import type { One } from "./a.js";\n';
    expect(imported({ from: "./a.js", names: ["two"] }, types).join("\n")).toBe(
      `${types}import { two } from "./a.js";\n`,
    );
    expect(imported({ from: "./a.js", names: ["Two"], types: true }, types).join("\n")).toBe(
      'import type { One, Two } from "./a.js";\n',
    );
  });

  it("knows default imports", () => {
    expect(imported({ from: "json5", names: [], default: "JSON5" })[1]).toBe(
      'import JSON5 from "json5";',
    );
    expect(imported({ from: "node:fs", names: [], default: "fs" }).join("\n")).toBe(TEXT);
  });

  it("keeps a single name on its line, however long", () => {
    const name = "a".repeat(90);
    expect(imported({ from: "./a.js", names: [name] }, "")[0]).toBe(
      `import { ${name} } from "./a.js";`,
    );
  });

  it("breaks what is too long for a line, and starts a file without imports", () => {
    const names = ["aFunctionWithALongName", "anotherFunctionWithALongName", "yetAnotherOfThose"];
    expect(imported({ from: "../one-more.js", names }, "const a = 1;\n").join("\n")).toBe(
      "import {\n  aFunctionWithALongName,\n  anotherFunctionWithALongName,\n  yetAnotherOfThose,\n" +
        '} from "../one-more.js";\nconst a = 1;\n',
    );
  });
});

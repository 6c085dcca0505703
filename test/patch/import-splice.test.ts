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
    expect(imported({ from: "../one.js", names: ["one", "more"] })[3]).toBe(
      'import { more } from "../one.js";',
    );
  });

  it("knows default imports", () => {
    expect(imported({ from: "json5", names: [], default: "JSON5" })[1]).toBe(
      'import JSON5 from "json5";',
    );
    expect(imported({ from: "node:fs", names: [], default: "fs" }).join("\n")).toBe(TEXT);
  });

  it("breaks what is too long for a line, and starts a file without imports", () => {
    const names = ["aFunctionWithALongName", "anotherFunctionWithALongName", "yetAnotherOfThose"];
    expect(imported({ from: "../one-more.js", names }, "const a = 1;\n").join("\n")).toBe(
      "import {\n  aFunctionWithALongName,\n  anotherFunctionWithALongName,\n  yetAnotherOfThose,\n" +
        '} from "../one-more.js";\nconst a = 1;\n',
    );
  });
});

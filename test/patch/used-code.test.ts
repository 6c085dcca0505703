import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { keepUsed } from "../../src/patch/used-code.ts";

const MODULES = new Map([
  [
    "a.ts",
    `import { createHash } from "node:crypto";
import { b, type B, unused } from "./b.ts";
export { handedOn, notHandedOn } from "./c.ts";

/** Wanted. */
export function wanted(given: B): string {
  return inner(b(given));
}

/** Only for what is not wanted. */
const HELPER = 1;

export function notWanted(): string {
  return createHash(String(HELPER) + unused);
}

const inner = (text: string) => text;
`,
  ],
  [
    "b.ts",
    "export interface B {\n  readonly c: C;\n}\n\ninterface C {}\n\nexport const b = String;\n\nexport const unused = 1;\n",
  ],
  [
    "c.ts",
    'export * as x from "node:fs";\nexport const handedOn = 1;\nexport const notHandedOn = 2;\n',
  ],
  ["d.ts", "export const nobody = 1;\n"],
]);

const keep = (...names: string[]) =>
  keepUsed(
    typescript,
    MODULES,
    names.map((name) => ({ module: "a.ts", name })),
  );

describe("keepUsed", () => {
  it("keeps what a name leads to, in its module and in others, with its comment", () => {
    const kept = keep("wanted");
    expect(kept.get("a.ts")).toBe(`import { b, type B } from "./b.ts";

/** Wanted. */
export function wanted(given: B): string {
  return inner(b(given));
}

const inner = (text: string) => text;
`);
    expect(kept.get("b.ts")).toBe(
      "export interface B {\n  readonly c: C;\n}\n\ninterface C {}\n\nexport const b = String;\n",
    );
    expect([...kept.keys()]).toEqual(["a.ts", "b.ts"]);
  });

  it("follows what is handed on", () => {
    const kept = keep("handedOn");
    expect(kept.get("a.ts")).toBe('export { handedOn } from "./c.ts";\n');
    expect(kept.get("c.ts")).toBe('export * as x from "node:fs";\nexport const handedOn = 1;\n');
  });

  it("keeps the packages of what is wanted", () => {
    expect(keep("notWanted").get("a.ts")).toContain(
      'import { createHash } from "node:crypto";\nimport { unused } from "./b.ts";\n',
    );
  });

  it("breaks a list of names that does not fit on a line", () => {
    const names = ["first", "second", "third"].map((name) => name.repeat(8));
    const text = `import { ${[...names, "rest"].join(", ")} } from "./b.ts";\nexport const a = [${names.join(", ")}];\n`;
    const there = names.map((name) => `export const ${name} = 1;\n`).join("");
    const modules = new Map([
      ["a.ts", text],
      ["b.ts", there],
    ]);
    expect(keepUsed(typescript, modules, [{ module: "a.ts", name: "a" }]).get("a.ts")).toMatch(
      /^import \{\n {2}first\w+,\n {2}second\w+,\n {2}third\w+,\n\} from "\.\/b\.ts";\n/,
    );
  });

  it("says which module is missing", () => {
    expect(() => keepUsed(typescript, MODULES, [{ module: "e.ts", name: "e" }])).toThrow(
      "there is no module e.ts",
    );
  });
});

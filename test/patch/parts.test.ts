import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import { PARTS } from "../../src/patch/parts.ts";
import { SEAMS } from "../../src/patch/seams.ts";

const TREE = path.resolve(import.meta.dirname, "../../src/patch/tree");
const files = readdirSync(TREE, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(TREE, path.join(entry.parentPath, entry.name)));

describe("the parts", () => {
  it("bring every file that is there for them", () => {
    const brought = PARTS.flatMap((part) =>
      part.files.map(({ folder, path: file }) => path.join(folder, `${file}.txt`)),
    );
    expect(files.toSorted()).toEqual(brought.toSorted());
  });

  it("each bring a test, a change log line and edits of their own", () => {
    for (const { name, files: own } of PARTS) {
      expect(own.some(({ path: file }) => file.endsWith(".test.ts"))).toBe(true);
      const ids = SEAMS.filter(({ part }) => part === name).map(({ id }) => id);
      expect(ids).toContain("changelog");
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(1);
    }
  });

  it("know the header that the table of built-ins has", () => {
    const { headers, ids } = BUILT_IN_PROVIDERS.find((row) => row.ids[0] === "kimi-coding") ?? {};
    expect(ids).toContain("kimi-coding");
    const test = readFileSync(
      path.join(TREE, PARTS[0]?.files[0]?.folder ?? "", `${PARTS[0]?.files[0]?.path}.txt`),
      "utf8",
    );
    for (const [name, value] of Object.entries(headers ?? {})) {
      expect(test).toContain(`{ ${JSON.stringify(name)}: ${JSON.stringify(value)} }`);
    }
  });

  it("import nothing but the host's own and the generated modules", () => {
    for (const file of files) {
      const text = readFileSync(path.join(TREE, file), "utf8");
      for (const [, specifier = ""] of text.matchAll(/ from "(\.[^"]+)"/g)) {
        expect(specifier).toMatch(/\.js$/);
      }
      expect(text).not.toContain("\u2014");
    }
  });
});

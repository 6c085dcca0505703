import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/index.ts";
import { KIMI_USER_AGENT } from "../../src/patch/march-code.ts";
import { LEFT_OUT, PARTS } from "../../src/patch/parts.ts";
import { SEAMS } from "../../src/patch/seams.ts";
import { compareWithRange, parseTreeVersion } from "../../src/patch/tree-version.ts";

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

  it("each bring a test and edits of their own, and a change log line where that is asked for", () => {
    for (const { name, files: own, versions } of PARTS) {
      expect(own.some(({ path: file }) => file.endsWith(".test.ts"))).toBe(true);
      const last = parseTreeVersion(`2026.${versions[1]}`);
      const seams = SEAMS.filter(
        (seam) => seam.part === name && last && compareWithRange(last, seam.versions) === 0,
      );
      const ids = seams.map(({ id }) => id);
      expect(ids.includes("changelog")).toBe(Number(versions[0].split(".")[0]) < 6);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeGreaterThan(0);
    }
  });

  it("say in words what they give, why they are left out, and where each edit is looked for", () => {
    const said = [
      ...PARTS.map(({ gives }) => gives),
      ...LEFT_OUT.map(({ reason }) => reason),
      ...SEAMS.map(({ anchor }) => anchor),
    ];
    for (const text of said) expect(text).toMatch(/\w{3}/u);
    expect(new Set(PARTS.map(({ gives }) => gives)).size).toBe(PARTS.length);
  });

  it("name no User-Agent where the tree declares its own", () => {
    const today = SEAMS.filter(({ files: own }) =>
      own.some((file) => file.startsWith("extensions/")),
    );
    expect(today.length).toBeGreaterThan(2);
    const written = readFileSync(path.resolve(TREE, "../today-seams.ts"), "utf8");
    const test = path.join(TREE, "today-default/extensions/kimi-coding/user-agent.test.ts.txt");
    for (const text of [written, readFileSync(test, "utf8")]) {
      expect(text).not.toMatch(/claude|KimiCLI|RooCode/i);
    }
  });

  it("of March 2026 know the header that the table of built-ins has", () => {
    const { headers, ids } = BUILT_IN_PROVIDERS.find((row) => row.ids[0] === "kimi-coding") ?? {};
    expect(ids).toContain("kimi-coding");
    const test = readFileSync(
      path.join(TREE, PARTS[0]?.files[0]?.folder ?? "", `${PARTS[0]?.files[0]?.path}.txt`),
      "utf8",
    );
    const merge = readFileSync(
      path.join(TREE, "march-delivery/src/agents/provider-headers.ts.txt"),
      "utf8",
    );
    for (const [name, value] of Object.entries(headers ?? {})) {
      const written = `{ ${JSON.stringify(name)}: ${JSON.stringify(value)} }`;
      expect(test).toContain(written);
      expect(merge).toContain(written);
    }
    expect(Object.values(headers ?? {})).toEqual([KIMI_USER_AGENT]);
  });

  it("import by the host's own endings", () => {
    for (const file of files) {
      const text = readFileSync(path.join(TREE, file), "utf8");
      for (const [, specifier = ""] of text.matchAll(/ from "(\.[^"]+)"/g)) {
        expect(specifier).toMatch(/\.js$/);
      }
      expect(text).not.toContain("\u2014");
    }
  });
});

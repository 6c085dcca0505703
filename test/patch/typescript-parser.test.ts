import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadParser } from "../../src/patch/typescript-parser.ts";

// A new one each time: Node remembers what it has imported from a path.
const NOWHERE = path.join(tmpdir(), "nowhere.js");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "typescript-parser-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function install(source: string): void {
  const place = path.join(folder, "node_modules", "typescript");
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, "package.json"), '{"name":"typescript","main":"main.cjs"}');
  writeFileSync(path.join(place, "main.cjs"), source);
}

describe("loadParser", () => {
  it("takes the one that the checkout has", async () => {
    install('module.exports = { version: "1.2.3", createSourceFile() {} };');
    expect((await loadParser(folder)).version).toBe("1.2.3");
  });

  it("takes the one beside it where the checkout's has no parser, or there is none", async () => {
    expect(typeof (await loadParser(folder)).forEachChild).toBe("function");
    install('module.exports = { version: "7.0.2" };');
    expect((await loadParser(folder)).version).not.toBe("7.0.2");
  });

  it("says how to get one where there is none anywhere", async () => {
    await expect(loadParser(folder, NOWHERE)).rejects.toMatchObject({
      message: "TypeScript is needed to read the checkout's syntax, and is not installed",
      fix: "run `pnpm install` in the checkout, or `npm install typescript@5` beside provider-headers",
    });
  });

  it("says which one cannot be used", async () => {
    install('module.exports = { version: "7.0.2" };');
    await expect(loadParser(folder, NOWHERE)).rejects.toMatchObject({
      message: "the installed TypeScript (7.0.2) has no parser that can be called",
    });
  });
});

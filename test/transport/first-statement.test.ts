import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import { isFirstStatement, STATEMENTS_FILE } from "../../src/transport/first-statement.ts";
import { temporaryFolder } from "../cli/run-command-line.ts";

const [KIMI] = BUILT_IN_PROVIDERS;
if (KIMI === undefined) throw new Error("no built-in");

it("is the first once, and leaves one whole file", () => {
  const folder = temporaryFolder();
  expect([1, 2, 3].map(() => isFirstStatement(folder, KIMI))).toEqual([true, false, false]);
  expect(readdirSync(folder)).toEqual([STATEMENTS_FILE]);
  expect(JSON.parse(readFileSync(join(folder, STATEMENTS_FILE), "utf8"))).toEqual({
    statements: { "kimi-coding": '{"User-Agent":"claude-code/0.1.0"} 2026-06-05' },
  });
});

it("is the first again where something else goes out, or the provider says something else", () => {
  const folder = temporaryFolder();
  const changed = [
    KIMI,
    { ...KIMI, headers: { "User-Agent": "claude-code/0.2.0" } },
    { ...KIMI, statement: { ...KIMI.statement, on: "2027-01-01" } },
  ];
  expect(changed.map((one) => isFirstStatement(folder, one))).toEqual([true, true, true]);
});

it("keeps what it remembers of others", () => {
  const folder = temporaryFolder();
  const other = { ...KIMI, ids: ["other"] as const };
  const asked = [KIMI, other, KIMI, other].map((one) => isFirstStatement(folder, one));
  expect(asked).toEqual([true, true, false, false]);
});

it("makes no folder, and is the first each time where there is none", () => {
  const folder = join(temporaryFolder(), "absent");
  expect([1, 2].map(() => isFirstStatement(folder, KIMI))).toEqual([true, true]);
  expect(existsSync(folder)).toBe(false);
  expect(isFirstStatement(undefined, KIMI)).toBe(true);
});

it.each([
  ["cut off", '{"statements": {"kimi'],
  ["a list", "[]"],
  ["of another shape", '{"statements": "kimi-coding"}'],
  ["empty", ""],
])("takes a file that is %s for none, and replaces it", (_what, text) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, STATEMENTS_FILE), text);
  expect([1, 2].map(() => isFirstStatement(folder, KIMI))).toEqual([true, false]);
});

it("leaves nothing behind where the file cannot be replaced", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, STATEMENTS_FILE, "inside"), { recursive: true });
  expect([1, 2].map(() => isFirstStatement(folder, KIMI))).toEqual([true, true]);
  expect(isFirstStatement(join(folder, "x\0y"), KIMI)).toBe(true);
  expect(readdirSync(folder)).toEqual([STATEMENTS_FILE]);
});

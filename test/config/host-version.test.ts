import { expect, test } from "vitest";
import { isAtLeast, versionNumbers } from "../../src/config/host-version.ts";

test.each([
  ["2026.10.1", "2026.9.6", true],
  ["2026.9.6", "2026.9.6", true],
  ["2026.9.5", "2026.9.6", false],
  ["v2026.2.19", "2026.2.20", false],
  ["2026.2.20-beta.1", "2026.2.20", true],
  ["development", "2026.9.6", true],
  [undefined, "2026.9.6", true],
])("%s is at least %s: %s", (version, bound, expected) => {
  expect(isAtLeast(version, bound)).toBe(expected);
});

test("reads the numbers of a version alone", () => {
  expect(["v2026.7.1-2", "2026.9", "unknown", undefined].map(versionNumbers)).toEqual([
    [2026, 7, 1],
    undefined,
    undefined,
    undefined,
  ]);
});

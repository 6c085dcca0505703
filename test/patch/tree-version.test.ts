import { describe, expect, it } from "vitest";
import { compareWithRange, parseTreeVersion } from "../../src/patch/tree-version.ts";

describe("parseTreeVersion", () => {
  it.each([
    ["2026.2.27", { year: 2026, month: 2, number: 27 }],
    ["2026.3.2-beta.1", { year: 2026, month: 3, number: 2 }],
    ["2026.2.22-1", { year: 2026, month: 2, number: 22 }],
    ["1.0.0", undefined],
    ["2026.2", undefined],
    ["latest", undefined],
    ["v2026.2.19", undefined],
    ["2026.2.19 ", undefined],
  ])("%s", (text, version) => {
    expect(parseTreeVersion(text)).toEqual(version);
  });
});

describe("compareWithRange", () => {
  it.each([
    ["2025.12.31", -1],
    ["2026.2.18", -1],
    ["2026.2.19", 0],
    ["2026.2.27", 0],
    ["2026.3.1", 0],
    ["2026.3.2", 0],
    ["2026.3.3", 1],
    ["2026.10.1", 1],
    ["2027.1.1", 1],
  ])("%s", (text, side) => {
    const version = parseTreeVersion(text);
    expect(version && Math.sign(compareWithRange(version, ["2.19", "3.2"]))).toBe(side);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkFieldValue,
  fieldLineSize,
  isFieldValue,
  trimFieldValue,
} from "../../src/headers/field-value.ts";

/** Any code point: `unit: "binary"` of fast-check takes seconds to begin with. */
const character = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));

describe("trimFieldValue", () => {
  it.each([
    ["a", "a"],
    ["  a b\t", "a b"],
    ["\t \t", ""],
    ["", ""],
    ["\u00a0a\u00a0", "\u00a0a\u00a0"],
    ["\u3000a", "\u3000a"],
    ["\na", "\na"],
    ["a\r\n ", "a\r\n"],
  ])("%j becomes %j", (value, trimmed) => {
    expect(trimFieldValue(value)).toBe(trimmed);
  });
});

describe("checkFieldValue", () => {
  it.each([
    ["a"],
    ["a b"],
    ["a\tb"],
    ["~!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}"],
    ["\u0080"],
    ["\u0085"],
    ["\u00a0"],
    ["\u00ff"],
    ["x".repeat(8192)],
  ])("takes %j", (value) => {
    expect(checkFieldValue(value)).toBeUndefined();
  });

  it.each([
    ["", { code: "empty" }],
    ["a\nb", { code: "line-break", at: 1, character: "\n" }],
    ["a\r", { code: "line-break", at: 1, character: "\r" }],
    ["\u0000", { code: "control-character", at: 0, character: "\u0000" }],
    ["ab\u001b[0m", { code: "control-character", at: 2, character: "\u001b" }],
    ["a\u007f", { code: "control-character", at: 1, character: "\u007f" }],
    ["\u0100", { code: "above-latin-1", at: 0, character: "\u0100" }],
    // The low bytes of these two are CR and LF.
    ["a\u010d\u010ab", { code: "above-latin-1", at: 1, character: "\u010d" }],
    ["a\u2028", { code: "above-latin-1", at: 1, character: "\u2028" }],
    ["😀", { code: "above-latin-1", at: 0, character: "😀" }],
    ["\ud83d", { code: "above-latin-1", at: 0, character: "\ud83d" }],
    ["x".repeat(8193), { code: "too-long", length: 8193 }],
  ])("refuses %j", (value, fault) => {
    expect(checkFieldValue(value)).toEqual(fault);
  });

  it("says the same as its cheap form, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 6 }), (value) => {
        expect(isFieldValue(value)).toBe(checkFieldValue(value) === undefined);
      }),
    );
    expect(isFieldValue("x".repeat(8192))).toBe(true);
    expect(isFieldValue("x".repeat(8193))).toBe(false);
  });
});

it("counts the bytes of a field line", () => {
  expect(fieldLineSize("X-A", "bc")).toBe("X-A: bc\r\n".length);
});

import { describe, expect, it } from "vitest";

import { roomOf, textWidth, wrapHanging, wrapText } from "../../src/cli/text-width.ts";

it.each([
  ["", 0],
  ["plain", 5],
  ["模型", 4],
  ["é", 1],
  ["e\u0301", 1],
  ["a\u200Bb", 2],
  ["🙂", 2],
  ["ж", 1],
])("%s takes %d cells", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

describe("roomOf", () => {
  const stream = (columns?: number) => ({ write: () => true, columns });

  it.each([
    [80, undefined, 80],
    [80, "120", 80],
    [undefined, "120", 120],
    [undefined, undefined, Infinity],
    [undefined, "wide", Infinity],
    // Narrower than that nothing can be laid out.
    [10, undefined, Infinity],
  ])("%s columns, COLUMNS=%s: %s", (columns, variable, room) => {
    expect(roomOf(stream(columns), { COLUMNS: variable })).toBe(room);
  });
});

it.each([
  ["one two three", 7, ["one two", "three"]],
  ["one\ntwo", 7, ["one", "two"]],
  ["models.providers.a", 10, ["models.", "providers.", "a"]],
  ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
  ["模型", 2, ["模", "型"]],
  // A dot in the first half breaks nothing.
  ["a.bcdef", 4, ["a.bc", "def"]],
  ["", 5, [""]],
])("%j in %d cells", (text, width, lines) => {
  expect(wrapText(text, width)).toEqual(lines);
});

it("hangs what follows a label under what the label is of", () => {
  expect(wrapHanging("  fix  one two", 80)).toEqual(["  fix  one two"]);
  expect(wrapHanging("  fix  one two three", 14)).toEqual(["  fix  one two", "       three"]);
  expect(wrapHanging("no label here", 8)).toEqual(["no label", "here"]);
});

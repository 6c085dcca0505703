import { describe, expect, it } from "vitest";

import { roomOf, textWidth, wrapHanging, wrapText } from "../../src/cli/text-width.ts";

it.each([
  ["", 0],
  ["plain", 5],
  ["模型", 4],
  ["é", 1],
  ["e\u0300", 1],
  ["e\u0301", 1],
  // A terminal shows a soft hyphen.
  ["a\u00ADb", 3],
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
    [20, undefined, 20],
    [19, undefined, Infinity],
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
  ["  as it is", 10, ["  as it is"]],
  ["one  two", 4, ["one", "two"]],
  ["a b/c-d/efgh", 6, ["a", "b/c-d/", "efgh"]],
  // Not even one character fits.
  ["模型", 1, ["模", "型"]],
])("%j in %d cells", (text, width, lines) => {
  expect(wrapText(text, width)).toEqual(lines);
});

it.each([
  ["  fix  one two", 80, ["  fix  one two"]],
  ["  fix  one two three", 14, ["  fix  one two", "       three"]],
  ["no label here", 8, ["no label", "here"]],
  ["    one two three", 11, ["    one two", "    three"]],
  ["look at  one two three", 18, ["look at  one two", "         three"]],
  ["two  words  at all", 10, ["two  words", "     at", "     all"]],
  ["a  long label", 6, ["a  lon", "   g", "   lab", "   el"]],
  // Beside a label of more than half of the line nothing is hung.
  ["label  one two", 13, ["label  one", "two"]],
  ["label      one two", 10, ["label", "one two"]],
  ["  /a/path that/is whole", 10, ["  /a/path that/is whole"]],
])(
  "hangs what follows a label under what the label is of: %j in %d cells",
  (line, width, lines) => {
    expect(wrapHanging(line, width)).toEqual(lines);
  },
);

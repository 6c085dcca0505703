import { describe, expect, it } from "vitest";
import { lineStarts, linesOf, positionAt } from "../../src/config/text-position.ts";

const text = "ab\ncd\r\n\rü€f\n";

describe("positionAt", () => {
  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [3, 2, 1],
    [4, 2, 2],
    [7, 3, 1],
    [8, 4, 1],
    [10, 4, 3],
    [12, 5, 1],
  ])("offset %i is line %i, column %i", (offset, line, column) => {
    expect(positionAt(lineStarts(text), offset)).toEqual({ line, column });
  });
});

it("has as many lines as line starts", () => {
  expect(linesOf(text)).toEqual(["ab", "cd", "", "ü€f", ""]);
  expect(lineStarts(text)).toHaveLength(5);
});

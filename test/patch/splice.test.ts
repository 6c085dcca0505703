import { describe, expect, it } from "vitest";
import { applySplices, insertAt } from "../../src/patch/splice.ts";

describe("applySplices", () => {
  it("applies all at once, whatever their order, by the offsets of the text as read", () => {
    expect(
      applySplices("one two three", [
        { start: 8, end: 13, text: "3" },
        insertAt(0, ">"),
        { start: 4, end: 7, text: "2" },
      ]),
    ).toBe(">one 2 3");
  });

  it("keeps the order of what is inserted at one place", () => {
    expect(applySplices("ab", [insertAt(1, "1"), insertAt(1, "2")])).toBe("a12b");
  });

  it("writes line ends as the text has them", () => {
    expect(applySplices("a\r\nb\r\n", [insertAt(3, "x\ny\n")])).toBe("a\r\nx\r\ny\r\nb\r\n");
    // Text that was taken from the file has them already.
    expect(applySplices("a\r\nb\r\n", [insertAt(3, "x\r\ny\n")])).toBe("a\r\nx\r\ny\r\nb\r\n");
  });

  it("refuses two changes of the same text, and one outside of it", () => {
    const overlap = [
      { start: 0, end: 2, text: "x" },
      { start: 1, end: 3, text: "y" },
    ];
    expect(() => applySplices("abc", overlap)).toThrow("edits overlap at offset 1");
    expect(() => applySplices("abc", [insertAt(4, "x")])).toThrow("edits overlap at offset 4");
  });
});

import { describe, expect, it } from "vitest";

import { paintFor } from "../../src/cli/colour.ts";
import { renderTable } from "../../src/cli/table.ts";
import { textWidth, wrapHanging, wrapText } from "../../src/cli/text-width.ts";

const paint = (_format: unknown, text: string) => text;

describe("renderTable", () => {
  const rows = [
    ["name", "value", "a long remark about it"],
    ["longer-name", "v", ""],
  ];

  it.each([
    [Infinity, "name         value  a long remark about it\nlonger-name  v\n"],
    [30, "name         value\n    a long remark about it\nlonger-name  v\n"],
    [16, "name       value\n    a long\n    remark about\n    it\nlonger-    v\nname\n"],
  ])("fits %d columns", (room, text) => {
    const shown = renderTable(rows, { paint, room });
    expect(shown).toBe(text);
    for (const line of shown.split("\n")) expect(line.length).toBeLessThanOrEqual(room);
  });

  it.each([
    [
      "what just fits, indented",
      "  ",
      8,
      [
        ["a", "bb"],
        ["aa", "b"],
      ],
      "  a   bb\n  aa  b\n",
    ],
    [
      "what does not, the last cell below, further indented",
      "  ",
      7,
      [
        ["a", "bb"],
        ["aa", "b"],
      ],
      "  a\n      b\n      b\n  aa\n      b\n",
    ],
    ["three columns that just fit", "", 7, [["a", "b", "c"]], "a  b  c\n"],
    ["three that do not", "", 6, [["a", "b", "c"]], "a  b\n    c\n"],
    [
      "a cell of two lines by the wider one",
      "",
      Infinity,
      [
        ["one\nlonger", "x"],
        ["y", "z"],
      ],
      "one     x\nlonger\ny       z\n",
    ],
    [
      "no column narrower than eight",
      "",
      8,
      [["abcdefghij", "klmnopqrst", "last"]],
      "abcdefgh  klmnopqr\nij        st\n    last\n",
    ],
    [
      "a row without cells as an empty line",
      "",
      5,
      [[], ["abc", "def"]],
      "\nabc\n    d\n    e\n    f\n",
    ],
  ])("lays out %s", (_what, indent, room, cells, text) => {
    expect(renderTable(cells, { paint, room, indent })).toBe(text);
  });

  it("counts wide characters as two cells", () => {
    const shown = renderTable(
      [
        ["模型", "x"],
        ["ab", "y"],
      ],
      { paint, room: Infinity },
    );
    expect(shown).toBe("模型  x\nab    y\n");
  });

  it("colours the text and not the spaces beside it", () => {
    const forced = paintFor({ write: () => true }, { FORCE_COLOR: "1" });
    const shown = renderTable(
      [
        [{ text: "a", style: "red" }, "x"],
        ["bbb", "y"],
      ],
      {
        paint: forced,
        room: Infinity,
      },
    );
    expect(shown).toBe("\u001B[31ma\u001B[39m    x\nbbb  y\n");
  });

  it("colours each line of a cell, and none that is empty", () => {
    const marks = (_format: unknown, text: string) => `<${text}>`;
    const words = { text: "one two three", style: "red" } as const;
    const nothing = { text: "", style: "red" } as const;
    expect(
      renderTable(
        [
          [nothing, "x", ""],
          [words, "y", nothing],
        ],
        { paint: marks, room: 12 },
      ),
    ).toBe("           x\n<one two>    y\n<three>\n");
  });
});

describe("text width", () => {
  it.each([
    ["abc", 3],
    ["模型", 4],
    ["한글", 4],
    ["e\u0301", 1],
    ["👍", 2],
    ["", 0],
  ])("of %j is %d", (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it.each([
    ["one two three", 7, ["one two", "three"]],
    ["one two", 20, ["one two"]],
    ["models.providers.kimi", 12, ["models.", "providers.", "kimi"]],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["模型模型", 4, ["模型", "模型"]],
    ["a\nb", 10, ["a", "b"]],
  ])("wraps %j at %d", (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  it("wraps labelled lines under their text", () => {
    expect(wrapHanging("  fix       remove that line and go on", 30)).toEqual([
      "  fix       remove that line",
      "            and go on",
    ]);
  });
});

describe("colour", () => {
  const terminal = { write: () => true, isTTY: true };
  const pipe = { write: () => true };

  it.each([
    ["a terminal", terminal, {}, true],
    ["a pipe", pipe, {}, false],
    ["NO_COLOR", terminal, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
    ["a dumb terminal", terminal, { TERM: "dumb" }, false],
    ["FORCE_COLOR on a pipe", pipe, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 on a terminal", terminal, { FORCE_COLOR: "0" }, false],
    ["NO_COLOR over FORCE_COLOR", pipe, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("%s", (_title, stream, env, coloured) => {
    expect(paintFor(stream, env)("red", "x") !== "x").toBe(coloured);
  });
});

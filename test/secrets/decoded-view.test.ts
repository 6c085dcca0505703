import { describe, expect, it } from "vitest";
import { decodedView } from "../../src/secrets/decoded-view.ts";

const utf8 = (text: string): string => Buffer.from(text).toString("latin1");
const textOf = (text: string): string => decodedView(text).text;

describe("characters", () => {
  it.each(["a", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"])(
    "%j is its bytes of UTF-8",
    (character) => {
      expect(textOf(`<${character}>`)).toBe(utf8(`<${character}>`));
    },
  );

  it.each(["\u{10000}", "\u{1f511}", "\u{10ffff}"])("two halves that make %j are one", (pair) => {
    expect(textOf(`<${pair}>`)).toBe(utf8(`<${pair}>`));
  });

  it.each(["\ud800", "\udbff", "\udc00", "\udfff", "\udc00\udc00", "\ud800\ud800", "\udc00\ud800"])(
    "halves that belong to no pair stay: %j",
    (halves) => {
      expect(textOf(`<${halves}>`)).toBe(`<${halves}>`);
    },
  );

  it("a first half before what is no second one stays", () => {
    expect(textOf("\ud800\ue000")).toBe(`\ud800${utf8("\ue000")}`);
  });

  it.each(["\b", "\t", "\n", "\f", "\r"])("%j is the letter that JSON writes for it", (control) => {
    const written = JSON.stringify(`<${control}>`).slice(1, -1);
    expect(textOf(`<${control}>`)).toBe(`<${written[2]}>`);
    expect(textOf(written)).toBe(`<${written[2]}>`);
  });
});

describe("escapes", () => {
  it.each<[escaped: string, text: string]>([
    ["&amp;", "&"],
    ["<&amp;>", "<&>"],
    ["&VerticalLine;", "|"],
    ["&#65;&#x42;&#X43;", "ABC"],
    ["&#x10ffff;", utf8("\u{10ffff}")],
    ["&yuml;", utf8("\u00ff")],
    ["&nbsp;", utf8("\u00a0")],
    ["%41%42", "AB"],
    ["%c3%A9", utf8("\u00e9")],
    ["%e9", "\u00e9"],
    ["%7f%80", "\u007f\u0080"],
    [String.raw`\x41\x42`, "AB"],
    [String.raw`A\u00e9`, `A${utf8("\u00e9")}`],
    [String.raw`\ud83d\udd11`, utf8("\u{1f511}")],
    [String.raw`\"\/`, '"/'],
    [String.raw`\\\\u0041`, "A"],
    ["%2541", "A"],
    ["&amp;#65;", "A"],
    [String.raw`\u0026#65;`, "A"],
  ])("%s is %j", (escaped, text) => {
    expect(textOf(escaped)).toBe(text);
  });

  it.each([
    "&",
    "&;",
    ";",
    "amp;",
    "&nothing;",
    "&amp",
    "&#;",
    "&#x;",
    "&#x110000;",
    "&#999999999999;",
    "& VerticalLine;",
    "%",
    "%4",
    "%4g",
    "%g4",
    "4%1",
    "x41",
    "u0041",
    "/x41",
    "/u0041",
    "100% sure",
  ])("%s is none", (text) => {
    expect(textOf(text)).toBe(text);
  });

  it.each([String.raw`\u004`, String.raw`\u00g1`, String.raw`\x4`, String.raw`\xg1`])(
    "%s only loses its backslash",
    (text) => {
      expect(textOf(text)).toBe(text.slice(1));
    },
  );
});

describe("places", () => {
  const spelling = (text: string): string[] => {
    const { starts, ends } = decodedView(text);
    return starts.map((start, at) => text.slice(start, ends[at]));
  };

  it.each<[text: string, spellings: string[]]>([
    ["ab", ["a", "b"]],
    ["a%41b", ["a", "%41", "b"]],
    ["a%2541b", ["a", "%2541", "b"]],
    ["a&amp;b", ["a", "&amp;", "b"]],
    [String.raw`a\u0041b`, ["a", String.raw`\u0041`, "b"]],
    [String.raw`a\"b`, ["a", String.raw`\"`, "b"]],
    [String.raw`\"`, [String.raw`\"`]],
    ["\u00e9", ["\u00e9", "\u00e9"]],
    ["\u{1f511}", Array.from({ length: 4 }, () => "\u{1f511}")],
    ["&eacute;", ["&eacute;", "&eacute;"]],
  ])("of the units of %s are %j", (text, spellings) => {
    expect(spelling(text)).toEqual(spellings);
  });
});

describe("backslashes before one escape", () => {
  it.each([String.raw`\u0041`, String.raw`\\\\u0041`, "%5C%5Cu0041", String.raw`a\"\"`, "A"])(
    "of one spelling are clear: %s",
    (text) => {
      expect(decodedView(text).mixed).toBe(false);
    },
  );

  it("of several spellings are not, and are taken together only where that is asked", () => {
    const text = String.raw`%5C\u00e9`;
    const apart = decodedView(text);
    const together = decodedView(text, true);
    expect([apart, together].map(({ mixed }) => mixed)).toEqual([true, true]);
    expect([apart, together].map((view) => view.text)).toEqual([utf8("\u00e9"), utf8("\u00e9")]);
    expect([apart.starts, together.starts]).toEqual([
      [0, 3],
      [0, 0],
    ]);
  });
});

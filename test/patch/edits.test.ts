import typescript from "typescript";
import { describe, expect, it } from "vitest";
import {
  afterProperty,
  afterStatement,
  appendProperties,
  asFirstArgument,
  atEndOfFunction,
  beforeStatement,
  expanded,
  listOverLines,
  wrapped,
  wrappedWhereItFits,
} from "../../src/patch/edits.ts";
import { applySplices, type Splice } from "../../src/patch/splice.ts";
import {
  type Node,
  nodesOf,
  parseSyntax,
  type SyntaxFile,
  textOf,
} from "../../src/patch/syntax-file.ts";

/** The text after an edit of the first place that `is` holds for. */
function edited<Kind extends Node>(
  text: string,
  is: (node: Node, file: SyntaxFile) => node is Kind,
  edit: (place: Kind, file: SyntaxFile) => readonly Splice[],
): string {
  const file = parseSyntax(typescript, "a.ts", text);
  const [place] = nodesOf(file, (node): node is Kind => is(node, file));
  if (place === undefined) throw new TypeError(text);
  return applySplices(text, edit(place, file));
}

const written =
  (wanted: string) =>
  (node: Node, file: SyntaxFile): node is Node =>
    textOf(node, file) === wanted;

const FUNCTION = `function f() {
  call(a);
  last();
}
`;

describe("a statement", () => {
  it("is written before another one, as deep as that", () => {
    expect(
      edited(FUNCTION, written("a"), (place, file) =>
        beforeStatement(place, "one();\n\nif (x) {\n  two();\n}", file),
      ),
    ).toBe("function f() {\n  one();\n\n  if (x) {\n    two();\n  }\n  call(a);\n  last();\n}\n");
  });

  it("is written behind another one, as deep as that", () => {
    expect(
      edited(FUNCTION, written("a"), (place, file) =>
        afterStatement(place, "one();\ntwo();", file),
      ),
    ).toBe("function f() {\n  call(a);\n  one();\n  two();\n  last();\n}\n");
  });

  it.each([
    ["f() {\n  call();\n}\n", "f() {\n  call();\n\n  one();\n}\n"],
    ["f() {\n  call();\n  return 1;\n}\n", "f() {\n  call();\n  one();\n  return 1;\n}\n"],
    ["f() {}\n", "f() {}\n"],
    ["f(): void;\n", "f(): void;\n"],
  ])("is the last of a function, but before its return: %j", (text, result) => {
    expect(
      edited(
        `function ${text}`,
        (node) => typescript.isFunctionDeclaration(node),
        (place, file) => atEndOfFunction(place, "one();", file),
      ),
    ).toBe(`function ${result}`);
  });
});

describe("a property", () => {
  it.each([
    ["x = {\n  one: 1,\n  two: 2,\n};", "x = {\n  one: 1,\n  more: 3,\n  two: 2,\n};"],
    ["x = {\n  one: 1\n};", "x = {\n  one: 1,\n  more: 3,\n};"],
  ])("is written behind another one: %j", (text, result) => {
    expect(
      edited(text, written("one: 1"), (place, file) => afterProperty(place, "more: 3,", file)),
    ).toBe(result);
  });

  it.each([
    ["x = {\n  one: 1,\n};", "x = {\n  one: 1,\n  two: {\n    deep: 2,\n  },\n};"],
    ["x = {\n  one: 1\n};", "x = {\n  one: 1,\n  two: {\n    deep: 2,\n  },\n};"],
    ["x = {};", "x = {};"],
  ])("is the last of an object: %j", (text, result) => {
    const lines = ["two: {", "  deep: 2,", "},"];
    expect(
      edited(
        text,
        (node) => typescript.isObjectLiteralExpression(node),
        (place, file) => appendProperties(place, lines, file),
      ),
    ).toBe(result);
  });

  it("is none where nothing is to be written", () => {
    const text = "x = {\n  one: 1\n};";
    expect(
      edited(
        text,
        (node) => typescript.isObjectLiteralExpression(node),
        (place, file) => appendProperties(place, [], file),
      ),
    ).toBe(text);
  });

  it("has a line of its own once an object is written over several", () => {
    expect(
      edited(
        "  x = { one: 1, two, ...three };\n",
        (node) => typescript.isObjectLiteralExpression(node),
        expanded,
      ),
    ).toBe("  x = {\n    one: 1,\n    two,\n    ...three,\n  };\n");
  });
});

describe("a value", () => {
  it("is wrapped", () => {
    expect(
      edited("x = value;", written("value"), (place, file) => wrapped(place, "<", ">", file)),
    ).toBe("x = <value>;");
  });

  it("is wrapped in a call, with the list of arguments on one line where that fits", () => {
    const call = (text: string) =>
      edited(text, written("value"), (place, file) => wrappedWhereItFits(place, "wrap", file));
    expect(call("x = value;")).toBe("x = wrap(value);");
    expect(call("  f(one, value);\n")).toBe("  f(one, wrap(value));\n");
    const long = "o".repeat(80);
    expect(call(`  f(${long}, value);\n`)).toBe(`  f(${long}, wrap(value));\n`);
    expect(call(`  f(${long}oo, value);\n`)).toBe(`  f(\n    ${long}oo,\n    wrap(value),\n  );\n`);
  });

  it("becomes the first argument of a call, one a line", () => {
    expect(
      edited("  x = {\n    one: 1,\n  };\n", written("{\n    one: 1,\n  }"), (place, file) =>
        asFirstArgument(place, "wrap", ["two", "three"], file),
      ),
    ).toBe("  x = wrap(\n    {\n      one: 1,\n    },\n    two,\n    three,\n  );\n");
  });
});

describe("a list", () => {
  const list = (before: string, items: readonly string[], after: string): string => {
    const text = `// A line before.\n${before}()${after}\nand a long line after it\n`;
    const file = parseSyntax(typescript, "a.ts", text);
    const start = text.indexOf("()");
    return applySplices(text, [listOverLines({ start, end: start + 2 }, items, "  ", file)])
      .split("\n")
      .slice(1, -2)
      .join("\n");
  };

  it("stays on its line up to 100 characters with all that stands there", () => {
    const before = `  ${"f".repeat(50)}`;
    const fitting = "a".repeat(100 - 52 - 2 - " {".length);
    expect(list(before, [fitting], " {")).toBe(`${before}(${fitting}) {`);
    expect(list(before, [`${fitting}a`], " {")).toBe(`${before}(\n    ${fitting}a,\n  ) {`);
  });

  it("has an item a line where one of them has several", () => {
    expect(list("  f", ["one", "{\n    two,\n  }"], ";")).toBe(
      "  f(\n    one,\n    {\n      two,\n    },\n  );",
    );
  });
});

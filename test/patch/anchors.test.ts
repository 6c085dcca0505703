import typescript from "typescript";
import { describe, expect, it } from "vitest";
import {
  type Anchor,
  callOf,
  expressionOf,
  functionNamed,
  inside,
  nextStatement,
  property,
  propertyOrShorthand,
  statementOf,
  typeMember,
  variableNamed,
} from "../../src/patch/anchors.ts";
import { type Node, nodesOf, parseSyntax, textOf } from "../../src/patch/syntax-file.ts";

const found = (text: string, anchor: Anchor): string[] => {
  const file = parseSyntax(typescript, "a.ts", text);
  return anchor(file).map((node) => textOf(node, file));
};

describe("a function is found by its name", () => {
  it("at top level, with a body", () => {
    const text = "function one(): void;\nfunction one() {}\nfunction two() { function three() {} }";
    expect(found(text, functionNamed("one", "three"))).toEqual(["function one() {}"]);
    expect(found("export default function () {}", functionNamed("one"))).toEqual([]);
  });

  it("and what is inside of it, in the order of the text", () => {
    const text = "f(0);\nfunction one() {\n  f(1);\n  g(f(2));\n}";
    expect(found(text, inside(functionNamed("one"), callOf("f")))).toEqual(["f(1)", "f(2)"]);
  });
});

it("a variable is found by its name, with a value", () => {
  const text = "let one;\nfunction f() { const one = 1; }\nconst two = 2;";
  expect(found(text, variableNamed("one"))).toEqual(["one = 1"]);
});

describe("in an object", () => {
  const text = `x = { key: 1, "key": 2, other: 3, [key]: 4, key, 5: 5 };`;
  const all = (test: typeof property): string[] =>
    found(text, (file) => nodesOf(file, test("key")(file)));

  it("a property is found by its key, quoted or not", () => {
    expect(all(property)).toEqual(["key: 1", '"key": 2']);
  });

  it("a property without a value of its own, too", () => {
    expect(all(propertyOrShorthand as typeof property)).toEqual(["key: 1", '"key": 2', "key"]);
  });
});

it("a call and an expression are found by how they are written", () => {
  const text = "a.push(1); a.b.push(2); push(3); x = a.push;";
  expect(found(text, (file) => nodesOf(file, callOf("a.push")(file)))).toEqual(["a.push(1)"]);
  expect(found(text, (file) => nodesOf(file, expressionOf("a.push")(file)))).toEqual([
    "a.push",
    "a.push",
  ]);
});

describe("a member of a type is found", () => {
  it.each([
    ["of an interface", "interface T { one: 1; two: 2 }"],
    ["of an alias", "type T = { one: 1; two: 2 };"],
    ["of several types together", "type T = Other & { one: 1; two: 2 };"],
  ])("%s", (_title, text) => {
    expect(found(text, typeMember("T", "two"))).toEqual(["two: 2"]);
    expect(found(text, typeMember("T", "three"))).toEqual([]);
    expect(found(text, typeMember("U", "two"))).toEqual([]);
  });

  it("but not in a type inside of it", () => {
    expect(found("type T = { one: { two: 2 } };", typeMember("T", "two"))).toEqual([]);
    expect(found("interface T { one: { two: 2 } }", typeMember("T", "two"))).toEqual([]);
    expect(found("type T = Array<{ two: 2 }>;", typeMember("T", "two"))).toEqual([]);
  });
});

describe("the statement around a node", () => {
  const text = "function f() {\n  if (a) {\n    one(b);\n    two();\n  }\n}\nlast();";
  const file = parseSyntax(typescript, "a.ts", text);
  const at = (written: string): Node => {
    const [node] = nodesOf(file, expressionOf(written)(file));
    if (node === undefined) throw new TypeError(written);
    return node;
  };

  it("is the innermost, and no block", () => {
    expect(textOf(statementOf(at("b"), file), file)).toBe("one(b);");
    expect(textOf(statementOf(at("a"), file), file)).toMatch(/^if \(a\) \{/);
  });

  it("is followed by the next one of its block, or of the file", () => {
    const next = (written: string): string | undefined => {
      const statement = nextStatement(statementOf(at(written), file), file);
      return statement && textOf(statement, file);
    };
    expect(next("b")).toBe("two();");
    expect(next("two()")).toBeUndefined();
    expect(next("last()")).toBeUndefined();
    const loose = parseSyntax(typescript, "a.ts", "if (a) one(); else two();");
    const [call] = nodesOf(loose, callOf("one")(loose));
    expect(call && nextStatement(statementOf(call, loose), loose)).toBeUndefined();
  });
});

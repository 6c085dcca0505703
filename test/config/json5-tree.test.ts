import JSON5 from "json5";
import { describe, expect, it } from "vitest";
import { type ConfigNode, parseJson5Tree, withChildren } from "../../src/config/json5-tree.ts";

function placesIn(node: ConfigNode, path = ""): string[] {
  const { content } = node;
  const { position } = node.place;
  const place = `${path || "."} ${position ? `${position.line}:${position.column}` : "?"}`;
  if (content.kind === "record") {
    return [
      place,
      ...[...content.members].flatMap(([key, member]) => placesIn(member, `${path}/${key}`)),
    ];
  }
  if (content.kind === "list") {
    return [place, ...content.items.flatMap((item, index) => placesIn(item, `${path}/${index}`))];
  }
  return [place];
}

function valueOf({ content }: ConfigNode): unknown {
  if (content.kind === "list") return content.items.map(valueOf);
  if (content.kind === "scalar") return content.value;
  return Object.fromEntries([...content.members].map(([key, member]) => [key, valueOf(member)]));
}

describe("positions", () => {
  it.each<[string, string, string[]]>([
    [
      "keys and list items",
      '{\n  "a": [1,\n    { b: 2 }],\n}',
      [". 1:1", "/a 2:3", "/a/0 2:9", "/a/1 3:5", "/a/1/b 3:7"],
    ],
    ["after comments", "// x\n/* y\n */ { k: 1 }", [". 3:5", "/k 3:7"]],
    ["CRLF, CR", "{\r\n a: 1,\r b: 2 }", [". 1:1", "/a 2:2", "/b 3:2"]],
    ["after a continued string", "{ a: 'x\\\ny', b: 1 }", [". 1:1", "/a 1:3", "/b 2:5"]],
    ["columns count UTF-16 units", '{ "ü€😀": 1, b: 2 }', [". 1:1", "/ü€😀 1:3", "/b 1:14"]],
    ["the last of equal keys", "{ a: 1,\n a: 2 }", [". 1:1", "/a 2:2"]],
    ["an escaped key", '{ "\\u0061": 1 }', [". 1:1", "/a 1:3"]],
    ["where only json5 can read on", "{ a: +.5 }", [". ?", "/a ?"]],
  ])("%s", (_, text, places) => {
    expect(placesIn(parseJson5Tree(text, "x.json"))).toEqual(places);
  });
});

describe("values are those of json5", () => {
  it.each([
    '{ a: 1, "b": \'x\', c: [+1, -Infinity, 0x1F, .5, 5., null, true,], $d_1: "a\\\nb" }',
    '{ "__proto__": { "x": 1 }, "constructor": 2 }',
    "{ null: 1, NaN: 2, a: +.5 }",
    "[[], {}]",
    '"text"',
  ])("%s", (text) => {
    const value = valueOf(parseJson5Tree(text, "x.json"));
    expect(value).toEqual(JSON5.parse(text));
    expect(JSON.stringify(value)).toBe(JSON.stringify(JSON5.parse(text)));
  });
});

it("remembers keys that were there before", () => {
  const { content } = parseJson5Tree('{ a: 1,\n "a": 2,\n b: 3, a: 4 }', "x.json");
  expect(content.kind === "record" && content.places.flatMap(({ repeated }) => repeated)).toEqual([
    {
      key: "a",
      position: { file: "x.json", line: 2, column: 2 },
      before: { file: "x.json", line: 1, column: 3 },
    },
    {
      key: "a",
      position: { file: "x.json", line: 3, column: 8 },
      before: { file: "x.json", line: 2, column: 2 },
    },
  ]);
});

describe("what cannot be read", () => {
  it.each([
    [
      "a missing comma",
      '{\n  a: 1\n  "b": 2 }',
      "x.json:3:3: is not valid JSON5: invalid character '\\\"'. Look there and just before for a missing comma, quote or bracket.",
    ],
    [
      "the end in the middle",
      '{ apiKey: "sk-kimi-test-000000000000',
      "x.json:1:37: is not valid JSON5: invalid end of input. Look there and just before for a missing comma, quote or bracket.",
    ],
    [
      "nothing",
      "",
      "x.json:1:1: is not valid JSON5: invalid end of input. Look there and just before for a missing comma, quote or bracket.",
    ],
    [
      "endless nesting",
      "[".repeat(50_000) + "]".repeat(50_000),
      "x.json: is nested deeper than 200 levels. No OpenClaw setting is that deep: check what wrote this file.",
    ],
  ])("%s", (_, text, message) => {
    expect(() => parseJson5Tree(text, "x.json")).toThrow(
      expect.objectContaining({ name: "ConfigReadError", message }),
    );
  });
});

describe("withChildren", () => {
  const tree = parseJson5Tree("{ a: [1, { b: 2 }], c: 3 }", "x.json");

  it("is the same node where nothing changes", () => {
    const same = (node: ConfigNode): ConfigNode => withChildren(node, same);
    expect(same(tree)).toBe(tree);
  });

  it("changes what is meant and keeps places and the rest", () => {
    const doubled = (node: ConfigNode): ConfigNode =>
      node.content.kind === "scalar" && node.content.value === 2
        ? { ...node, content: { kind: "scalar", value: 4 } }
        : withChildren(node, doubled);
    const changed = doubled(tree);
    expect(valueOf(changed)).toEqual({ a: [1, { b: 4 }], c: 3 });
    expect(valueOf(tree)).toEqual({ a: [1, { b: 2 }], c: 3 });
    expect(placesIn(changed)).toEqual(placesIn(tree));
  });
});

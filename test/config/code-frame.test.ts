import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCodeFrame } from "../../src/config/code-frame.ts";

describe("createCodeFrame", () => {
  it("shows two lines around, with the caret under the column, and no value", () => {
    const text = `{
  // my key is sk-kimi-test-000000000000
  apiKey: "sk-kimi-test-000000000000", "Content-Length": 12345,
  /* sk-kimi
     -test */ "X-On": true, 'X-Off': null,
  other: 'sk-kimi-test-111111111111',
}`;
    expect(createCodeFrame(text)({ line: 3, column: 40 })).toBe(
      `  1 | {
  2 |   // ...
> 3 |   apiKey: "...", "Content-Length": ...,
    |                  ^
  4 |   /* ... */
  5 |  "X-On": true, 'X-Off': null,`,
    );
  });

  it("moves the caret with what is shown in front of it", () => {
    const frame = createCodeFrame(`{ a: 1, b: "x", c: "longer than dots", d: "" }`);
    expect(frame({ line: 1, column: 40 })).toBe(
      `> 1 | { a: ..., b: "...", c: "...", d: "..." }
    |                               ^`,
    );
  });

  it("puts the caret behind the same tabs", () => {
    expect(createCodeFrame(`{\n\ta: 1,\tb: 2 }`)({ line: 2, column: 8 })).toBe(
      `  1 | {\n> 2 | \ta: ...,\tb: ... }\n    | \t       \t^`,
    );
  });

  it("keeps lines where a value or comment runs over several", () => {
    const frame = createCodeFrame(`{ a: "sk-kimi\\\n-test\\\n-000", b: 1,\n c: 2 }`);
    expect(frame({ line: 3, column: 8 })).toBe(
      `  1 | { a: "..."
  2 |
> 3 | , b: ...,
    |   ^
  4 |  c: ... }`,
    );
  });

  it("knows a key by the colon behind it, also behind comments", () => {
    const frame = createCodeFrame(`{ "a" /* x */ : "sk-kimi-1", "b" // y\n : "sk-kimi-2" }`);
    expect(frame({ line: 1, column: 3 })?.split("\n")).toEqual([
      `> 1 | { "a" /* ... */ : "...", "b" // ...`,
      "    |   ^",
      `  2 |  : "..." }`,
    ]);
    expect(createCodeFrame(`"sk-kimi-1"`)({ line: 1, column: 1 })).toBe(`> 1 | "..."\n    | ^`);
  });

  it("cuts a header line that is used as a key", () => {
    const frame = createCodeFrame(`{ "Authorization: Bearer sk-kimi-test-000000000000": "" }`);
    expect(frame({ line: 1, column: 3 })).toBe(`> 1 | { "Authorization: ...": "..." }
    |   ^`);
  });

  it("keeps a key that holds a colon, and cuts a header line without a blank, by what is around it", () => {
    const frame = createCodeFrame(
      `{ "host:8080": { headers: { "X-Pin:s3cret": "" } }, "my-long-gateway.example.com:8080": [{ "extraHeaders": { "X-A:s3cret": "" } }], "ollama/qwen3-coder:30b-instruct": {}, headers: 1, "b:1": {} }`,
    );
    expect(frame({ line: 1, column: 3 })?.split("\n")[0]).toBe(
      `> 1 | { "host:8080": { headers: { "X-Pin: ...": "..." } }, "my-long-gateway.example.com:8080": [{ "extraHeaders": { "X-A: ...": "..." } }], "ollama/qwen3-coder:30b-instruct": {}, headers: ..., "b:1": {} }`,
    );
  });

  it.each([
    [3, "{ kkkkkkkkkkkkkkkkkkkkkkkkkkkkkk:…", 2],
    [37, "…kkkkkkkkkk: ..., target: ..., mm…", 17],
    [70, "…mmmmmmmmmmmmmmmmmmmmmmmmm: ... }", 17],
  ])("cuts a line that is wider than the room, around column %i", (column, part, before) => {
    const frame = createCodeFrame(`{ ${"k".repeat(30)}: 1, target: 2, ${"m".repeat(30)}: 3 }`);
    const caret = `    | ${" ".repeat(before)}^`;
    expect(frame({ line: 1, column }, 40)).toBe(`> 1 | ${part}\n${caret}`);
    expect(frame({ line: 1, column }, 120)).not.toContain("…");
  });

  it("shows nothing of a text that cannot be taken apart", () => {
    expect(createCodeFrame(`{ a: "sk-kimi-test`)({ line: 1, column: 3 })).toBeUndefined();
  });

  it("shows no line after the last line break", () => {
    expect(createCodeFrame("{ a: 1 }\n\n")({ line: 1, column: 3 })).toBe(
      `> 1 | { a: ... }
    |   ^`,
    );
  });

  it("aligns line numbers of different length", () => {
    const frame = createCodeFrame(`{${"\n".repeat(9)}a: 1\n}`);
    expect(frame({ line: 10, column: 1 })).toBe(`   8 |
   9 |
> 10 | a: ...
     | ^
  11 | }`);
  });

  it("never shows a value, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (tail) => {
        const secret = `SECRET${tail}`;
        const text = `{ a: ${JSON.stringify(secret)},\n// ${secret.replace(/[\r\n\u2028\u2029]/g, "")}\n b: [${JSON.stringify(secret)}] }`;
        expect(createCodeFrame(text)({ line: 1, column: 3 }) ?? "").not.toContain("SECRET");
      }),
      { numRuns: 100 },
    );
  });
});

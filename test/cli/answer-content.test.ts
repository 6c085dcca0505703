import { describe, expect, it } from "vitest";

import { contentOf, isCompletion } from "../../src/cli/answer-content.ts";

describe("contentOf", () => {
  it.each([
    ['{"choices":[]}', { value: { choices: [] }, streamed: false }],
    ["<html>log in</html>", { value: "<html>log in</html>", streamed: false }],
    ["", { value: "", streamed: false }],
    ['data: {"id":1}\n\ndata: {"id":2}\n\ndata: [DONE]\n', { value: { id: 1 }, streamed: true }],
    [
      'data: {"id":1}\n\ndata: {"error":{"message":"no"}}\n',
      { value: { error: { message: "no" } }, streamed: true },
    ],
    [
      'event: error\ndata: {"type":"error","message":"no"}\n',
      { value: { type: "error", message: "no" }, streamed: true },
    ],
    ['a page with data:{"id":1}\n', { value: 'a page with data:{"id":1}\n', streamed: false }],
    ["data: nothing of JSON\n", { value: "data: nothing of JSON\n", streamed: false }],
  ])("%j", (text, content) => {
    expect(contentOf(text)).toEqual(content);
  });
});

describe("isCompletion", () => {
  it.each([
    ['{"choices":[{}]}', true],
    ['{"choices":null}', false],
    ['{"choices":"none"}', false],
    ['{"choices":[{}],"error":{"code":1}}', false],
    ['{"choices":[{}],"error":null}', true],
    ['{"type":"error","choices":[]}', false],
    ["[]", false],
    ["a page", false],
    ['data: {"id":1}\n', true],
    ['data: {"error":"no"}\n', false],
  ])("%j: %s", (text, isIt) => {
    expect(isCompletion(contentOf(text), "choices")).toBe(isIt);
  });
});

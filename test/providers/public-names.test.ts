import { describe, expect, it } from "vitest";
import { isPublicName, ownPath } from "../../src/providers/public-names.ts";

it.each([
  ["kimi-coding", true],
  [" OpenAI ", true],
  ["kimi-for-coding", true],
  ["api.kimi.com/coding", true],
  ["openai-completions", true],
  ["", false],
  ["tenant-7f3a", false],
  ["openai-", false],
  ["https://api.kimi.com/coding", false],
])("%j is a public name: %s", (text, isPublic) => {
  expect(isPublicName(text)).toBe(isPublic);
});

describe("of an address somebody's own is", () => {
  it.each([
    ["https://api.kimi.com/coding", ""],
    ["https://api.kimi.com/coding/", ""],
    ["https://api.kimi.com/coding/tenant", "tenant"],
    ["https://api.kimi.com/codingx", "codingx"],
    ["https://opencode.ai/zen/go/v1/tenant", "v1/tenant"],
    ["https://eu.api.x.ai/tenant/v1", "tenant/v1"],
    ["https://relay.example/tenant/v1/", "tenant/v1"],
    ["https://relay.example:8443/tenant//", "tenant/"],
    ["https://relay.example", ""],
  ])("%s: %j", (address, own) => {
    expect(ownPath(new URL(address))).toBe(own);
  });
});

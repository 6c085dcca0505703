import { describe, expect, it } from "vitest";

import {
  BUILT_IN_PROVIDERS,
  builtInProviderFor,
  canonicalProviderId,
  providerAt,
  providerNamed,
  providerOf,
  sistersOf,
} from "../../src/providers/find.ts";

describe("providerAt", () => {
  it.each([
    ["https://api.kimi.com/coding/v1/chat/completions", "kimi-coding"],
    ["https://API.KIMI.COM/coding", "kimi-coding"],
    ["https://api.kimi.com/codingx", undefined],
    ["https://api.moonshot.ai:443/v1", "moonshot"],
    ["wss://spark-api.xf-yun.com/v1.1/chat", "iflytek"],
    ["https://my-resource.openai.azure.com/openai", "azure"],
    ["https://coding.dashscope.aliyuncs.com/v1", "bailian-coding-plan"],
    ["https://opencode.ai/zen/go/v1", "opencode-go"],
    ["https://opencode.ai/zen/v1", "opencode-zen"],
    ["https://notopenrouter.ai/api", undefined],
    ["http://127.0.0.1:4000/v1", undefined],
    ["api.x.ai", "xai"],
    ["api.x.ai/", "xai"],
    ["https://eu.api.x.ai/v1", "xai"],
    ["https://xai", undefined],
    ["https://.", undefined],
    ["https://.api.x.ai/v1", "xai"],
    ["api.kimi.com/https://coding", undefined],
    ["/coding", undefined],
    ["/x.api.x.ai", undefined],
    ["https://relay.example/https://api.x.ai", undefined],
    [`https://api.kimi.com/coding/${"x".repeat(1000)}`, "kimi-coding"],
    ["", undefined],
  ])("%s: %s", (endpoint, expected) => {
    expect(providerAt(endpoint)?.ids[0]).toBe(expected);
  });
});

describe("the table of services", () => {
  it("knows a provider's id however it is written", () => {
    expect(providerNamed(" Kimi-Coding ")?.ids[0]).toBe("kimi-coding");
    expect(providerNamed("nobody")).toBeUndefined();
  });

  it("holds the services of one vendor for sisters", () => {
    const kimi = providerNamed("kimi-coding");
    expect(kimi && sistersOf(kimi).map(({ ids }) => ids[0])).toEqual(["moonshot", "moonshot-cn"]);
  });
});

it("one service gets headers without configuration", () => {
  expect(BUILT_IN_PROVIDERS.map(({ ids }) => ids[0])).toEqual(["kimi-coding"]);
});

describe("builtInProviderFor", () => {
  it.each<[string | undefined, string | undefined, boolean]>([
    // The endpoint decides, whatever the id.
    [undefined, "https://api.kimi.com/coding", true],
    ["anything", "https://api.kimi.com/coding/", true],
    ["anything", "https://api.kimi.com/coding/v1", true],
    ["anything", "https://API.KIMI.COM:443/coding/v1?x=1#y", true],
    ["anything", "wss://api.kimi.com/coding/v1", true],
    ["anything", " WSS://api.kimi.com/coding/v1 ", true],
    ["anything", "http://api.kimi.com/coding", false],
    ["anything", "https://api.kimi.com/codingx", false],
    ["anything", "https://api.kimi.com/", false],
    ["anything", "https://api.kimi.com:8443/coding", false],
    ["anything", "https://api.kimi.com.example/coding", false],
    ["anything", "https://example.org/https://api.kimi.com/coding", false],
    // An id alone counts where the address says nothing against it.
    ["kimi-coding", undefined, true],
    ["kimi-code", "", true],
    ["kimi-code", "  ", true],
    ["kimi", undefined, true],
    ["Kimi-Coding", undefined, true],
    ["kimi-k2", undefined, false],
    ["openai", undefined, false],
    [undefined, undefined, false],
    ["kimi-coding", "http://127.0.0.1:8080/v1", true],
    ["kimi", "http://localhost:8080", true],
    ["kimi", "http://[::1]:8080/v1", true],
    ["kimi-coding", "https://relay.example/coding/v1", true],
    ["kimi-coding", "https://relay.example/coding", true],
    ["kimi-coding", "https://relay.example/codingx", false],
    ["kimi-coding", "https://relay.example/v1/coding", false],
    ["kimi-coding", "https://relay.example/v1", false],
    ["openai", "https://relay.example/coding/v1", false],
    ["openai", "http://127.0.0.1:8080/v1", false],
    // Never for a Moonshot address.
    ["kimi", "https://api.moonshot.ai/v1", false],
    ["kimi-coding", "https://api.moonshot.cn/coding/v1", false],
    ["kimi-coding", "https://API.Moonshot.ai./coding", false],
    ["kimi-coding", "https://eu.api.moonshot.ai/coding", false],
    ["kimi-coding", "https://moonshot.ai/coding", false],
    ["kimi-coding", "https://notmoonshot.ai/coding", true],
    ["kimi-coding", "not an address", false],
    ["kimi-coding", "/coding", false],
  ])("%s at %s: %s", (id, baseUrl, found) => {
    expect(builtInProviderFor({ id, baseUrl })).toBe(found ? BUILT_IN_PROVIDERS[0] : undefined);
  });
});

it.each([
  ["kimi", "kimi-coding"],
  ["kimi-code", "kimi-coding"],
  [" Kimi-Coding ", "kimi-coding"],
  ["OpenAI", "openai"],
  ["constructor", "constructor"],
  [" NIM ", "nim"],
])("canonicalProviderId: %j is %j", (id, canonical) => {
  expect(canonicalProviderId(id)).toBe(canonical);
});

it("an address knows better than an id, and an id counts where the address is nobody's", () => {
  const at = (id: string | undefined, endpoint: string) => providerOf(id, endpoint)?.ids[0];
  expect(at("openai", "https://api.x.ai/v1")).toBe("xai");
  expect(at("openai", "https://relay.example/v1")).toBe("openai");
  expect(at(undefined, "https://relay.example/v1")).toBeUndefined();
});

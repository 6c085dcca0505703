import { describe, expect, it } from "vitest";

import { providerAt, providerNamed, sistersOf } from "../../src/providers/find.ts";

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

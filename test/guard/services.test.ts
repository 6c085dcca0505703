import { describe, expect, it } from "vitest";

import { SERVICES, serviceAt, serviceNamed, sistersOf } from "../../src/guard/services.ts";

describe("serviceAt", () => {
  it.each([
    ["https://api.kimi.com/coding/v1/chat/completions", "kimi-code"],
    ["https://API.KIMI.COM/coding", "kimi-code"],
    ["https://api.kimi.com/codingx", undefined],
    ["https://api.moonshot.ai:443/v1", "moonshot-international"],
    ["wss://spark-api.xf-yun.com/v1.1/chat", "spark"],
    ["https://my-resource.openai.azure.com/openai", "azure"],
    ["https://coding.dashscope.aliyuncs.com/v1", "dashscope-coding-plan"],
    ["https://opencode.ai/zen/go/v1", "opencode-go"],
    ["https://opencode.ai/zen/v1", "opencode-zen"],
    ["https://notopenrouter.ai/api", undefined],
    ["http://127.0.0.1:4000/v1", undefined],
    ["api.x.ai", "xai"],
    ["", undefined],
  ])("%s: %s", (endpoint, expected) => {
    expect(serviceAt(endpoint)?.service).toBe(expected);
  });
});

describe("the table of services", () => {
  it("knows a provider's id however it is written", () => {
    expect(serviceNamed(" Kimi-Coding ")?.service).toBe("kimi-code");
    expect(serviceNamed("nobody")).toBeUndefined();
  });

  it.each(["service", "ids", "endpoints"] as const)("has each of %s once", (column) => {
    const entries = SERVICES.flatMap((row) => row[column]);
    expect(new Set(entries).size).toBe(entries.length);
  });

  it("holds the services of one vendor for sisters", () => {
    const kimi = serviceNamed("kimi-coding");
    expect(kimi && sistersOf(kimi).map(({ service }) => service)).toEqual([
      "moonshot-international",
      "moonshot-china",
    ]);
  });
});

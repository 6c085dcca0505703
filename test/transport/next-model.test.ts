import { describe, expect, it } from "vitest";
import { nextModel } from "../../src/transport/next-model.ts";

describe("nextModel", () => {
  const next = (providerId: string, modelId?: string, wireModel?: string) =>
    nextModel(
      {
        models: {
          primary: "kimi/k2p5",
          // What was tried is not tried again.
          fallbacks: ["kimi-coding/k2p5", "kimi-coding/k2", "kimi/k2p5", "relay/maker/m", "alone"],
        },
      },
      { providerId, modelId, wireModel },
    );

  it.each<[string, string | undefined, string | undefined, string | null | undefined]>([
    ["kimi", "k2p5", undefined, "kimi-coding/k2p5"],
    ["kimi-coding", "k2p5", undefined, "kimi-coding/k2"],
    // Only another name of the provider has it.
    ["kimi", "k2", undefined, "relay/maker/m"],
    ["kimi-code", "k2p5", undefined, "kimi-coding/k2p5"],
    ["kimi-coding", undefined, undefined, "kimi-coding/k2"],
    ["kimi-coding", undefined, "k2", "relay/maker/m"],
    ["Relay", "maker/m", undefined, "alone"],
    ["relay", "m", undefined, undefined],
    ["other", undefined, undefined, undefined],
  ])("%s/%s, on the wire %s: %s", (providerId, modelId, wireModel, expected) => {
    expect(next(providerId, modelId, wireModel)).toBe(expected);
  });

  it("is none behind the last", () => {
    const models = { primary: undefined, fallbacks: ["a/b"] };
    expect(nextModel({ models }, { providerId: "a", modelId: "b" })).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { Classification } from "../../src/diagnosis/classify-failure.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { namedLike } from "../../src/config/override-block.ts";
import { nextModel } from "../../src/transport/next-model.ts";
import { createRuntime } from "../../src/transport/runtime.ts";

const REFUSED: Classification = {
  kind: "client_rejected",
  sure: true,
  candidates: ["client_rejected"],
  rule: "test",
};

it.each([
  ["kimi", "kimi"],
  ["kimi-coding", "kimi-coding"],
  // Neither is called so, and the first one is taken.
  ["kimi-code", "kimi"],
  ["relay", "Relay"],
  ["other", undefined],
])("the entry of %s is %s", (id, expected) => {
  const providers = { kimi: {}, "kimi-coding": {}, Relay: {} };
  const { config } = providerConfigFrom({ models: { providers } }, { env: {} });
  expect(namedLike(config.entries, id)?.id).toBe(expected);
});

describe("the policy of two entries of one provider", () => {
  const baseUrl = "https://relay.example/coding";
  const { guard } = createRuntime({
    providers: { kimi: { baseUrl }, "kimi-coding": { baseUrl } },
    override: { providers: { "kimi-coding": { onAuthFailure: "stop" }, kimi: {} } },
  });

  it.each([
    ["kimi", "continue"],
    ["kimi-coding", "stop"],
    ["kimi-code", "continue"],
    ["other", "continue"],
  ])("%s: %s", (id, decision) => {
    expect(guard.decide(id, REFUSED)).toBe(decision);
  });
});

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

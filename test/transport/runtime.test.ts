import { describe, expect, it } from "vitest";
import type { Classification } from "../../src/diagnosis/classify-failure.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { providerIndex } from "../../src/config/override-block.ts";
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
  expect(providerIndex(config.entries).find(id)?.id).toBe(expected);
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

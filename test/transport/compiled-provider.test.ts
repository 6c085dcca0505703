import { describe, expect, it } from "vitest";
import type { ModelEntry } from "../../src/config/provider-entries.ts";
import { type CompiledProvider, compileProvider } from "../../src/transport/compiled-provider.ts";

const compiled = (models: readonly ModelEntry[]): CompiledProvider =>
  compileProvider({
    id: "relay",
    api: "openai-completions",
    layers: [{ layer: "provider", headers: { "X-Title": "of the provider" } }],
    models,
    builtInDefaults: false,
    onAuthFailure: "warn",
  });
const titled = (title: string): ModelEntry["layers"] => [
  { layer: "model", headers: { "X-Title": title } },
];
const titleOf = (provider: CompiledProvider, modelId: string | undefined): string | undefined =>
  provider.planFor(modelId).byName.get("x-title")?.text;

it("makes a difference by model only where a model has headers", () => {
  expect(compiled([]).hasModelHeaders).toBe(false);
  expect(compiled([{ id: "m1", layers: [] }]).hasModelHeaders).toBe(false);
  expect(compiled([{ id: "m1", layers: titled("one") }]).hasModelHeaders).toBe(true);
});

it("has each api that is asked at its address once", () => {
  const { apis } = compiled([
    { id: "m1", layers: [] },
    { id: "m2", api: "anthropic-messages", layers: [] },
  ]);
  expect(apis).toEqual(["openai-completions", "anthropic-messages"]);
});

it("puts its own id into a model's headers", () => {
  const plan = compiled([{ id: "m1", layers: titled("{{providerId}}/one") }]).planFor("m1");
  expect(plan.byName.get("x-title")?.text).toBe("relay/one");
  expect(plan.providerId).toBe("relay");
});

describe("a model", () => {
  const provider = compiled([
    { id: "m1", layers: titled("one") },
    { id: "relay/m2", layers: titled("two") },
  ]);

  it.each([
    ["m1", true, "one"],
    ["relay/m1", true, "one"],
    ["relay/m2", true, "two"],
    ["relay/relay/m2", true, "two"],
    ["m2", false, "of the provider"],
    // As long as its own id.
    ["other/m1", false, "of the provider"],
    ["", false, "of the provider"],
    [undefined, false, "of the provider"],
  ])("called %s is configured: %s; its header is %s", (modelId, isConfigured, title) => {
    expect(provider.configures(modelId)).toBe(isConfigured);
    expect(titleOf(provider, modelId)).toBe(title);
  });
});

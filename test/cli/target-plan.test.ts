import { describe, expect, it } from "vitest";

import { parseTarget } from "../../src/cli/model-target.ts";
import { apiOf, baseUrlOf, planFor, shownAddressOf } from "../../src/cli/target-plan.ts";
import { triedLayers } from "../../src/cli/tried-header.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

const configOf = (providers: object, builtInDefaults = true) =>
  providerConfigFrom(
    {
      models: { providers },
      plugins: { entries: { "provider-headers": { config: { builtInDefaults } } } },
    },
    { env: {} },
  ).config;

const config = configOf({
  relay: {
    baseUrl: "https://relay.example/v1",
    api: "openai-completions",
    headers: { "X-A": "provider", "X-B": "provider" },
    models: [
      { id: "own", baseUrl: "https://own.example", api: "ollama", headers: { "X-B": "model" } },
      { id: "gone", baseUrl: "${GONE}" },
      { id: "plain" },
      { id: "kimi", baseUrl: "https://api.kimi.com/coding/v1" },
    ],
  },
  openai: { models: [] },
});

describe("the plan", () => {
  const shown = (name: string, tried: readonly string[] = [], of = config) => {
    const { plan, builtIn } = planFor(parseTarget(name, of), of, triedLayers(tried));
    return [
      builtIn?.ids[0],
      plan.fields.map(({ name: field, value, layer }) => `${field} ${String(value)} ${layer}`),
    ];
  };

  it.each<[string, readonly string[], string | undefined, readonly string[]]>([
    ["relay", [], undefined, ["x-a provider provider", "x-b provider provider"]],
    ["relay", ["X-A: tried"], undefined, ["x-a tried override", "x-b provider provider"]],
    ["relay/own", [], undefined, ["x-a provider provider", "x-b model model"]],
    ["relay/own", ["X-B: tried"], undefined, ["x-a provider provider", "x-b tried override"]],
    [
      "relay/any",
      ["X-C: tried"],
      undefined,
      ["x-a provider provider", "x-b provider provider", "x-c tried override"],
    ],
    [
      "relay/kimi",
      [],
      "kimi-coding",
      ["user-agent claude-code/0.1.0 built-in", "x-a provider provider", "x-b provider provider"],
    ],
    ["kimi", [], "kimi-coding", ["user-agent claude-code/0.1.0 built-in"]],
    ["nobody/m", [], undefined, []],
  ])("of %s with %j", (name, tried, builtIn, fields) => {
    expect(shown(name, tried)).toEqual([builtIn, fields]);
  });

  it("of a provider without an entry has no built-in where they are off", () => {
    expect(shown("kimi", [], configOf({}, false))).toEqual([undefined, []]);
  });
});

it.each([
  ["relay/own", "https://own.example", "ollama"],
  ["relay/gone", undefined, "openai-completions"],
  ["relay/plain", "https://relay.example/v1", "openai-completions"],
  ["relay", "https://relay.example/v1", "openai-completions"],
  ["openai", "https://api.openai.com/v1", "openai-responses"],
  ["kimi/m", "https://api.kimi.com/coding", "anthropic-messages"],
  ["mcp/m", undefined, undefined],
  ["nobody/m", undefined, undefined],
])("%s is asked at %s by %s", (name, baseUrl, api) => {
  const target = parseTarget(name, config);
  expect([baseUrlOf(target), apiOf(target)]).toEqual([baseUrl, api]);
  expect(shownAddressOf(target, (address) => `<${address}>`)).toBe(baseUrl && `<${baseUrl}>`);
});

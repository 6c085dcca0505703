import { describe, expect, it } from "vitest";

import { allTargets, modelsOf, parseTarget, targetName } from "../../src/cli/model-target.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

const models = (...ids: string[]) => ({ models: ids.map((id) => ({ id, name: id })) });

function configOf(providers: object, primary?: string, ...fallbacks: string[]) {
  const agents = { defaults: { model: { primary, fallbacks } } };
  return providerConfigFrom({ models: { providers }, agents }, { env: {} }).config;
}

const namesOf = (...given: Parameters<typeof configOf>) =>
  allTargets(configOf(...given)).map(targetName);

describe("parseTarget", () => {
  const config = configOf({ "kimi-coding": models("k2p5"), "team/relay": models("m"), team: {} });

  it.each([
    ["kimi-coding/k2p5", "kimi-coding", "k2p5", "kimi-coding"],
    ["kimi/k2p5", "kimi-coding", "k2p5", "kimi-coding"],
    ["kimi-coding", "kimi-coding", undefined, "kimi-coding"],
    ["team/relay/m", "team/relay", "m", "team/relay"],
    ["team/other", "team", "other", "team"],
    ["openrouter/anthropic/claude", "openrouter", "anthropic/claude", undefined],
  ])("%s", (name, provider, model, entry) => {
    const target = parseTarget(name, config);
    expect([target.provider, target.model, target.entry?.id]).toEqual([provider, model, entry]);
  });
});

describe("allTargets", () => {
  it("names every model once, and what only the failover names", () => {
    expect(
      namesOf({ a: models("1", "2"), b: models() }, "a/2", "kimi/k2p5", "kimi-coding/k2p5", "a/3"),
    ).toEqual(["a/1", "a/2", "b", "kimi/k2p5", "a/3"]);
  });

  it("names what agents name for conversations, and nothing that makes pictures", () => {
    const agents = {
      defaults: {
        model: "a/1",
        imageModel: { primary: "b/image", fallbacks: ["see"] },
        imageGenerationModel: "c/paint",
        heartbeat: { model: "d/heart" },
        subagents: { model: { primary: "e/sub", fallbacks: ["f/sub"] } },
        models: { "g/seen": { alias: "See" }, "h/*": {}, imageGenerationModel: {} },
      },
      list: [
        { id: "x", model: { primary: "i/x", fallbacks: ["j/x"] }, heartbeat: { model: "k/x" } },
        { id: "y", model: "see", subagents: { model: "l/y" } },
      ],
    };
    const { config } = providerConfigFrom({ agents }, { env: {} });
    expect(allTargets(config).map(targetName)).toEqual(
      "a/1 b/image g/seen d/heart e/sub f/sub i/x j/x k/x l/y".split(" "),
    );
    expect(targetName(parseTarget("SEE", config))).toBe("g/seen");
  });

  it("takes an alias that is a provider's name for the provider", () => {
    const agents = { defaults: { models: { "x/y": { alias: "kimi" } } } };
    const { config } = providerConfigFrom({ agents }, { env: {} });
    expect(targetName(parseTarget("kimi", config))).toBe("kimi");
  });

  it("takes no name without a provider for one", () => {
    expect(namesOf({ a: models("1") }, "gpt-5", "a")).toEqual(["a/1"]);
  });

  it("keeps two entries of one provider apart", () => {
    const providers = { kimi: models("k2p5"), "kimi-coding": models("k2p5") };
    expect(namesOf(providers, "kimi-code/k2p5")).toEqual(["kimi/k2p5", "kimi-coding/k2p5"]);
    const config = configOf(providers);
    expect(modelsOf(parseTarget("kimi", config), config).map(targetName)).toEqual(["kimi/k2p5"]);
  });
});

import { describe, expect, it } from "vitest";

import {
  allTargets,
  modelsOf,
  orderNames,
  parseTarget,
  sameTarget,
  shownTarget,
  targetName,
  unlistedModel,
} from "../../src/cli/model-target.ts";
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
  const nameless = configOf({ "": models("m") });

  it.each([
    ["kimi-coding/k2p5", "kimi-coding", "k2p5", "kimi-coding"],
    ["kimi/k2p5", "kimi-coding", "k2p5", "kimi-coding"],
    ["kimi-coding", "kimi-coding", undefined, "kimi-coding"],
    ["team/relay/m", "team/relay", "m", "team/relay"],
    ["team/other", "team", "other", "team"],
    ["openrouter/anthropic/claude", "openrouter", "anthropic/claude", undefined],
    ["openrouter/", "openrouter", undefined, undefined],
    ["/m", "", "m", undefined],
  ])("%s", (name, provider, model, entry) => {
    const target = parseTarget(name, config);
    expect([target.provider, target.model, target.entry?.id]).toEqual([provider, model, entry]);
  });

  it("knows an entry without a name", () => {
    expect(parseTarget("/m", nameless)).toMatchObject({ provider: "", model: "m", entry: {} });
  });

  it("brings what the entry says of the model, the first of two with one id", () => {
    const headers = { "X-A": "1" };
    const { config: doubled } = providerConfigFrom(
      { models: { providers: { relay: { models: [{ id: "m", headers }, { id: "m" }] } } } },
      { env: {} },
    );
    const { entry } = parseTarget("relay", doubled);
    expect(parseTarget("relay/m", doubled).modelEntry).toBe(entry?.models[0]);
    expect(parseTarget("relay/n", doubled).modelEntry).toBeUndefined();
    expect(parseTarget("relay", doubled).modelEntry).toBeUndefined();
    expect(parseTarget("other/m", doubled).modelEntry).toBeUndefined();
  });

  it("takes an alias, however it is written, but not one that is an entry's name", () => {
    const agents = { defaults: { models: { "x/y": { alias: "See" }, "x/z": { alias: "relay" } } } };
    const { config: aliased } = providerConfigFrom(
      { agents, models: { providers: { relay: {} } } },
      { env: {} },
    );
    expect(
      [" sEE ", "relay", "other"].map((name) => targetName(parseTarget(name, aliased))),
    ).toEqual(["x/y", "relay", "other"]);
    const { agents: _agents, ...withoutAgents } = aliased;
    expect(targetName(parseTarget("see", withoutAgents))).toBe("see");
    expect(allTargets(withoutAgents).map(targetName)).toEqual(["relay"]);
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

describe("modelsOf", () => {
  const config = configOf({ a: models("1", "2"), b: {} });

  it.each([
    ["a", ["a/1", "a/2"]],
    ["a/2", ["a/2"]],
    ["a/3", ["a/3"]],
    ["b", []],
    ["c", []],
  ])("%s", (name, expected) => {
    expect(modelsOf(parseTarget(name, config), config).map(targetName)).toEqual(expected);
  });
});

it("lists the primary before its fallbacks, where there is one", () => {
  expect(orderNames({ primary: "a", fallbacks: ["b", "c"] })).toEqual(["a", "b", "c"]);
  expect(orderNames({ primary: undefined, fallbacks: ["b"] })).toEqual(["b"]);
});

it("hides in a target what must not be shown of its names", () => {
  const scrub = (text: string) => text.replace("secret", "***");
  const entry = parseTarget("secret", configOf({ secret: {} })).entry;
  expect(shownTarget({ provider: "a-secret", model: "secret-m", entry }, scrub)).toEqual({
    provider: "a-***",
    model: "***-m",
    entry,
  });
  expect(shownTarget({ provider: "a" }, scrub)).toEqual({ provider: "a", model: undefined });
});

describe("unlistedModel", () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `m${index + 1}`);
  const config = configOf({
    one: models("m"),
    ten: models(...ids(10)),
    twelve: models(...ids(12)),
    free: {},
  });

  it.each([
    ["one/n", 'one does not list the model "n", only m'],
    ["ten/n", `ten does not list the model "n", only ${ids(10).join(", ")}`],
    ["twelve/n", `twelve does not list the model "n", only ${ids(10).join(", ")}, and 2 more`],
    ["one/m", undefined],
    ["one", undefined],
    ["free/n", undefined],
    ["nobody/n", undefined],
  ])("%s", (name, text) => {
    expect(unlistedModel(parseTarget(name, config))).toBe(text);
  });
});

it("takes two names of one provider for one target, but no two models", () => {
  const config = configOf({});
  const isSame = (one: string, other: string) =>
    sameTarget(parseTarget(one, config), parseTarget(other, config));
  expect(isSame("kimi/m", "kimi-coding/m")).toBe(true);
  expect(isSame("kimi/m", "kimi/n")).toBe(false);
  expect(isSame("kimi", "kimi/n")).toBe(false);
  expect(isSame("a/m", "b/m")).toBe(false);
  expect(isSame("a/m", "am")).toBe(false);
});

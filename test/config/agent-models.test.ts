import { describe, expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { type AgentFallbacks, orderOfAgent } from "../../src/config/agent-models.ts";

const DEFAULTS = {
  model: { primary: "kimi", fallbacks: ["fb/small", "fb/large"] },
  models: {
    "kimi-coding/k2p5": { alias: "Kimi" },
    "fb/small": { alias: "small" },
    "relay/maker/m": { alias: "relay" },
  },
};

function modelsOf(
  agents: object,
  agentId: string,
  agentFallbacks: AgentFallbacks = "none",
  defaults: object = DEFAULTS,
) {
  const config = { agents: { defaults, ...agents } };
  const read = providerConfigFrom(config, { env: {} });
  return orderOfAgent(read.config.models, read.config.agents, agentId, agentFallbacks);
}

const withModel = (model: unknown) => ({ list: [{ id: "work", model }] });

const SHARED = { primary: "kimi-coding/k2p5", fallbacks: ["fb/small", "fb/large"] };

describe("an agent is found as hosts find it", () => {
  const OWN = { primary: "own/m", fallbacks: [] };

  it.each([
    ["work", "work", OWN],
    ["Work", "work", OWN],
    [" WORK ", "work", OWN],
    ["My Work!", "my-work", OWN],
    ["ü", "main", OWN],
    ["work", "other", SHARED],
    ["work", "__proto__", SHARED],
  ])("%j as %s", (id, agentId, expected) => {
    const agent = { model: "own/m" };
    expect(modelsOf({ list: [{ id: "none" }, { ...agent, id }] }, agentId)).toEqual(expected);
    expect(modelsOf({ entries: { none: {}, [id]: agent } }, agentId)).toEqual(expected);
  });

  it("by id before the older list", () => {
    const agents = { list: [{ id: "work", model: "a/b" }], entries: { work: { model: "own/m" } } };
    expect(modelsOf(agents, "work")).toEqual(OWN);
  });

  it.each([undefined, null, 5, [], [null, 5, {}], "x"])(
    "in a list that is %j it is not",
    (list) => {
      expect(modelsOf({ list }, "work")).toEqual(SHARED);
    },
  );
});

it.each<[unknown, { primary: string; fallbacks: readonly string[] }]>([
  ["relay", { primary: "relay/maker/m", fallbacks: [] }],
  [{ primary: " Relay " }, { primary: "relay/maker/m", fallbacks: [] }],
  [
    { primary: "x/y", fallbacks: ["SMALL", "kimi", 5, "z/z"] },
    { primary: "x/y", fallbacks: ["fb/small", "kimi-coding/k2p5", "z/z"] },
  ],
])("an alias in the model %j of an agent stands for what the defaults say", (model, expected) => {
  expect(modelsOf(withModel(model), "work")).toEqual(expected);
});

it("an alias of the agent's own comes before one of the defaults", () => {
  const entries = { work: { model: "small", models: { "own/tiny": { alias: "Small" } } } };
  expect(modelsOf({ entries }, "work").primary).toBe("own/tiny");
});

describe("the fallbacks of an agent", () => {
  it.each<[unknown, { primary: string; fallbacks: readonly string[] }]>([
    [{ fallbacks: ["a/b"] }, { primary: "kimi-coding/k2p5", fallbacks: ["a/b"] }],
    [{ fallbacks: [] }, { primary: "kimi-coding/k2p5", fallbacks: [] }],
    [
      { primary: "x/y", fallbacks: [] },
      { primary: "x/y", fallbacks: [] },
    ],
    [{}, SHARED],
    ["", SHARED],
    [" ", SHARED],
    [5, SHARED],
    [undefined, SHARED],
  ])("with the model %j are the same on all hosts", (model, expected) => {
    for (const host of ["inherited", "within-provider", "none"] as const) {
      expect(modelsOf(withModel(model), "work", host)).toEqual(expected);
    }
  });

  // The defaults' own model is the last that such a host tries.
  it.each<[AgentFallbacks, string, readonly string[]]>([
    ["inherited", "x/y", ["fb/small", "fb/large", "kimi-coding/k2p5"]],
    ["inherited", "kimi-coding/k2", ["fb/small", "fb/large", "kimi-coding/k2p5"]],
    ["inherited", "small", ["fb/large", "kimi-coding/k2p5"]],
    ["inherited", "kimi", ["fb/small", "fb/large"]],
    ["within-provider", "x/y", ["kimi-coding/k2p5"]],
    ["within-provider", "kimi-coding/k2", ["fb/small", "fb/large", "kimi-coding/k2p5"]],
    ["within-provider", "kimi/k2", ["fb/small", "fb/large", "kimi-coding/k2p5"]],
    // One of them itself.
    ["within-provider", "small", ["fb/large", "kimi-coding/k2p5"]],
    ["none", "x/y", []],
    ["none", "kimi", []],
  ])("on a host where they are %s, with its own model %s", (host, model, fallbacks) => {
    expect(modelsOf(withModel(model), "work", host).fallbacks).toEqual(fallbacks);
    expect(modelsOf(withModel({ primary: model }), "work", host).fallbacks).toEqual(fallbacks);
  });

  it("need no default model", () => {
    const defaults = { model: { fallbacks: ["fb/small"] } };
    const of = (host: AgentFallbacks) => modelsOf(withModel("x/y"), "work", host, defaults);
    expect(of("inherited")).toEqual({ primary: "x/y", fallbacks: ["fb/small"] });
    expect(of("within-provider")).toEqual({ primary: "x/y", fallbacks: [] });
  });
});

it.each([
  "imageModel",
  "pdfModel",
  "utilityModel",
  "decisionModel",
  "heartbeat.model",
  "subagents.model",
  "compaction.model",
])("a model that only %s names is named, by the defaults and by an agent", (path) => {
  const settings = path.split(".").reduceRight<unknown>((below, key) => ({ [key]: below }), {
    primary: "a/b",
    fallbacks: ["c/d"],
  });
  for (const agents of [
    { defaults: settings },
    { list: [{ id: "work", ...(settings as object) }] },
  ]) {
    const { config } = providerConfigFrom({ agents }, { env: {} });
    expect(config.agents?.named).toEqual(["a/b", "c/d"]);
  }
});

import { describe, expect, it } from "vitest";
import { restingProviderText, storedSkip } from "../../src/openclaw/stored-cool-down.ts";
import type { StoredState } from "../../src/openclaw/stored-state.ts";
import type { Turn } from "../../src/openclaw/turn-watch.ts";

const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
const FALLBACK = { providerId: "fb", modelId: "m" };
const CONTEXT = { agentId: "work", sessionKey: "agent:work:main", runId: "r1" };

function stored(more: Partial<StoredState> = {}): StoredState {
  return {
    coolDowns: (agentId) => new Map(agentId === "work" ? [["kimi-coding", 30_000]] : []),
    chosenModel: () => undefined,
    fallbackOf: () => undefined,
    apiKey: () => undefined,
    ...more,
  };
}

/** The agent `work` asks Kimi first, the others `fb`. */
const orders = {
  modelsOf: (agentId: string | undefined) => ({
    models: { primary: agentId === "work" ? "kimi/k2p5" : "fb/m", fallbacks: [] },
  }),
};

function skipOf(
  context: object = CONTEXT,
  state: StoredState = stored(),
  called: Turn["called"] = [],
) {
  const watch = { turnAt: () => ({ called }) as unknown as Turn };
  return storedSkip({ prompt: "ping" }, context, { watch, orders, stored: state });
}

describe("what an agent's turn is about to leave out", () => {
  it("is its first model, where the key of that is kept back", () => {
    expect(skipOf()).toEqual({
      ...CONTEXT,
      prompt: "ping",
      model: { providerId: "kimi", modelId: "k2p5" },
      retryInMs: 30_000,
    });
  });

  it("is the model that was chosen for the session", () => {
    const state = stored({
      coolDowns: () => new Map([["fb", 5000]]),
      chosenModel: (agentId, sessionKey) =>
        agentId === "work" && sessionKey === CONTEXT.sessionKey ? FALLBACK : undefined,
    });
    expect(skipOf(CONTEXT, state)).toMatchObject({ model: FALLBACK, retryInMs: 5000 });
  });

  it("is nothing once a model was asked", () => {
    expect(skipOf(CONTEXT, stored(), [KIMI])).toBeUndefined();
  });

  it("is nothing where the host names that model as the next", () => {
    const next = (provider: string) => ({
      ...CONTEXT,
      modelProviderId: provider,
      modelId: "k2p5",
    });
    expect(skipOf(next("kimi-coding"))).toBeUndefined();
    expect(skipOf(next("fb"))).toMatchObject({ retryInMs: 30_000 });
  });

  it("is nothing where another provider is kept back, or another agent's key", () => {
    expect(skipOf(CONTEXT, stored({ coolDowns: () => new Map([["fb", 1]]) }))).toBeUndefined();
    expect(skipOf({ ...CONTEXT, agentId: "main" })).toBeUndefined();
    expect(skipOf({ ...CONTEXT, agentId: undefined })).toBeUndefined();
  });

  it("is nothing where no model is configured", () => {
    const watch = { turnAt: () => undefined };
    const none = { modelsOf: () => ({ models: { primary: undefined, fallbacks: [] } }) };
    const state = stored({ coolDowns: () => new Map([["kimi-coding", 1]]) });
    expect(storedSkip({}, {}, { watch, orders: none, stored: state })).toBeUndefined();
    expect(restingProviderText(none, state)).toBeUndefined();
  });
});

it("when the plugin is loaded, it is said of the first model of all agents", () => {
  const resting = stored({ coolDowns: () => new Map([["fb", 61_000]]) });
  expect(restingProviderText(orders, resting)).toContain("the key of fb on cool-down");
  expect(restingProviderText(orders, stored())).toBeUndefined();
});

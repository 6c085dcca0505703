import { expect, test } from "vitest";
import { providerConfigFrom } from "../../../src/config/provider-entries.ts";
import { configuredState, pageState } from "../../../src/openclaw/page/page-state.ts";
import { ReportJournal } from "../../../src/openclaw/page/report-journal.ts";
import { createFallbackGuard } from "../../../src/transport/create-fallback-guard.ts";

const KEY = "sk-kimi-abcdefghijklmnop";
const HERE = { cwd: "/", env: {} };

function configOf(more: object = {}, block: object = {}) {
  const { config } = providerConfigFrom(
    {
      models: {
        providers: {
          "kimi-coding": {
            baseUrl: "https://api.kimi.com/coding/v1",
            api: "openai-completions",
            apiKey: KEY,
            models: [{ id: "k2p5" }],
            ...more,
          },
          empty: { models: [] },
        },
      },
      agents: { defaults: { model: { primary: "kimi-coding/k2p5", fallbacks: ["fb/m"] } } },
      plugins: { entries: { "provider-headers": { config: block } } },
    },
    { env: {} },
  );
  return config;
}

test("each model with what is sent, masked, its layer and line", () => {
  const headers = { "User-Agent": "mine/1.0", "X-Key": "hidden-value-1", "X-Gone": "1" };
  const block = { providers: { "kimi-coding": { headers: { "X-Gone": null } } } };
  const { models, builtIn } = configuredState(configOf({ headers }, block), HERE);
  expect(models.map(({ name, order, canBeAsked }) => ({ name, order, canBeAsked }))).toEqual([
    { name: "kimi-coding/k2p5", order: 0, canBeAsked: true },
    { name: "fb/m", order: 1, canBeAsked: false },
    { name: "empty", order: undefined, canBeAsked: false },
  ]);
  expect(models[0]?.address).toBe("https://api.kimi.com/coding/v1");
  expect(models[0]?.explanation.headers).toMatchObject([
    {
      name: "user-agent",
      value: "mine/1.0",
      layer: "provider",
      source: "models.providers.kimi-coding.headers.User-Agent",
    },
    { name: "x-key", value: "***", layer: "provider" },
  ]);
  expect(models[0]?.explanation.removed).toMatchObject([{ name: "x-gone", by: "override" }]);
  expect(builtIn).toEqual({ isOn: true, offFor: [], notices: [] });
});

test("the built-in default: what it claims, and where it is off", () => {
  const on = configuredState(configOf(), HERE).builtIn;
  expect(on.notices.join()).toContain("User-Agent: claude-code/0.1.0");
  expect(on.notices.join()).toContain("names another client");
  const block = { providers: { "kimi-coding": { builtInDefaults: false } } };
  expect(configuredState(configOf({}, block), HERE).builtIn).toEqual({
    isOn: true,
    offFor: ["kimi-coding"],
    notices: [],
  });
  const { builtIn } = configuredState(configOf({}, { builtInDefaults: false }), HERE);
  expect(builtIn).toEqual({ isOn: false, offFor: [], notices: [] });
});

test("what was refused, who answers instead, and for how long it is kept back", () => {
  let now = 1000;
  const clock = { now: () => now, setTimeout: () => ({}), clearTimeout: () => undefined };
  const journal = new ReportJournal({ error: () => undefined, warn: () => undefined }, clock.now);
  const guard = createFallbackGuard({ logger: journal, clock });
  const configured = configuredState(configOf(), HERE);
  const scrub = (text: string) => text;
  const state = (coolDowns: ReadonlyMap<string, number> = new Map()) =>
    pageState({
      configured,
      remembered: guard.remembered(),
      coolDowns,
      reports: journal.entries,
      now,
      scrub,
    });
  const asked = { providerId: "kimi-coding", modelId: "k2p5", runId: "r1" };
  const endpoint = "https://api.kimi.com/coding/v1/chat/completions";
  guard.requestFailed({ ...asked, endpoint, status: 401, headers: {}, body: "{}", sent: [] });
  guard.turnEnded({ asked, answeredBy: { providerId: "fb", modelId: "m" } });
  now += 5000;
  const failure = {
    name: "kimi-coding/k2p5",
    firstAt: 1000,
    lastAt: 1000,
    total: 1,
    answeredBy: "fb/m",
    retryAt: undefined,
  };
  expect(state().failures).toMatchObject([failure]);
  expect(state().failures[0]?.what).toContain("HTTP 401");
  expect(state().failures[0]?.report).toMatch(/^ {2}fix {7}\S/m);
  expect(state().failures[0]?.report).not.toContain("HTTP 401");
  expect(state(new Map([["kimi-coding", 25_000]])).failures).toMatchObject([
    { ...failure, retryAt: 31_000 },
  ]);
  guard.callSkipped({ ...asked, runId: "r2", retryInMs: 20_000 });
  expect(state().failures).toMatchObject([{ ...failure, retryAt: 26_000 }]);
  now += 21_000;
  expect(state().failures).toMatchObject([failure]);
  guard.callSkipped({ providerId: "other", modelId: "x", runId: "r3", retryInMs: 60_000 });
  expect(state().failures[0]).toMatchObject({ name: "other/x", retryAt: now + 60_000 });
  expect(state().failures[0]?.report).toMatch(/^ {2}sent {6}nothing$/m);
  guard.requestSucceeded({ ...asked, endpoint });
  expect(state().failures).toHaveLength(1);
});

import { beforeEach, describe, expect, test } from "vitest";
import type { FallbackGuard, ModelCall } from "../../src/guard/fallback-guard.ts";
import { retryTime, TurnWatch } from "../../src/openclaw/turn-watch.ts";

const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
const FALLBACK = { providerId: "fb", modelId: "fallback-model" };
const COOLING =
  'Couldn\'t sign in. (Inline API key for provider "kimi-coding" is temporarily disabled after a failure. Retry after about 1 minute, or switch.)';

let told: [kind: string, ...rest: unknown[]][];
let watch: TurnWatch;

beforeEach(() => {
  told = [];
  const guard: Pick<FallbackGuard, "turnEnded" | "callSkipped"> = {
    turnEnded: ({ asked, answeredBy, hostText }) =>
      told.push(["ended", nameOf(asked), answeredBy && nameOf(answeredBy), hostText]),
    callSkipped: (call) => told.push(["skipped", nameOf(call), call.retryInMs, call.hostText]),
  };
  watch = new TurnWatch({
    guard: () => guard,
    asWritten: (call) =>
      call.providerId === "kimi" ? { ...call, providerId: "kimi-coding" } : call,
    scrub: (text) => text.replaceAll("sk-secret-000", "***"),
    now: () => 1_000_000,
  });
});

function nameOf({ providerId, modelId }: ModelCall): string {
  return modelId === undefined ? providerId : `${providerId}/${modelId}`;
}

function started(runId: string, model: ModelCall & { modelId: string }): void {
  watch.callStarted({
    ...model,
    runId,
    sessionId: "s1",
    sessionKey: "agent:main:main",
    agentId: "main",
    prompt: "ping",
  });
}

function event(runId: string, data: object): void {
  watch.agentEvent({ stream: "lifecycle", runId, sessionKey: "agent:main:main", data });
}

function step(runId: string, outcome: string, detail: string, to = true): void {
  event(runId, {
    phase: "fallback_step",
    fallbackStepFromModel: "kimi/k2p5",
    ...(to && { fallbackStepToModel: "fb/fallback-model" }),
    fallbackStepFromFailureDetail: detail,
    fallbackStepFinalOutcome: outcome,
  });
}

describe("hosts that tell each step", () => {
  test("a model that was asked and refused is not skipped; who answered is told once", () => {
    started("r1", KIMI);
    step("r1", "next_fallback", "403 no");
    started("r1", FALLBACK);
    step("r1", "succeeded", "403 no");
    event("r1", { phase: "end" });
    expect(told).toEqual([["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined]]);
  });

  test("a model that was not asked was skipped, under the name that the user gave it", () => {
    step("r1", "next_fallback", COOLING);
    started("r1", FALLBACK);
    step("r1", "succeeded", COOLING);
    expect(told).toEqual([
      ["skipped", "kimi-coding/k2p5", 60_000, COOLING],
      ["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined],
    ]);
  });

  test("a model that was not asked for another reason is on no cool-down", () => {
    step("r1", "next_fallback", "No API key found for provider kimi");
    started("r1", FALLBACK);
    step("r1", "succeeded", "No API key found for provider kimi");
    expect(told).toEqual([["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined]]);
  });

  test.each([
    "Provider kimi is in cooldown (all profiles unavailable)",
    "Provider kimi has billing issue (skipping all models)",
    "No available auth profile for kimi (all in cooldown)",
  ])("a cool-down: %s", (text) => {
    event("r1", { phase: "error", error: text });
    expect(told).toEqual([
      ["skipped", "kimi-coding", undefined, text],
      ["ended", "kimi-coding", undefined, text],
    ]);
  });

  test("the end of the chain: nobody answered, secrets taken out of the host's words", () => {
    started("r1", KIMI);
    step("r1", "chain_exhausted", "403 key sk-secret-000", false);
    event("r1", { phase: "error", error: "403 key sk-secret-000", executionSettled: true });
    expect(told).toEqual([["ended", "kimi-coding/k2p5", undefined, "403 key ***"]]);
  });

  test("a cool-down after /model has an error and no step", () => {
    event("r1", { phase: "error", error: COOLING, executionSettled: true });
    expect(told).toEqual([
      ["skipped", "kimi-coding", 60_000, COOLING],
      ["ended", "kimi-coding", undefined, COOLING],
    ]);
  });

  test("a local turn has no step: the last model that was asked has answered", () => {
    started("r1", KIMI);
    event("r1", { phase: "finishing", error: "403" });
    started("r1", FALLBACK);
    event("r1", { phase: "end" });
    expect(told).toEqual([["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined]]);
  });

  test("an error of one attempt says nothing while others may follow", () => {
    started("r1", KIMI);
    event("r1", { phase: "error", error: "403" });
    expect(told).toEqual([]);
  });
});

test("hosts that sum a turn up: what was skipped, and who answered", () => {
  started("r1", FALLBACK);
  event("r1", {
    phase: "fallback",
    selectedProvider: "kimi",
    selectedModel: "k2p5",
    activeProvider: "fb",
    activeModel: "fallback-model",
    attempts: [{ provider: "kimi", model: "k2p5", error: "Provider kimi is in cooldown" }],
  });
  expect(told).toEqual([
    ["skipped", "kimi-coding/k2p5", undefined, "Provider kimi is in cooldown"],
    ["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined],
  ]);
});

describe("hosts that tell prompts and answers", () => {
  const answer = (runId: string, model: ModelCall, text: string) =>
    watch.modelSpoke({
      runId,
      provider: model.providerId,
      model: model.modelId,
      assistantTexts: [text],
      lastAssistant: { stopReason: "stop" },
    });
  const failure = (runId: string, errorMessage: string) =>
    watch.modelSpoke({
      runId,
      provider: "kimi-coding",
      model: "k2p5",
      assistantTexts: [],
      lastAssistant: { stopReason: "error", errorMessage },
    });

  test("who answered, and the turn by its text", () => {
    started("r1", KIMI);
    failure("r1", "403 no");
    started("r1", FALLBACK);
    answer("r1", FALLBACK, "Hello there");
    expect(told).toEqual([["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined]]);
    expect(watch.answeredWith("Hello there, more")?.answeredBy).toEqual(FALLBACK);
    expect(watch.answeredWith("Something else")).toBeUndefined();
  });

  test("the process ends after a failure: nobody answered", () => {
    started("r1", KIMI);
    failure("r1", "403 sk-secret-000");
    watch.close();
    watch.close();
    expect(told).toEqual([["ended", "kimi-coding/k2p5", undefined, "403 ***"]]);
  });

  test("a skip that names no run belongs to the session's next one", () => {
    const skipped = { runId: undefined, sessionKey: "agent:main:main", model: KIMI, retryInMs: 5 };
    watch.callSkipped(skipped);
    watch.callSkipped(skipped);
    started("r1", FALLBACK);
    answer("r1", FALLBACK, "Hello");
    expect(told).toEqual([
      ["skipped", "kimi-coding/k2p5", 5, undefined],
      ["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined],
    ]);
  });

  test("an attempt with the same message in the same session is of the same turn", () => {
    started("r1", KIMI);
    const context = { sessionKey: "agent:main:main" };
    expect(watch.turnAt({ prompt: "ping" }, context)).toBe(watch.turnOf("r1"));
    expect(watch.turnAt({ prompt: "another" }, context)).toBeUndefined();
    expect(watch.turnAt({ prompt: "ping" }, { sessionKey: "agent:main:other" })).toBeUndefined();
    expect(watch.turnAt({ prompt: "ping" }, { ...context, runId: "r2" })).toBeUndefined();
  });
});

test("the turns that are remembered are bounded", () => {
  for (let run = 0; run < 400; run++) started(`r${run}`, KIMI);
  expect(watch.turnOf("r0")).toBeUndefined();
  expect(watch.turnOf("r399")).toBeDefined();
});

test.each([
  ["Retry after about 1 minute, or switch", 60_000],
  ["retry in 45 seconds", 45_000],
  ["Retry after 2 hours", 7_200_000],
  ["cooldown until 1970-01-01T00:17:00.000Z", 20_000],
  ["cooldown until 1970-01-01T00:00:00.000Z", undefined],
  ["all in cooldown", undefined],
  [undefined, undefined],
])("when the host tries again: %s", (text, expected) => {
  expect(retryTime(text, 1_000_000)).toBe(expected);
});

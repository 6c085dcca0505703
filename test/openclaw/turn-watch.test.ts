import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { FallbackGuard, ModelCall } from "../../src/guard/fallback-guard.ts";
import { takeAgentEvent, takeModelOutput } from "../../src/openclaw/host-events.ts";
import { agentOf, TurnWatch } from "../../src/openclaw/turn-watch.ts";
import { heapHeld } from "../collect-garbage.ts";

const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
/** A call in a session that is known by its id only. */
const KNOWN_BY_ID = {
  ...KIMI,
  runId: "r1",
  sessionId: "s1",
  sessionKey: undefined,
  agentId: undefined,
};
const FALLBACK = { providerId: "fb", modelId: "fallback-model" };
const COOLING =
  'Couldn\'t sign in. (Inline API key for provider "kimi-coding" is temporarily disabled after a failure. Retry after about 1 minute, or switch.)';

let told: [kind: string, ...rest: unknown[]][];
let watch: TurnWatch;
let now: number;

beforeEach(() => {
  told = [];
  now = 1_000_000;
  const guard: Pick<FallbackGuard, "turnEnded" | "callSkipped"> = {
    turnEnded: ({ asked, answeredBy, hostText }) =>
      told.push(["ended", nameOf(asked), answeredBy && nameOf(answeredBy), hostText]),
    callSkipped: (call) =>
      told.push([
        "skipped",
        nameOf(call),
        call.retryInMs,
        call.hostText,
        ...(call.nextModel === undefined ? [] : [call.nextModel]),
      ]),
  };
  watch = new TurnWatch({
    guard: () => guard,
    asWritten: (call) =>
      call.providerId === "kimi" ? { ...call, providerId: "kimi-coding" } : call,
    scrub: (text) => text.replaceAll("sk-secret-000", "***"),
    nextModel: (agentId) => (agentId === "work" ? "other/z" : undefined),
    retryInMs: (agentId, { providerId }) =>
      agentId === "work" && providerId === "kimi-coding" ? 42_000 : undefined,
    now: () => now,
  });
});

function nameOf({ providerId, modelId }: ModelCall): string {
  return modelId === undefined ? providerId : `${providerId}/${modelId}`;
}

function started(
  runId: string,
  model: ModelCall & { modelId: string },
  more: { agentId?: string; prompt?: string } = {},
): void {
  watch.callStarted({
    ...model,
    runId,
    sessionId: "s1",
    sessionKey: "agent:main:main",
    agentId: "main",
    prompt: "ping",
    ...more,
  });
}

function event(runId: string, data: object): void {
  takeAgentEvent(watch, { stream: "lifecycle", runId, sessionKey: "agent:main:main", data });
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
    const skipped = ["skipped", "kimi-coding", undefined, text];
    expect(told).toEqual([skipped]);
    watch.close();
    expect(told).toEqual([skipped, ["ended", "kimi-coding", undefined, text]]);
  });

  test("a cool-down after which another model answers ended with that answer", () => {
    const text = "Provider kimi is in cooldown (all profiles unavailable)";
    event("r1", { phase: "error", error: text });
    started("r1", FALLBACK);
    event("r1", { phase: "end" });
    watch.close();
    expect(told).toEqual([
      ["skipped", "kimi-coding", undefined, text],
      ["ended", "kimi-coding", "fb/fallback-model", undefined],
    ]);
  });

  test("a step without a reason is no cool-down", () => {
    step("r1", "next_fallback", "");
    expect(told).toEqual([]);
  });

  test("when it is asked again comes from what the host stores where its text does not say it", () => {
    started("r1", FALLBACK, { agentId: "work" });
    step("r1", "next_fallback", "Provider kimi has auth issue (skipping all models)");
    expect(told[0]?.slice(0, 3)).toEqual(["skipped", "kimi-coding/k2p5", 42_000]);
  });

  test("the agent of a skip is known by its session, so the next model is that agent's", () => {
    const text = "Provider kimi has auth issue (skipping all models)";
    takeAgentEvent(watch, {
      stream: "lifecycle",
      runId: "r1",
      sessionKey: "agent:work:main",
      data: {
        phase: "fallback_step",
        fallbackStepFromModel: "kimi/k2p5",
        fallbackStepFromFailureDetail: text,
        fallbackStepFinalOutcome: "next_fallback",
      },
    });
    expect(told).toEqual([["skipped", "kimi-coding/k2p5", 42_000, text, "other/z"]]);
  });

  test("a run's name that is used again a while after nobody answered is another turn", () => {
    started("job", KIMI);
    step("job", "chain_exhausted", "401", false);
    expect(watch.turnAt({}, { runId: "job" })?.called).toEqual([KIMI]);
    now += 25_000;
    expect(watch.turnAt({}, { runId: "job" })).toBeUndefined();
    step("job", "next_fallback", COOLING);
    started("job", FALLBACK);
    event("job", { phase: "end" });
    expect(told).toEqual([
      ["ended", "kimi-coding/k2p5", undefined, "401"],
      ["skipped", "kimi-coding/k2p5", 60_000, COOLING],
      ["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined],
    ]);
    now += 25_000;
    started("job", FALLBACK);
    event("job", { phase: "end" });
    expect(told.at(-1)).toEqual(["ended", "fb/fallback-model", "fb/fallback-model", undefined]);
  });

  test("20 s after its end a run's name is another turn's", () => {
    started("job", KIMI);
    step("job", "chain_exhausted", "401", false);
    now += 19_999;
    expect(watch.turnAt({}, { runId: "job" })?.called).toEqual([KIMI]);
    now += 1;
    expect(watch.turnAt({}, { runId: "job" })).toBeUndefined();
  });

  test("a scheduled job whose runs have one name: each ends by itself", () => {
    for (const _ of ["monday", "tuesday"]) {
      started("job", KIMI);
      started("job", FALLBACK);
      event("job", { phase: "end" });
    }
    const ended = ["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined];
    expect(told).toEqual([ended, ended]);
  });

  test("a model that is asked after it was told that none answers: who answered is told as well", () => {
    started("r1", KIMI);
    step("r1", "chain_exhausted", "403", false);
    started("r1", FALLBACK);
    event("r1", { phase: "end" });
    expect(told).toEqual([
      ["ended", "kimi-coding/k2p5", undefined, "403"],
      ["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined],
    ]);
  });

  test("the text of another model's answer, where only its events tell it", () => {
    const text = (runId: string, value: string) =>
      takeAgentEvent(watch, { stream: "assistant", runId, data: { text: value } });
    started("r1", KIMI);
    text("r1", "of the model that was asked");
    started("r1", FALLBACK);
    text("r1", "Hel");
    text("r1", "Hello");
    event("r1", { phase: "end" });
    expect(watch.answeredWith("of the model that was asked")).toBeUndefined();
    expect(watch.answeredWith("Hello")?.runId).toBe("r1");
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
  const answer = (runId: string, model: ModelCall, ...texts: string[]) =>
    takeModelOutput(watch, {
      runId,
      provider: model.providerId,
      model: model.modelId,
      assistantTexts: texts,
      lastAssistant: { stopReason: "stop" },
    });
  const failure = (runId: string, errorMessage: string) =>
    takeModelOutput(watch, {
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
    expect(watch.answeredWith("Hello there")?.turn.answeredBy).toEqual(FALLBACK);
    expect(watch.answeredWith("Hello there\n\n(by the host)")?.runId).toBe("r1");
    expect(watch.answeredWith("Hello thereafter")).toBeUndefined();
    expect(watch.answeredWith("Hello")).toBeUndefined();
    now += 120_000;
    expect(watch.answeredWith("Hello there")?.runId).toBe("r1");
    now += 1;
    expect(watch.answeredWith("Hello there")).toBeUndefined();
  });

  test("a turn that has no answer yet hides none of an earlier one", () => {
    started("r1", KIMI);
    failure("r1", "403 no");
    started("r1", FALLBACK);
    answer("r1", FALLBACK, "Hello");
    started("r2", KIMI);
    expect(watch.answeredWith("Hello")?.runId).toBe("r1");
  });

  test("an answer in several parts is known by each of them", () => {
    started("r1", KIMI);
    failure("r1", "403 no");
    started("r1", FALLBACK);
    answer("r1", FALLBACK, "I look it up.", "", "It is so.");
    expect(watch.answeredWith("I look it up.")?.runId).toBe("r1");
    expect(watch.answeredWith("It is so.")?.runId).toBe("r1");
    expect(watch.answeredWith("I look it up. It is so.")).toBeUndefined();
  });

  test("an answer without words is no message's beginning", () => {
    started("r1", KIMI);
    failure("r1", "403 no");
    started("r1", FALLBACK);
    answer("r1", FALLBACK, "");
    expect(watch.answeredWith("\n\nfrom elsewhere")).toBeUndefined();
    expect(watch.answeredWith("")).toBeUndefined();
  });

  test("an answer that several turns gave is the latest one's, of its session where one is named", () => {
    const turn = (runId: string, asked: ModelCall & { modelId: string }) => {
      started(runId, asked);
      if (asked === KIMI) {
        failure(runId, "403 no");
        started(runId, FALLBACK);
      }
      answer(runId, FALLBACK, "pong");
    };
    turn("r1", KIMI);
    expect(watch.answeredWith("pong", "agent:main:main")?.runId).toBe("r1");
    expect(watch.answeredWith("pong", "agent:main:other")).toBeUndefined();
    turn("r2", KIMI);
    expect(watch.answeredWith("pong")?.runId).toBe("r2");
    // The model that was asked has answered with the same words since.
    turn("r3", FALLBACK);
    expect(watch.answeredWith("pong")).toBeUndefined();
  });

  test("a long answer is known by its first piece, and the answer of the model that was asked is not", () => {
    const long = "word ".repeat(100);
    started("r1", KIMI);
    failure("r1", "403 no");
    started("r1", FALLBACK);
    answer("r1", FALLBACK, long);
    expect(watch.answeredWith(long.slice(0, 250))?.runId).toBe("r1");
    expect(watch.answeredWith(long.slice(0, 200))?.runId).toBe("r1");
    expect(watch.answeredWith(long.slice(0, 199))).toBeUndefined();
    expect(watch.answeredWith("other ".repeat(50))).toBeUndefined();
    started("r2", KIMI);
    answer("r2", KIMI, "by itself");
    expect(watch.answeredWith("by itself")).toBeUndefined();
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

  const session = { sessionKey: "agent:main:main" };

  test("an attempt with the same message in the same session is of the same turn", () => {
    started("r1", KIMI);
    expect(watch.turnAt({ prompt: "ping" }, session)).toBe(watch.turnOf("r1"));
    expect(watch.turnAt({ prompt: "another" }, session)).toBeUndefined();
    expect(watch.turnAt({ prompt: "ping" }, { sessionKey: "agent:main:other" })).toBeUndefined();
    expect(watch.turnAt({ prompt: "ping" }, { ...session, runId: "r2" })).toBeUndefined();
  });

  test.each([
    ["Context from a plugin.\n\nping", "ping", true],
    ["fix it and say ping", "ping", false],
    ["ping", "", false],
    [`${"long ".repeat(1000)}end`, `${"long ".repeat(1000)}end`, true],
  ])("the message %s, and an attempt with %s", (prompt, attempt, same) => {
    started("r1", KIMI, { prompt });
    expect(watch.turnAt({ prompt: attempt }, session) !== undefined).toBe(same);
  });

  test("of a long message no more than its end is kept", async () => {
    const before = await heapHeld();
    for (let turn = 0; turn < 100; turn += 1) {
      started(`r${turn}`, KIMI, { prompt: Buffer.alloc(500_000, `${turn} `).toString() });
    }
    expect((await heapHeld()) - before).toBeLessThan(10_000_000);
    expect(watch.turnOf("r99")?.prompt).toHaveLength(2000);
  });

  test("answers are kept for as long as they may still be on their way, and messages no longer", async () => {
    const before = await heapHeld();
    for (let turn = 0; turn < 100; turn += 1) {
      started(`r${turn}`, KIMI, { prompt: "hello" });
      answer(`r${turn}`, KIMI, Buffer.alloc(500_000, `${turn} `).toString());
      now += 10_000;
    }
    expect((await heapHeld()) - before).toBeLessThan(15_000_000);
    expect(watch.turnOf("r99")?.texts?.[0]).toHaveLength(500_000);
    expect(watch.turnOf("r0")).toMatchObject({ asked: KIMI, texts: undefined, prompt: undefined });
  });

  test("a message and its answer are forgotten by a turn that begins more than two minutes later", () => {
    started("r1", KIMI);
    answer("r1", KIMI, "Hello");
    now += 120_000;
    started("r2", KIMI);
    expect(watch.turnOf("r1")).toMatchObject({ texts: ["Hello"], prompt: "ping" });
    now += 1;
    started("r3", KIMI);
    expect(watch.turnOf("r1")).toMatchObject({ texts: undefined, prompt: undefined });
    expect(watch.turnOf("r2")).toMatchObject({ prompt: "ping" });
  });

  test("of a long text of the host no more than the provider's name is kept", async () => {
    const id = "a-provider-with-a-long-name";
    const before = await heapHeld();
    for (let turn = 0; turn < 100; turn += 1) {
      const error = `Provider ${id} is in cooldown ${Buffer.alloc(500_000, `${turn} `).toString()}`;
      takeAgentEvent(watch, {
        runId: `r${turn}`,
        stream: "lifecycle",
        data: { phase: "error", error, fallbackExhaustedFailure: true },
      });
    }
    told = [];
    expect((await heapHeld()) - before).toBeLessThan(10_000_000);
    expect(watch.turnOf("r99")?.skipped).toEqual([{ providerId: id }]);
  });

  test("the same message again is another turn once the first was answered, or some time has passed", () => {
    started("r1", KIMI);
    answer("r1", KIMI, "Hello");
    expect(watch.turnAt({ prompt: "ping" }, session)).toBeUndefined();
    started("r2", KIMI);
    failure("r2", "403");
    now += 19_999;
    expect(watch.turnAt({ prompt: "ping" }, session)).toBe(watch.turnOf("r2"));
    now += 1;
    expect(watch.turnAt({ prompt: "ping" }, session)).toBeUndefined();
  });

  test("a skip that no run follows does not touch a later turn", () => {
    const skipped = { runId: undefined, ...session, prompt: "ping", model: KIMI, retryInMs: 5 };
    watch.callSkipped(skipped);
    expect(watch.turnAt({ prompt: "ping" }, session)?.skipped).toEqual([KIMI]);
    expect(watch.turnAt({ prompt: "another" }, session)).toBeUndefined();
    now += 25_000;
    expect(watch.turnAt({ prompt: "ping" }, session)).toBeUndefined();
    started("r1", FALLBACK);
    expect(watch.turnOf("r1")).toMatchObject({ asked: FALLBACK, skipped: [] });
  });

  test("each turn that leaves a model out tells it", () => {
    for (const prompt of ["one", "two", "three"]) {
      watch.callSkipped({ runId: undefined, ...session, prompt, model: KIMI, retryInMs: 5 });
      now += 5200;
    }
    expect(told.map(([kind]) => kind)).toEqual(["skipped", "skipped", "skipped"]);
  });
});

test("a turn of which nobody knows who was asked has no end", () => {
  watch.ended("r1", undefined, FALLBACK);
  expect(told).toEqual([]);
  expect(watch.turnOf("r1")).toMatchObject({ ended: false });
  watch.ended("r1", KIMI, FALLBACK);
  expect(told).toEqual([["ended", "kimi-coding/k2p5", "fb/fallback-model", undefined]]);
});

test("the latest 256 turns are remembered", () => {
  for (let run = 0; run < 400; run++) started(`r${run}`, KIMI);
  expect(watch.turnOf("r143")).toBeUndefined();
  expect(watch.turnOf("r144")).toBeDefined();
  expect(watch.turnOf("r399")).toBeDefined();
  expect(watch.turnOf(undefined)).toBeUndefined();
});

test("each model that was asked stands in the turn once, the latest last", () => {
  for (const model of [KIMI, FALLBACK, KIMI]) started("r1", model);
  expect(watch.turnOf("r1")).toMatchObject({ asked: KIMI, called: [FALLBACK, KIMI] });
});

test("a call that names no run begins no turn", () => {
  watch.callStarted({
    ...KIMI,
    runId: undefined,
    sessionId: "s1",
    sessionKey: "agent:main:main",
    agentId: "main",
    prompt: "ping",
  });
  watch.ended(undefined, KIMI, FALLBACK);
  expect(watch.turnAt({ prompt: "ping" }, { sessionKey: "agent:main:main" })).toBeUndefined();
  expect(told).toEqual([]);
});

test("the guard gets the run and the session of what ended and of what was skipped", () => {
  const turnEnded = vi.fn<FallbackGuard["turnEnded"]>();
  const callSkipped = vi.fn<FallbackGuard["callSkipped"]>();
  watch = new TurnWatch({
    guard: () => ({ turnEnded, callSkipped }),
    asWritten: (call) => call,
    scrub: (text) => text,
  });
  started("r1", FALLBACK);
  watch.callSkipped({ runId: "r1", model: KIMI, retryInMs: 5 });
  watch.ended("r1", KIMI, FALLBACK);
  const run = { runId: "r1", sessionId: "s1" };
  expect(callSkipped.mock.calls).toMatchObject([[{ ...KIMI, ...run, retryInMs: 5 }]]);
  expect(turnEnded.mock.calls).toMatchObject([
    [{ asked: { ...FALLBACK, ...run }, answeredBy: { ...FALLBACK, ...run } }],
  ]);
});

describe("a model was left out", () => {
  const skip = (model: ModelCall) => watch.callSkipped({ runId: "r1", model, retryInMs: 5 });
  const skips = () => told.map(([, model]) => model);

  test("it is told once, and not where this turn has asked it", () => {
    started("r1", KIMI);
    skip(KIMI);
    skip(FALLBACK);
    skip(FALLBACK);
    expect(skips()).toEqual(["fb/fallback-model"]);
  });

  test("another model of the same provider is another one", () => {
    started("r1", KIMI);
    skip({ ...KIMI, modelId: "k2" });
    expect(skips()).toEqual(["kimi-coding/k2"]);
  });

  test("a provider without its model is one that was asked if any of its models was", () => {
    started("r1", KIMI);
    skip({ providerId: "kimi-coding" });
    skip({ providerId: "fb" });
    expect(skips()).toEqual(["fb"]);
  });
});

describe("the answer that is written just now", () => {
  const underWay = (model: ModelCall, sessionKey = "agent:main:main") =>
    watch.answerUnderWay(model, sessionKey);

  test("is of the turn whose latest call asked its model, by the name that the user gave it", () => {
    expect(underWay(KIMI)).toBeUndefined();
    started("r1", FALLBACK);
    started("r1", KIMI);
    expect(underWay({ ...KIMI, providerId: "kimi" })).toEqual({
      runId: "r1",
      asked: FALLBACK,
      answeredBy: KIMI,
    });
    expect(underWay(FALLBACK)).toBeUndefined();
  });

  test("is of the latest turn of its session", () => {
    started("r1", KIMI);
    started("r2", KIMI);
    expect(underWay(KIMI)?.runId).toBe("r2");
    expect(underWay(KIMI, "agent:main:other")).toBeUndefined();
    // Skipped alone: nobody is writing in this one.
    watch.callSkipped({ runId: "r3", model: KIMI, retryInMs: 5 });
    expect(underWay(KIMI)?.runId).toBe("r2");
  });

  test("is of no turn that does not say who was asked", () => {
    started("r1", KIMI);
    event("r1", { phase: "fallback" });
    expect(underWay(KIMI)).toBeUndefined();
  });

  test("may be of a turn whose session is known by its id only", () => {
    watch.callStarted({ ...KNOWN_BY_ID, prompt: undefined });
    expect(underWay(KIMI)?.runId).toBe("r1");
    expect(watch.answerUnderWay(KIMI, undefined)?.runId).toBe("r1");
  });
});

test("a host that knows sessions by their id only: an attempt with the same message", () => {
  watch.callStarted({ ...KNOWN_BY_ID, prompt: "ping" });
  expect(watch.turnAt({ prompt: "ping" }, { sessionId: "s1" })).toBe(watch.turnOf("r1"));
  expect(watch.turnAt({ prompt: "ping" }, { sessionId: "s2" })).toBeUndefined();
  expect(watch.turnAt({ runId: "r1" }, {})).toBe(watch.turnOf("r1"));
});

describe("after a failure that the host says no more of", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const nobody = ["ended", "kimi-coding/k2p5", undefined, "403"];

  test("20 s without another model end the turn, once", () => {
    started("r1", KIMI);
    watch.awaitNext("r1", "403");
    vi.advanceTimersByTime(19_999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([nobody]);
    watch.close();
    expect(told).toEqual([nobody]);
  });

  test("another model within that time goes on with it, and its own failure counts anew", () => {
    started("r1", KIMI);
    watch.awaitNext("r1", "403");
    vi.advanceTimersByTime(10_000);
    started("r1", FALLBACK);
    vi.advanceTimersByTime(9000);
    watch.awaitNext("r1", "403");
    vi.advanceTimersByTime(19_000);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([nobody]);
  });
});

test.each([
  ["agent:work:main", "work"],
  ["agent:work", undefined],
  ["agent::main", undefined],
  ["main:agent:work:x", undefined],
  [undefined, undefined],
])("the agent of the session %s is %s", (sessionKey, agentId) => {
  expect(agentOf(sessionKey)).toBe(agentId);
});

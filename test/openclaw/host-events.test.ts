import { beforeEach, describe, expect, it } from "vitest";

import type { ModelCall } from "../../src/guard/fallback-guard.ts";
import { modelNamed, takeAgentEvent, takeModelOutput } from "../../src/openclaw/host-events.ts";
import { TurnWatch } from "../../src/openclaw/turn-watch.ts";

const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
const FALLBACK = { providerId: "fb", modelId: "m" };

let told: unknown[];
let watch: TurnWatch;
beforeEach(() => {
  told = [];
  watch = new TurnWatch({
    guard: () => ({
      turnEnded: ({ asked, answeredBy, hostText }) =>
        told.push(["ended", nameOf(asked), answeredBy && nameOf(answeredBy), hostText]),
      callSkipped: (call) => told.push(["skipped", nameOf(call), call.hostText]),
    }),
    asWritten: ({ providerId, modelId }) => ({ providerId, modelId }),
    scrub: (text) => text,
    now: () => 1_000_000,
  });
});

function nameOf({ providerId, modelId }: ModelCall): string {
  return modelId === undefined ? providerId : `${providerId}/${modelId}`;
}

function started(model: typeof KIMI): void {
  watch.callStarted({
    ...model,
    runId: "r1",
    sessionId: undefined,
    sessionKey: undefined,
    agentId: undefined,
    prompt: undefined,
  });
}

const lifecycle = (data: unknown) =>
  takeAgentEvent(watch, { stream: "lifecycle", runId: "r1", data });

describe("takeAgentEvent", () => {
  it.each([
    undefined,
    "text",
    { stream: "lifecycle", data: { phase: "end" } },
    {
      stream: "lifecycle",
      data: {
        phase: "fallback_step",
        fallbackStepFromModel: "kimi-coding/k2p5",
        fallbackStepFromFailureDetail: "Provider kimi-coding is in cooldown",
      },
    },
    { stream: "lifecycle", runId: "r1" },
    { stream: "lifecycle", runId: "r1", data: { phase: "unheard-of" } },
    { stream: "tool", runId: "r1", data: { phase: "end" } },
    { stream: "assistant", runId: "r1", data: { text: "hello" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "fallback_step" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "end" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "error" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "error", executionSettled: true } },
    { runId: "r1", data: { phase: "error", error: "HTTP 403", executionSettled: true } },
    {
      stream: "lifecycle",
      runId: "r1",
      data: { phase: "error", error: "HTTP 403", executionSettled: true },
    },
  ])("takes nothing from %j", (event) => {
    takeAgentEvent(watch, event);
    expect(told).toEqual([]);
  });

  it("keeps the text of an answer that another model than the one asked gives", () => {
    started(KIMI);
    takeAgentEvent(watch, { stream: "assistant", runId: "r1", data: { text: "from Kimi" } });
    expect(watch.turnOf("r1")?.texts).toBeUndefined();
    started(FALLBACK);
    takeAgentEvent(watch, { stream: "assistant", runId: "r1", data: {} });
    expect(watch.turnOf("r1")?.texts).toBeUndefined();
    takeAgentEvent(watch, { stream: "assistant", runId: "r1", data: { text: "from fb" } });
    expect(watch.turnOf("r1")?.texts).toEqual(["from fb"]);
  });

  it("keeps no text of an answer where no model was called", () => {
    watch.callSkipped({ runId: "r1", model: KIMI, hostText: "provider is in cooldown" });
    takeAgentEvent(watch, { stream: "assistant", runId: "r1", data: { text: "hello" } });
    expect(watch.turnOf("r1")?.texts).toBeUndefined();
  });

  it("notes the session of a turn, and keeps it where an event names none", () => {
    const data = { phase: "finishing" };
    const session = { sessionId: "s1", sessionKey: "agent:work:one" };
    takeAgentEvent(watch, { stream: "lifecycle", runId: "r1", ...session, data });
    lifecycle(data);
    expect(watch.turnOf("r1")).toMatchObject({ ...session, agentId: "work" });
  });

  it("takes a turn summed up, whatever its attempts are", () => {
    lifecycle({
      phase: "fallback",
      selectedProvider: "kimi-coding",
      activeProvider: "fb",
      attempts: [
        null,
        { provider: "kimi-coding", model: "k2p5", error: "provider is in cooldown" },
        {},
        { provider: "other" },
      ],
    });
    lifecycle({ phase: "fallback", selectedProvider: "kimi-coding", attempts: "none" });
    expect(told).toEqual([
      ["skipped", "kimi-coding/k2p5", "provider is in cooldown"],
      ["ended", "kimi-coding/k2p5", "fb", undefined],
    ]);
    expect(watch.turnOf("r1")?.asked).toEqual(KIMI);
  });

  it("takes who was asked from the sum, where nothing else names it", () => {
    const selected = { selectedProvider: "kimi-coding", selectedModel: "k2p5" };
    const active = { activeProvider: "fb", activeModel: "m" };
    started(FALLBACK);
    lifecycle({ phase: "fallback", ...selected, ...active });
    expect(told).toEqual([["ended", "kimi-coding/k2p5", "fb/m", undefined]]);
  });

  it("takes a step to the next model, and the last one", () => {
    const step = (more: object) =>
      lifecycle({ phase: "fallback_step", fallbackStepFromModel: "kimi-coding/k2p5", ...more });
    const text = "Provider kimi-coding is in cooldown";
    const failed = { fallbackStepFromFailureDetail: text };
    step({ ...failed, fallbackStepFinalOutcome: "next_fallback" });
    expect(told).toEqual([["skipped", "kimi-coding/k2p5", text]]);
    step({ ...failed, fallbackStepFinalOutcome: "succeeded", fallbackStepToModel: "fb/m" });
    expect(told.slice(1)).toEqual([["ended", "kimi-coding/k2p5", "fb/m", undefined]]);
  });

  it("takes the end of a chain that nobody has answered", () => {
    lifecycle({
      phase: "fallback_step",
      fallbackStepFromModel: "kimi-coding/k2p5",
      fallbackStepFromFailureDetail: "HTTP 403",
      fallbackStepFinalOutcome: "chain_exhausted",
    });
    expect(told).toEqual([["ended", "kimi-coding/k2p5", undefined, "HTTP 403"]]);
  });

  it("takes no cool-down from the error of a turn that has called a model", () => {
    started(KIMI);
    lifecycle({ phase: "error", error: "Provider fb is in cooldown" });
    watch.close();
    expect(told).toEqual([]);
  });

  it("takes a cool-down from the error of a turn that has called none", () => {
    lifecycle({ phase: "error", error: "Provider fb is in cooldown" });
    const skipped = ["skipped", "fb", "Provider fb is in cooldown"];
    expect(told).toEqual([skipped]);
    watch.close();
    expect(told).toEqual([skipped, ["ended", "fb", undefined, "Provider fb is in cooldown"]]);
  });

  it("an error without a text says nothing of a turn that goes on", () => {
    started(KIMI);
    lifecycle({ phase: "error", executionSettled: true });
    expect(told).toEqual([]);
    lifecycle({ phase: "error", error: "HTTP 403", executionSettled: true });
    expect(told).toEqual([["ended", "kimi-coding/k2p5", undefined, "HTTP 403"]]);
  });

  it("notes who is writing an answer, unless it failed", () => {
    started(KIMI);
    lifecycle({ phase: "finishing", error: "no" });
    expect(watch.turnOf("r1")?.answering).toBeUndefined();
    lifecycle({ phase: "finishing" });
    expect(watch.turnOf("r1")?.answering).toEqual(KIMI);
  });

  it.each(["executionSettled", "fallbackExhaustedFailure"])(
    "ends a turn without an answer where %s",
    (key) => {
      started(KIMI);
      lifecycle({ phase: "error", error: "HTTP 403", [key]: true });
      lifecycle({ phase: "error", error: "HTTP 403", [key]: true });
      expect(told).toEqual([["ended", "kimi-coding/k2p5", undefined, "HTTP 403"]]);
    },
  );
});

describe("takeModelOutput", () => {
  it.each([
    undefined,
    { runId: "r1" },
    { assistantTexts: ["hello"] },
    { runId: "r1", assistantTexts: "hello" },
  ])("takes nothing from %j", (event) => {
    takeModelOutput(watch, event);
    expect(watch.turnOf("r1")).toBeUndefined();
  });

  it("ends the turn with the model that wrote the texts", () => {
    const model = { provider: "kimi-coding", model: "k2p5" };
    takeModelOutput(watch, { ...model, runId: "r1", assistantTexts: ["hello", 1] });
    expect(watch.turnOf("r1")?.texts).toEqual(["hello"]);
    expect(told).toEqual([["ended", "kimi-coding/k2p5", "kimi-coding/k2p5", undefined]]);
  });

  it.each<{ stopReason?: string; errorMessage?: string }>([
    { stopReason: "error" },
    { errorMessage: "HTTP 403" },
  ])("waits for the next model after %j", (lastAssistant) => {
    started(KIMI);
    takeModelOutput(watch, { runId: "r1", assistantTexts: [], lastAssistant });
    expect(told).toEqual([]);
    watch.close();
    expect(told).toEqual([["ended", "kimi-coding/k2p5", undefined, lastAssistant.errorMessage]]);
  });
});

it.each([
  ["kimi-coding/k2p5", KIMI],
  ["openrouter/deepseek/v3", { providerId: "openrouter", modelId: "deepseek/v3" }],
  ["k2p5", undefined],
  ["/k2p5", undefined],
  [undefined, undefined],
])("%s names %j", (name, model) => {
  expect(modelNamed(name)).toEqual(model);
});

import { beforeEach, describe, expect, it } from "vitest";

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
      turnEnded: ({ asked, answeredBy }) =>
        told.push(["ended", asked.providerId, answeredBy?.providerId]),
      callSkipped: ({ providerId }) => told.push(["skipped", providerId]),
    }),
    asWritten: (call) => call,
    scrub: (text) => text,
    now: () => 1_000_000,
  });
});

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
    { stream: "lifecycle", runId: "r1" },
    { stream: "lifecycle", runId: "r1", data: { phase: "unheard-of" } },
    { stream: "tool", runId: "r1", data: { phase: "end" } },
    { stream: "assistant", runId: "r1", data: { text: "hello" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "fallback_step" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "end" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "error" } },
    { stream: "lifecycle", runId: "r1", data: { phase: "error", executionSettled: true } },
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

  it("takes a turn summed up, whatever its attempts are", () => {
    lifecycle({
      phase: "fallback",
      selectedProvider: "kimi-coding",
      activeProvider: "fb",
      attempts: [null, { provider: "kimi-coding", error: "provider is in cooldown" }, {}],
    });
    lifecycle({ phase: "fallback", selectedProvider: "kimi-coding", attempts: "none" });
    expect(told).toEqual([
      ["skipped", "kimi-coding"],
      ["ended", "kimi-coding", "fb"],
    ]);
  });

  it("takes who was asked from the sum, where nothing else names it", () => {
    const active = { activeProvider: "fb", activeModel: "m" };
    lifecycle({ phase: "fallback", selectedProvider: "kimi-coding", ...active });
    expect(told).toEqual([["ended", "kimi-coding", "fb"]]);
  });

  it("an error without a text says nothing of a turn that goes on", () => {
    started(KIMI);
    lifecycle({ phase: "error", executionSettled: true });
    expect(told).toEqual([]);
    lifecycle({ phase: "error", error: "HTTP 403", executionSettled: true });
    expect(told).toEqual([["ended", "kimi-coding", undefined]]);
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
      expect(told).toEqual([["ended", "kimi-coding", undefined]]);
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
    expect(told).toEqual([["ended", "kimi-coding", "kimi-coding"]]);
  });

  it.each([{ stopReason: "error" }, { errorMessage: "HTTP 403" }])(
    "waits for the next model after %j",
    (lastAssistant) => {
      started(KIMI);
      takeModelOutput(watch, { runId: "r1", assistantTexts: [], lastAssistant });
      expect(told).toEqual([]);
      watch.close();
      expect(told).toEqual([["ended", "kimi-coding", undefined]]);
    },
  );
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

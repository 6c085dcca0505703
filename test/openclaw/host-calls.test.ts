import { describe, expect, it } from "vitest";

import { hostCapabilities } from "../../src/openclaw/host-capabilities.ts";
import { hostCall, announceHostCalls } from "../../src/openclaw/host-calls.ts";
import { FakeHost } from "./fake-host.ts";

function listening(version: string) {
  const host = new FakeHost(version);
  const api = host.api();
  const told: [string, unknown][] = [];
  announceHostCalls(
    api.on,
    hostCapabilities(api),
    () => ({
      announceCall: (call) => told.push(["announced", call]),
      enterContext: (context) => told.push(["entered", context]),
    }),
    ({ providerId }) => told.push(["started", providerId]),
  );
  return { host, told };
}

const CALL = { provider: "kimi-coding", model: "k2p5", runId: "r1", sessionId: "s1" };
const ASKED = { providerId: "kimi-coding", modelId: "k2p5", runId: "r1", sessionId: "s1" };

describe("a host that names each call by its trace", () => {
  it("has the call announced with the trace", async () => {
    const { host, told } = listening("2026.9.6");
    await host.fire("model_call_started", CALL, { trace: { traceId: "t", spanId: "p" } });
    expect(told).toEqual([
      ["started", "kimi-coding"],
      ["announced", { ...ASKED, traceId: "t", spanId: "p" }],
    ]);
  });

  it.each([{}, { trace: { traceId: "t" } }, { trace: { spanId: "p" } }])(
    "has nothing announced without the whole trace: %j",
    async (context) => {
      const { host, told } = listening("2026.9.6");
      await host.fire("model_call_started", CALL, context);
      expect(told).toEqual([["started", "kimi-coding"]]);
    },
  );
});

it("a host that tells of prompts has the context entered", async () => {
  const { host, told } = listening("2026.2.19");
  await host.fire("llm_input", CALL);
  expect(told).toEqual([
    ["started", "kimi-coding"],
    ["entered", ASKED],
  ]);
});

it.each([
  ["2026.9.6", "model_call_started"],
  ["2026.2.19", "llm_input"],
])("%s: a call without provider and model is nobody's", async (version, hook) => {
  const { host, told } = listening(version);
  await host.fire(hook, { provider: "kimi-coding" });
  await host.fire(hook, { model: "k2p5" });
  await host.fire(hook, undefined, undefined);
  expect(told).toEqual([]);
});

it("takes what the event does not say from the context", () => {
  const context = { modelProviderId: "fb", modelId: "m", agentId: "work", sessionKey: "k" };
  expect(hostCall({ prompt: "ping" }, context)).toEqual({
    providerId: "fb",
    modelId: "m",
    runId: undefined,
    sessionId: undefined,
    sessionKey: "k",
    agentId: "work",
    prompt: "ping",
  });
  expect(hostCall({ prompt: ["ping"] }, context)?.prompt).toBeUndefined();
});

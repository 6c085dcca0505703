import { expect, it } from "vitest";
import { judgeCall } from "../../src/diagnosis/judge-call.ts";
import { providerNamed } from "../../src/providers/find.ts";
import { heapHeld } from "../collect-garbage.ts";

const CALL = {
  providerId: "mine",
  modelId: "m1",
  endpoint: "https://api.kimi.com/coding/v1/chat/completions",
  status: 403,
  headers: {},
  body: '{"error":{"message":"Kimi For Coding is currently only available for Coding Agents such as Kimi CLI"}}',
  sent: [],
};

it("adds what the failure means, and the provider of its endpoint", () => {
  const judged = judgeCall(CALL);
  expect(judged).toMatchObject(CALL);
  expect(judged.provider).toBe(providerNamed("kimi-coding"));
  expect(judged.classification).toMatchObject({ kind: "client_rejected", sure: true });
});

it("goes by the id at a relay, and knows no provider where neither names one", () => {
  const relay = { ...CALL, endpoint: "http://127.0.0.1:9/v1" };
  expect(judgeCall(relay).provider).toBeUndefined();
  expect(judgeCall({ ...relay, providerId: "kimi-coding" }).provider?.ids[0]).toBe("kimi-coding");
});

it("judges an error that has no response by its message", () => {
  const error = new Error("401 Incorrect API key provided");
  expect(
    judgeCall({ ...CALL, status: undefined, body: undefined, error }).classification,
  ).toMatchObject({ kind: "invalid_credentials" });
});

it("keeps nothing of a long text but what it quotes", async () => {
  const longText = (at: number): string =>
    `${at} unknown copilot-integration-id header; error_code: some_code_of_their_own ${"x ".repeat(250_000)}`;
  const before = await heapHeld();
  const kept = Array.from({ length: 100 }, (_, at) => {
    const call = { ...CALL, body: undefined, error: new Error(longText(at)) };
    return judgeCall({ ...call, scrub: (text) => text }).classification;
  });
  expect((await heapHeld()) - before).toBeLessThan(10_000_000);
  expect(kept[99]?.message).toMatch(/^99 unknown copilot-integration-id header/);
  expect(kept[99]?.expected?.header).toBe("copilot-integration-id");
});

import { expect, it } from "vitest";
import type { AuthFailurePolicy } from "../../src/guard/fallback-guard.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import { StoppedProviders } from "../../src/openclaw/stop-fallback.ts";
import type { Turn } from "../../src/openclaw/turn-watch.ts";

const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
const OTHER = { providerId: "fb", modelId: "m" };
const turnOf = (...called: readonly (typeof KIMI)[]): Turn => ({ called, skipped: [] }) as never;

it("a turn is ended after a refusal that it met itself, while the policy says so", () => {
  let policy: AuthFailurePolicy = "stop";
  const stopped = new StoppedProviders(() => policy);
  const silent = { error: () => {}, warn: () => {} };
  const guard = stopped.watching(
    createFallbackGuard({ logger: silent, onAuthFailure: () => policy }),
  );
  guard.requestFailed({
    ...KIMI,
    endpoint: "https://api.kimi.com/coding/v1/chat/completions",
    status: 401,
    headers: {},
    body: '{"error":{"type":"invalid_authentication_error","message":"The API Key appears to be invalid or may have expired."}}',
    sent: [],
    keyPrefix: "sk-kimi-",
  });
  expect(stopped.reasonIn(turnOf(KIMI), OTHER)).toContain("kimi-coding/k2p5 refused");
  expect(stopped.reasonIn(turnOf(KIMI), undefined)).toContain("kimi-coding/k2p5 refused");
  expect(stopped.reasonIn(turnOf(KIMI, OTHER), OTHER)).toContain("kimi-coding/k2p5 refused");
  expect(stopped.reasonIn(turnOf(KIMI), { ...KIMI, modelId: "k2" })).toBeUndefined();
  expect(stopped.reasonIn(turnOf(OTHER), { ...OTHER, modelId: "n" })).toBeUndefined();
  policy = "warn";
  expect(stopped.reasonIn(turnOf(KIMI), OTHER)).toBeUndefined();
  policy = "stop";
  // A list of models, which any client may ask for.
  guard.requestSucceeded({ providerId: "kimi-coding", endpoint: "" });
  expect(stopped.reasonIn(turnOf(KIMI), OTHER)).toContain("kimi-coding/k2p5 refused");
  guard.requestSucceeded({ ...KIMI, endpoint: "" });
  expect(stopped.reasonIn(turnOf(KIMI), OTHER)).toBeUndefined();
});

import { expect, it } from "vitest";
import type { AuthFailurePolicy, ObservedFailure } from "../../src/guard/fallback-guard.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import type { HostCapabilities } from "../../src/openclaw/host-capabilities.ts";
import { missingPermission, StoppedProviders } from "../../src/openclaw/stop-fallback.ts";
import type { Turn } from "../../src/openclaw/turn-watch.ts";

const KIMI = { providerId: "kimi-coding", modelId: "k2p5" };
const OTHER = { providerId: "fb", modelId: "m" };
const turnOf = (...called: readonly (typeof KIMI)[]): Turn => ({ called, skipped: [] }) as never;

const refusalOf = (call: typeof KIMI): ObservedFailure => ({
  ...call,
  endpoint: "https://api.kimi.com/coding/v1/chat/completions",
  status: 401,
  headers: {},
  body: '{"error":{"type":"invalid_authentication_error","message":"The API Key appears to be invalid or may have expired."}}',
  sent: [],
  keyPrefix: "sk-kimi-",
});

it("a turn is ended after a refusal that it met itself, while the policy says so", () => {
  let policy: AuthFailurePolicy = "stop";
  const stopped = new StoppedProviders(() => policy);
  const silent = { error: () => {}, warn: () => {} };
  const guard = stopped.watching(
    createFallbackGuard({ logger: silent, onAuthFailure: () => policy }),
  );
  guard.requestFailed(refusalOf(KIMI));
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

const reasonOf = ({ providerId, modelId }: typeof KIMI) =>
  `${providerId}/${modelId} refused the request (HTTP 401), and onAuthFailure is "stop": no other model is asked`;

function stopping(scrub?: (text: string) => string) {
  const stopped = new StoppedProviders(() => "stop", scrub);
  const logger = { error: () => {}, warn: () => {} };
  const guard = createFallbackGuard({ logger, onAuthFailure: () => "stop" });
  return { stopped, guard: stopped.watching(guard) };
}

it("one that answers again leaves the others stopped, and so does another failure of it", () => {
  const { stopped, guard } = stopping();
  const both = turnOf(KIMI, OTHER);
  guard.requestFailed(refusalOf(KIMI));
  guard.requestFailed(refusalOf(OTHER));
  expect(stopped.reasonIn(both, undefined)).toBe(reasonOf(KIMI));
  guard.requestFailed({ ...refusalOf(KIMI), status: 500, body: "" });
  expect(stopped.reasonIn(both, undefined)).toBe(reasonOf(OTHER));
  guard.requestFailed(refusalOf(KIMI));
  guard.requestSucceeded({ ...OTHER, endpoint: "" });
  expect(stopped.reasonIn(both, undefined)).toBe(reasonOf(KIMI));
  expect(stopped.reasonIn(turnOf(OTHER), undefined)).toBeUndefined();
});

it.each([
  [{ ...refusalOf(KIMI), status: undefined }, "kimi-coding/k2p5 refused the request,"],
  [{ ...refusalOf(KIMI), modelId: undefined }, "kimi-coding refused the request (HTTP 401),"],
])("the reason names what is known of %j", (refusal, begin) => {
  const { stopped, guard } = stopping((text) => `scrubbed: ${text}`);
  guard.requestFailed(refusal);
  expect(stopped.reasonIn(turnOf(KIMI), undefined)).toBe(
    `scrubbed: ${begin} and onAuthFailure is "stop": no other model is asked`,
  );
});

it("a model that the host left out counts as one that the turn has met", () => {
  const { stopped, guard } = stopping();
  guard.requestFailed(refusalOf(KIMI));
  const skipped = { called: [], skipped: [KIMI] } as unknown as Turn;
  expect(stopped.reasonIn(skipped, OTHER)).toBe(reasonOf(KIMI));
  expect(stopped.reasonIn(turnOf(), OTHER)).toBeUndefined();
});

it.each([
  ["before_model_resolve", {}, undefined],
  ["before_agent_run", {}, "plugins.entries.provider-headers.hooks.allowConversationAccess"],
  ["before_agent_run", true, undefined],
  ["before_agent_run", "yes", "plugins.entries.provider-headers.hooks.allowConversationAccess"],
] as const)(
  "what has to be allowed for %s, where %j is",
  (gate, allowConversationAccess, expected) => {
    const config = {
      plugins: { entries: { "provider-headers": { hooks: { allowConversationAccess } } } },
    };
    expect(missingPermission(config, { gate } as HostCapabilities)).toBe(expected);
  },
);

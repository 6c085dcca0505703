import { describe, expect, it, onTestFinished } from "vitest";
import {
  announceCall,
  announcedCall,
  currentContext,
  forgetContexts,
  withRequestContext,
} from "../../src/transport/request-context.ts";
import { captureServer } from "./capture-server.ts";
import { install } from "./recording.ts";

const TRACE = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const TRACEPARENT = `00-${TRACE.traceId}-${TRACE.spanId}-01`;
const DIGEST = /^[0-9a-f]{32}$/u;

const HEADERS = {
  "X-Session": "{{sessionId}}",
  "X-Model": "{{providerId}}/{{modelId}}",
  "X-Title": "t",
};

function relay(baseUrl: string, more: object = {}): Parameters<typeof install>[0] {
  return { providers: { relay: { baseUrl, headers: HEADERS, ...more } } };
}

describe("placeholders", () => {
  it("are filled from withRequestContext, the session as a stable digest", async () => {
    const server = await captureServer();
    install(relay(server.origin));
    const ask = (sessionId: string): Promise<Response> =>
      withRequestContext({ providerId: "relay", modelId: "m1", sessionId }, () =>
        fetch(`${server.origin}/chat`),
      );
    await Promise.all([ask("session-a"), ask("session-b"), ask("session-a")]);
    const digests = server.received.flatMap(({ lines }) =>
      lines.filter(([name]) => name === "X-Session").map(([, value]) => value),
    );
    expect(digests).toHaveLength(3);
    expect(new Set(digests).size).toBe(2);
    for (const digest of digests) expect(digest).toMatch(DIGEST);
    expect(server.last("x-model")).toEqual(["relay/m1"]);
    expect(JSON.stringify(server.received)).not.toContain("session-a");
  });

  it("are filled from the call that the request's trace names, before any other context", async () => {
    const server = await captureServer();
    const { installation } = install(relay(server.origin));
    installation.enterContext({ providerId: "relay", modelId: "stale", sessionId: "stale" });
    announceCall({ ...TRACE, providerId: "relay", modelId: "m2", sessionId: "s" });
    await fetch(`${server.origin}/chat`, { headers: { traceparent: TRACEPARENT } });
    expect(server.last("x-model")).toEqual(["relay/m2"]);
    expect(server.last("x-session")[0]).toMatch(DIGEST);
  });

  it("without a value the header is left out, and a literal one that the host sent is taken off", async () => {
    const server = await captureServer();
    install(relay(server.origin));
    await fetch(`${server.origin}/chat`, { headers: { "X-Session": "{{sessionId}}" } });
    expect(server.last("x-session")).toEqual([]);
    expect(server.last("x-model")).toEqual([]);
    expect(server.last("x-title")).toEqual(["t"]);
  });

  it("a context that names another provider fills nothing", async () => {
    const server = await captureServer();
    const { installation } = install(relay(server.origin));
    installation.enterContext({ providerId: "other", modelId: "m", sessionId: "s" });
    await fetch(`${server.origin}/chat`);
    expect(server.last("x-session")).toEqual([]);
    expect(server.last("x-model")).toEqual([]);
  });

  it("a session's value that is on the request already is not undone by a stale context", async () => {
    const server = await captureServer();
    const { installation } = install(relay(server.origin));
    installation.enterContext({ providerId: "relay", sessionId: "stale" });
    const digest = "0123456789abcdef0123456789abcdef";
    await fetch(`${server.origin}/chat`, { headers: { "X-Session": digest } });
    expect(server.last("x-session")).toEqual([digest]);
  });
});

it("a session's value that is on the request already gives way to the call that its trace names", async () => {
  const server = await captureServer();
  install(relay(server.origin));
  announceCall({ ...TRACE, providerId: "relay", sessionId: "s" });
  const foreign = "0123456789abcdef0123456789abcdef";
  const headers = { "X-Session": foreign, traceparent: TRACEPARENT };
  await fetch(`${server.origin}/chat`, { headers });
  const [digest] = server.last("x-session");
  expect(digest).toMatch(DIGEST);
  expect(digest).not.toBe(foreign);
});

describe("the model layer", () => {
  const models = [
    { id: "m1", headers: { "X-Title": "one" } },
    { id: "m2", headers: { "X-Title": "two" } },
    { id: "plain" },
  ];
  const asked: [context: string, modelId: string | undefined, title: string][] = [
    ["a configured model", "m1", "one"],
    ["its name with the provider", "relay/m2", "two"],
    ["a model without headers", "plain", "t"],
    ["a model that is not configured", "m9", "t"],
    ["no model", undefined, "t"],
  ];
  it.each(asked)("%s", async (_what, modelId, title) => {
    const server = await captureServer();
    install(relay(server.origin, { models }));
    await withRequestContext({ providerId: "relay", modelId }, () =>
      fetch(`${server.origin}/chat`),
    );
    expect(server.last("x-title")).toEqual([title]);
  });

  it("where the model is not known, a value that one of them configures stays", async () => {
    const server = await captureServer();
    install(relay(server.origin, { models }));
    await fetch(`${server.origin}/chat`, { headers: { "x-title": "two" } });
    expect(server.last("x-title")).toEqual(["two"]);
    await fetch(`${server.origin}/chat`, { headers: { "x-title": "something else" } });
    expect(server.last("x-title")).toEqual(["t"]);
  });

  it("a model that the path names is known", async () => {
    const server = await captureServer();
    const { successes } = install(relay(server.origin, { models, api: "google-generative-ai" }));
    await fetch(`${server.origin}/v1beta/models/m2:streamGenerateContent?alt=sse`, {
      method: "POST",
    });
    expect(server.last("x-title")).toEqual(["two"]);
    expect(successes).toMatchObject([{ providerId: "relay", wireModel: "m2" }]);
  });

  it("the guard is told the model, session and run of the context", async () => {
    const server = await captureServer();
    const { successes } = install(relay(server.origin, { models }));
    const context = { providerId: "relay", modelId: "m1", sessionId: "s", runId: "r" };
    await withRequestContext(context, () => fetch(`${server.origin}/chat`, { method: "POST" }));
    expect(successes).toEqual([
      { ...context, wireModel: undefined, endpoint: `${server.origin}/chat` },
    ]);
  });
});

describe("announced calls", () => {
  const call = { ...TRACE, providerId: "relay" };

  it("are found by any case and any flags", () => {
    onTestFinished(forgetContexts);
    announceCall({ ...call, traceId: call.traceId.toUpperCase() });
    expect(announcedCall(TRACEPARENT)).toMatchObject({ providerId: "relay" });
    expect(announcedCall(`${TRACEPARENT.slice(0, -2)}00`)).toMatchObject({ providerId: "relay" });
    expect(announcedCall(TRACEPARENT.replace("b7ad", "b7ae"))).toBe(undefined);
    expect(announcedCall("no trace")).toBe(undefined);
    expect(announcedCall(undefined)).toBe(undefined);
  });

  it("are bounded: the oldest go first", () => {
    onTestFinished(forgetContexts);
    const spanOf = (index: number): string => index.toString(16).padStart(16, "0");
    for (let index = 1; index <= 1001; index++) announceCall({ ...call, spanId: spanOf(index) });
    expect(announcedCall(`00-${call.traceId}-${spanOf(1)}-01`)).toBe(undefined);
    expect(announcedCall(`00-${call.traceId}-${spanOf(2)}-01`)).toBeDefined();
    expect(announcedCall(`00-${call.traceId}-${spanOf(1001)}-01`)).toBeDefined();
  });

  it("that are announced again are the newest", () => {
    onTestFinished(forgetContexts);
    const spanOf = (index: number): string => index.toString(16).padStart(16, "0");
    for (let index = 1; index <= 1000; index++) announceCall({ ...call, spanId: spanOf(index) });
    announceCall({ ...call, spanId: spanOf(1), modelId: "again" });
    announceCall({ ...call, spanId: spanOf(1001) });
    expect(announcedCall(`00-${call.traceId}-${spanOf(1)}-01`)).toMatchObject({ modelId: "again" });
    expect(announcedCall(`00-${call.traceId}-${spanOf(2)}-01`)).toBe(undefined);
  });

  it("are forgotten with every context", () => {
    announceCall(call);
    withRequestContext({ modelId: "m" }, () => {
      expect(currentContext()).toEqual({ modelId: "m" });
      forgetContexts();
      expect(currentContext()).toBe(undefined);
    });
    expect(announcedCall(TRACEPARENT)).toBe(undefined);
  });
});

import { channel } from "node:diagnostics_channel";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { ObservedFailure } from "../../src/guard/fallback-guard.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import type { GuardEvent } from "../../src/transport/guard-event.ts";

const CALL = { providerId: "kimi-coding", modelId: "k2p5" };
const OTHER = { providerId: "fb", modelId: "m1" };
const REFUSED: ObservedFailure = {
  ...CALL,
  endpoint: "https://api.kimi.com/coding/v1/messages",
  status: 403,
  headers: {},
  body: '{"error":{"type":"access_terminated_error","message":"Kimi For Coding is currently only available for Coding Agents"}}',
  sent: [
    { name: "user-agent", value: "my-agent/1.0", layer: "provider" },
    { name: "x-title", value: "", layer: "provider", removed: true },
  ],
};
const SUBJECT = { provider: "kimi-coding", model: "k2p5" };
const KIND = { kind: "client_rejected" };
const REFUSED_EVENT: GuardEvent = {
  type: "refused",
  ...SUBJECT,
  kind: "client_rejected",
  sure: true,
  status: 403,
  code: "access_terminated_error",
  rule: expect.any(String) as string,
  sent: ["user-agent"],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(more: { readonly takesFields?: boolean } = {}) {
  const events: GuardEvent[] = [];
  const lines: unknown[][] = [];
  const log = (...line: unknown[]) => lines.push(line);
  const guard = createFallbackGuard({
    logger: { error: log, warn: log, ...more },
    onEvent: (event) => events.push(event),
  });
  return { guard, events, lines };
}

describe("an event", () => {
  it("comes of each refused request, of what the log counts, and of the recovery", () => {
    const { guard, events } = start();
    for (let times = 0; times < 3; times += 1) guard.requestFailed(REFUSED);
    vi.advanceTimersByTime(60_000);
    guard.requestSucceeded(REFUSED);
    expect(events).toEqual([
      REFUSED_EVENT,
      REFUSED_EVENT,
      REFUSED_EVENT,
      { type: "repeated", ...SUBJECT, ...KIND, count: 2 },
      { type: "recovered", ...SUBJECT, ...KIND },
    ]);
  });

  it("names who answered instead, or that nobody did", () => {
    const { guard, events } = start();
    guard.requestFailed({ ...REFUSED, runId: "1" });
    guard.turnEnded({ asked: { ...CALL, runId: "1" }, answeredBy: OTHER });
    for (const runId of ["2", "3"]) {
      guard.requestFailed({ ...REFUSED, runId });
      guard.turnEnded({ asked: { ...CALL, runId } });
    }
    guard.close();
    expect(events.filter(({ type }) => type !== "refused" && type !== "repeated")).toEqual([
      { type: "answered", ...SUBJECT, ...KIND, answeredBy: "fb/m1" },
      { type: "unanswered", ...SUBJECT, ...KIND, count: 1 },
      { type: "unanswered", ...SUBJECT, ...KIND, count: 1 },
    ]);
  });

  it("tells a cool-down and its end", () => {
    const { guard, events } = start();
    const hostText = "Provider kimi-coding is in cooldown (all auth profiles unavailable)";
    guard.turnEnded({ asked: { providerId: "relay", modelId: "r" }, hostText });
    for (const runId of ["1", "2"]) guard.callSkipped({ ...CALL, runId });
    guard.turnEnded({ asked: { ...CALL, runId: "2" }, answeredBy: OTHER });
    vi.advanceTimersByTime(5000);
    guard.requestSucceeded({ ...CALL, endpoint: REFUSED.endpoint });
    expect(events).toEqual([
      { type: "unanswered", provider: "relay", model: "r", kind: null, count: 1 },
      { type: "skipped", ...SUBJECT, kind: null, count: 1 },
      { type: "answered", ...SUBJECT, kind: null, answeredBy: "fb/m1" },
      { type: "skipped", ...SUBJECT, kind: null, count: 1 },
      { type: "recovered", ...SUBJECT, kind: null },
    ]);
  });

  it("counts what is too much to report one by one", () => {
    const { guard, events } = start();
    for (let at = 0; at < 200; at += 1) guard.requestFailed({ ...REFUSED, modelId: `m${at}` });
    vi.advanceTimersByTime(600_000);
    expect(events.find(({ type }) => type === "capped")).toEqual({
      type: "capped",
      provider: null,
      model: null,
      count: 1,
    });
    expect(events.filter(({ type }) => type === "refused")).toHaveLength(200);
  });

  it("does not come of what is no authentication failure", () => {
    const { guard, events } = start();
    guard.requestFailed({ ...REFUSED, status: 429, body: '{"error":{"message":"slow down"}}' });
    expect(events).toEqual([]);
  });

  it("is published on a diagnostics channel too, for guards without a listener", () => {
    const published: unknown[] = [];
    const listen = (event: unknown) => published.push(event);
    const events = channel("provider-headers:guard");
    events.subscribe(listen);
    const silent = { error: () => {}, warn: () => {} };
    createFallbackGuard({ logger: silent }).requestFailed(REFUSED);
    events.unsubscribe(listen);
    expect(published).toEqual([REFUSED_EVENT]);
  });

  it("holds no text of the provider and no value that was sent", () => {
    const { guard, events } = start();
    const secret = "sk-kimi-0123456789abcdefghij";
    guard.requestFailed({
      ...REFUSED,
      body: `{"error":{"type":"invalid_authentication_error","message":"bad key ${secret}"}}`,
      scrub: (text) => text.replaceAll(secret, "***"),
    });
    expect(JSON.stringify(events)).not.toMatch(/my-agent|0123456789|bad key/);
  });
});

it("a listener that throws takes nothing from the log", () => {
  const lines: string[] = [];
  const log = (text: string) => lines.push(text);
  const guard = createFallbackGuard({
    logger: { error: log, warn: log },
    onEvent: () => {
      throw new Error("full");
    },
  });
  guard.requestFailed(REFUSED);
  guard.requestFailed({ ...REFUSED, modelId: "another" });
  expect(lines.filter((line) => line.includes("refused this client"))).toHaveLength(2);
  expect(lines.filter((line) => line.includes("an internal error in onEvent (full)"))).toHaveLength(
    1,
  );
});

describe("a logger", () => {
  it("that takes fields gets the event of each line", () => {
    const { guard, lines } = start({ takesFields: true });
    guard.requestFailed(REFUSED);
    guard.requestFailed(REFUSED);
    guard.close();
    expect(lines).toEqual([
      [expect.stringContaining("refused this client"), REFUSED_EVENT],
      [expect.stringContaining("1 more time"), { type: "repeated", ...SUBJECT, ...KIND, count: 1 }],
    ]);
  });

  it("may be pino", () => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>);
    const log = pino({ base: null, timestamp: false }, { write });
    const guard = createFallbackGuard({
      logger: {
        takesFields: true,
        error: (text, event) => log.error(event ?? {}, text),
        warn: (text, event) => log.warn(event ?? {}, text),
      },
    });
    guard.requestFailed(REFUSED);
    expect(lines).toEqual([
      {
        level: 50,
        ...REFUSED_EVENT,
        msg: expect.stringContaining("refused this client") as string,
      },
    ]);
  });

  it("that says nothing of it gets text alone", () => {
    const { guard, lines } = start();
    guard.requestFailed(REFUSED);
    expect(lines).toEqual([[expect.any(String)]]);
  });
});

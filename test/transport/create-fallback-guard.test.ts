import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Clock, ObservedFailure } from "../../src/guard/fallback-guard.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";

const REFUSED: ObservedFailure = {
  providerId: "kimi-coding",
  modelId: "k2p5",
  endpoint: "https://api.kimi.com/coding/v1/messages",
  status: 401,
  headers: {},
  body: '{"error":{"type":"invalid_authentication_error","message":"Invalid Authentication"}}',
  sent: [],
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const start = (clock?: Clock) => {
  const lines: string[] = [];
  const tell = (text: string) => lines.push(text);
  return { lines, guard: createFallbackGuard({ logger: { error: tell, warn: tell }, clock }) };
};

it("keeps the system's time, and leaves no timer", () => {
  const { lines, guard } = start();
  guard.requestFailed(REFUSED);
  guard.requestFailed(REFUSED);
  vi.advanceTimersByTime(60_000);
  expect(lines[1]).toContain("1 more time in 60 s, 2 in all");
  guard.requestFailed(REFUSED);
  guard.requestSucceeded(REFUSED);
  expect(vi.getTimerCount()).toBe(0);
});

it("keeps the caller's", () => {
  let timers = 0;
  const { guard } = start({
    now: () => 0,
    setTimeout: () => {
      timers += 1;
      return {};
    },
    clearTimeout: () => {},
  });
  guard.requestFailed(REFUSED);
  guard.requestFailed(REFUSED);
  expect([timers, vi.getTimerCount()]).toEqual([1, 0]);
});

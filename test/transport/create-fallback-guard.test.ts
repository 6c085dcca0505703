import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Clock, ObservedFailure } from "../../src/guard/fallback-guard.ts";
import { packageFile } from "../../src/package-files.ts";
import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import type { GuardEvent } from "../../src/transport/guard-event.ts";

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

it("reports a turn that was skipped, for the reader of this process", () => {
  const { lines, guard } = start();
  guard.callSkipped({ providerId: "relay", modelId: "m1", hostText: "in cooldown" });
  guard.close();
  expect(lines).toEqual([
    [
      "relay/m1 was not asked: the host keeps it on cool-down after an earlier failure",
      '  "in cooldown"',
      "  The cause is not known: no failure of it was seen since this process started. If the cause is fixed already, it is answered as soon as the cool-down ends.",
      "  sent      nothing",
      "  retry     when the host's cool-down ends; hosts hold back a refused key for one to two minutes",
      "  more      section cool-down of",
      `  ${packageFile("docs/auth-failures.md")}`,
    ].join("\n"),
  ]);
});

it("hands each line to a logger that takes fields by its level, with its event", () => {
  const lines: unknown[] = [];
  const tell = (level: string) => (_text: string, event?: GuardEvent) =>
    lines.push([level, event?.type]);
  const guard = createFallbackGuard({
    logger: { takesFields: true, error: tell("error"), warn: tell("warn") },
  });
  guard.requestFailed(REFUSED);
  guard.requestSucceeded(REFUSED);
  expect(lines).toEqual([
    ["error", "refused"],
    ["warn", "recovered"],
  ]);
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

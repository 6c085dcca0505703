import { expect, test } from "vitest";
import { coolingProvider, isCoolDown, retryTime } from "../../src/openclaw/host-texts.ts";

test.each([
  [
    'Inline API key for provider "kimi" is temporarily disabled after a provider auth/billing failure.',
    "kimi",
  ],
  ["Provider kimi has auth issue (skipping all models)", "kimi"],
  ["Provider kimi has billing issue (skipping all models)", "kimi"],
  ["Provider kimi is in cooldown (all profiles unavailable)", "kimi"],
  ["No available auth profile for kimi (all in cooldown or unavailable).", "kimi"],
])("a cool-down, and whose: %s", (text, provider) => {
  expect(isCoolDown(text)).toBe(true);
  expect(coolingProvider(text)).toBe(provider);
});

test.each([
  "Provider kimi has rate_limit issue (skipping all models)",
  "Provider kimi has overloaded issue (skipping all models)",
  "No API key found for provider kimi",
  "403 no",
  undefined,
])("none of ours: %s", (text) => {
  expect(isCoolDown(text)).toBe(false);
});

test.each([
  ["Retry after about 1 minute, or switch", 60_000],
  ["retry in 45 seconds", 45_000],
  ["Retry after 2 hours", 7_200_000],
  ["cooldown until 1970-01-01T00:17:00.000Z", 20_000],
  ["cooldown until 1970-01-01T00:00:00.000Z", undefined],
  ["all in cooldown", undefined],
  [undefined, undefined],
])("when the host tries again: %s", (text, expected) => {
  expect(retryTime(text, 1_000_000)).toBe(expected);
});

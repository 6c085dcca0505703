import { copiedText } from "../diagnosis/copied-text.ts";

/*
 * What hosts write of a model that they did not ask, from running 2026.2.19 to 2026.9.6:
 * `Inline API key for provider "x" is temporarily disabled after a provider auth/billing failure. Retry after about 1
 * minute, ...` (2026.9), `Provider x has auth issue (skipping all models)` (2026.4 on), `Provider x is in cooldown (all
 * profiles unavailable)`, `No available auth profile for x (all in cooldown or unavailable).` (2026.2 to 2026.4).
 */

const COOL_DOWN = /cool-?down|temporarily disabled|has \S+ issue|No available auth profile/iu;

const PROVIDER =
  /for provider "([^"]+)" is temporarily disabled|No available auth profile for (\S+)|Provider (\S+) (?:is in cooldown|has \S+ issue)/u;

/** A provider that is busy, or slow, is the host's own affair, and it says so in its own words. */
const BUSY = /has (?:rate_limit|overloaded|timeout) issue/u;

/** Whether a text tells that a model was left out for an earlier failure that may be one of authentication. */
export function isCoolDown(hostText: string | undefined): boolean {
  return hostText !== undefined && COOL_DOWN.test(hostText) && !BUSY.test(hostText);
}

/** The provider that such a text names. */
export function coolingProvider(hostText: string): string | undefined {
  const id = PROVIDER.exec(hostText)
    ?.slice(1)
    .find((one) => one !== undefined);
  return id && copiedText(id);
}

const UNIT_MS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Milliseconds until the host tries again, as its text says: `Retry after about 1 minute`, `until 2026-...Z`. */
export function retryTime(hostText: string | undefined, now: number): number | undefined {
  const text = hostText ?? "";
  const [, count, word = ""] =
    /retry (?:after|in) (?:about )?(\d+) (second|minute|hour|day)s?/iu.exec(text) ?? [];
  const unit = UNIT_MS[word.toLowerCase()];
  if (unit !== undefined) return Number(count) * unit;
  const until = /until (\d{4}-\d\d-\d\dT[\d:.]+Z)/u.exec(text)?.[1];
  const left = until === undefined ? Number.NaN : Date.parse(until) - now;
  return left > 0 ? left : undefined;
}

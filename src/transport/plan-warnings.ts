import type { FailOpen } from "../guard/fail-open.ts";
import { headerChanges } from "../headers/apply-plan.ts";
import { builtInNotice } from "./built-in-notice.ts";
import type { ProviderRoute } from "./provider-match.ts";
import { valuesOf } from "../headers/field-list.ts";
import type { RequestPlan } from "./request-plan.ts";

export function warnOfAmbiguity(
  { origin, prefix, entries, wider }: ProviderRoute,
  address: string,
  failOpen: FailOpen,
): void {
  failOpen.logOnce("warn", `ambiguous ${origin}${prefix}`, () => {
    const all = [...entries, ...wider.flatMap((route) => route.entries)];
    const ids = all.map(({ id }) => id).join(", ");
    return `provider-headers: ${ids} have one baseUrl (${address}) and different headers, and a request there did not tell which it belongs to: it was left alone. Give them different API keys or base URLs.`;
  });
}

/** A user must know of a header that speaks in their name. */
export function warnOfBuiltIn(
  { provider, headers, fields }: RequestPlan,
  failOpen: FailOpen,
): void {
  const { builtIn, entry } = provider;
  if (builtIn === undefined) return;
  const applied = headers.fields.some(
    (field) => field.layer === "built-in" && valuesOf(fields, field.name)[0] === field.text,
  );
  if (!applied) return;
  failOpen.logOnce("warn", `built-in ${entry.id}`, () => builtInNotice(builtIn, entry.id));
}

export function warnOfWithheld(plan: RequestPlan, failOpen: FailOpen): void {
  const { provider, headers, fields, values, withSecrets } = plan;
  if (withSecrets || !headers.fields.some((field) => field.secret)) return;
  const changes = headerChanges(headers, fields, values);
  if (changes.length === 0) return;
  const { id } = provider.entry;
  failOpen.logOnce("warn", `withheld ${id}`, () => {
    const names = changes.map(({ name }) => name).join(", ");
    return `provider-headers: a request to ${id} carries no credential of that provider, so ${names} (secret) was not put on it. If it is a model call, send it with the provider's API key.`;
  });
}

/** Compares what went out with what should have. */
export function warnOfMissing(
  { headers, values, withSecrets, call, endpoint }: RequestPlan,
  written: RequestPlan["fields"],
  failOpen: FailOpen,
): void {
  const changes = headerChanges(headers, written, values, { withSecrets });
  if (changes.length === 0) return;
  const names = changes.map(({ name }) => name);
  const { providerId } = call;
  failOpen.logOnce("error", `missing ${providerId} ${names.join()}`, () => {
    return `provider-headers: a request to ${providerId} (${endpoint}) went out without the configured ${names.join(", ")}: something in this process changed its headers after they were set. Look for an interceptor or an instrumentation that sets the same names.`;
  });
}

import type { FailOpen } from "../guard/fail-open.ts";
import { headerChanges } from "../headers/apply-plan.ts";
import type { ReportReader } from "../report/report-reader.ts";
import { builtInNotice, builtInReminder } from "./built-in-notice.ts";
import { isFirstStatement } from "./first-statement.ts";
import type { ProviderRoute } from "./provider-match.ts";
import { type FieldList, pairsOf, valuesOf } from "../headers/field-list.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import type { RequestPlan } from "./request-plan.ts";

export function warnOfAmbiguity(
  { origin, prefix, entries, wider }: ProviderRoute,
  address: string,
  failOpen: FailOpen,
): void {
  failOpen.logOnce("warn", `ambiguous ${origin}${prefix}`, () => {
    const all = [...entries, ...wider.flatMap((route) => route.entries)];
    const ids = all.map(({ id }) => id).join(", ");
    return `provider-headers: ${ids} have the same baseUrl (${address}) and different headers, and a request there did not show which it belongs to: it was left alone. Give them different API keys or base URLs.`;
  });
}

/** Who reads what is stated of built-in defaults, and where it is remembered. */
export interface BuiltInStatements {
  readonly reader: ReportReader;
  /** Of OpenClaw; without one, each process states it in full. */
  readonly stateFolder: string | undefined;
}

/** A user must know of a header that speaks in their name. */
export function warnOfBuiltIn(
  { provider, headers, fields, route }: RequestPlan,
  failOpen: FailOpen,
  { reader, stateFolder }: BuiltInStatements,
): void {
  const { builtIn, entry } = provider;
  if (builtIn === undefined) return;
  const applied = headers.fields.some(
    (field) => field.layer === "built-in" && valuesOf(fields, field.name)[0] === field.text,
  );
  if (!applied) return;
  // Once, whatever names one provider has.
  const [name] = builtIn.ids;
  failOpen.logOnce("warn", `built-in ${name}`, () => {
    const text = isFirstStatement(stateFolder, builtIn) ? builtInNotice : builtInReminder;
    return text(builtIn, { ids: [entry.id], addresses: [route] }, reader);
  });
}

export function warnOfWithheld(plan: RequestPlan, failOpen: FailOpen): void {
  const { provider, headers, fields, values, withSecrets, keyless } = plan;
  if (withSecrets || !headers.fields.some((field) => field.secret)) return;
  const changes = headerChanges(headers, fields, values);
  if (changes.length === 0) return;
  const { id } = provider.entry;
  const names = changes.map(({ name }) => name).join(", ");
  if (keyless !== undefined) {
    failOpen.logOnce("warn", `withheld ${id} ${keyless}`, () => {
      return `provider-headers: a request to ${id} ${keyless}, so ${names} (secret) was not sent with it. Without an apiKey in models.providers.${id} that goes only on a POST of JSON without any credential, to a chat route that no other entry has. If it is a model call with a key, write the key as apiKey.`;
    });
    return;
  }
  failOpen.logOnce("warn", `withheld ${id}`, () => {
    return `provider-headers: a request to ${id} carries no credential of that provider, so ${names} (secret) was not sent with it. If it is a model call, send it with the provider's API key.`;
  });
}

/** Its model's headers may be missing, and nobody would see why. */
export function warnOfUnknownModel(plan: RequestPlan, failOpen: FailOpen): void {
  const { isModelMissing, isModelCall, headers, fields, provider } = plan;
  if (isModelMissing !== true || !isModelCall) return;
  const { id } = provider.entry;
  const { modelFields } = headers;
  // A host that names no model has put them on by itself.
  if (modelFields.size === 0 || holdsAny(fields, modelFields)) return;
  failOpen.logOnce("warn", `model unknown ${id}`, () => {
    const names = [...modelFields.values()].flatMap(([field]) => field?.spelling ?? []);
    return `provider-headers: a request to ${id} does not reveal its model before its headers are written (its body is a stream or long, or its client is on node:http), so the headers of a model (${names.join(", ")}) are not sent with such requests. Make them within withRequestContext, or with a client that docs/custom-headers.md lists.`;
  });
}

function holdsAny(fields: FieldList, names: ReadonlyMap<string, unknown>): boolean {
  return pairsOf(fields).some(([name]) => names.has(normalizeFieldName(String(name))));
}

/** Of undici: `node:http` has other ways to lead a connection elsewhere. */
export function warnOfConnection(failOpen: FailOpen, id: string): void {
  failOpen.logOnce("warn", `connection ${id}`, () => {
    return `provider-headers: the connection of a request to ${id} leads to another port, address or socket (by \`socketPath\` or a \`connect\` function of undici): the configured headers were removed. Give that address as the baseUrl of ${id}, or use a ProxyAgent.`;
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

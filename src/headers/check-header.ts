import { CREDENTIAL_FIELDS } from "../providers/credential-places.ts";
import { type BuiltInProvider } from "../providers/find.ts";
import { isLoopbackHost } from "../providers/loopback.ts";
import { isCredentialName } from "../secrets/mask.ts";
import { builtInValue } from "./built-in.ts";
import {
  familyPrefix,
  inFamily,
  isFamilyName,
  isFieldName,
  normalizeFieldName,
  REFUSED_FIELD_NAMES,
  untouchableIn,
} from "./field-name.ts";
import {
  checkFieldValue,
  fieldLineSize,
  MAX_FIELDS_TOGETHER,
  trimFieldValue,
} from "./field-value.ts";
import { type HeaderFault, headerFault } from "./header-fault.ts";
import { type HeaderLayer, RESOLVED_BY_HOST } from "./header-layer.ts";
import { placeholderMeantBy, unknownPlaceholders } from "./placeholders.ts";
import { type Winner, winnersOf } from "./precedence.ts";
import { parseUrl } from "../providers/parse-url.ts";

export interface CheckHeadersOptions {
  /** Set if the host's own schema rejects `null`: the config path that accepts it. */
  readonly overridePath?: string | undefined;
  /** Keys whose value came from `${VAR}` or a SecretRef. */
  readonly secrets?: ReadonlySet<string> | undefined;
  /** The provider's base URL, to warn of credentials sent unencrypted. */
  readonly baseUrl?: string | undefined;
  /** The built-in defaults of the provider, to warn of headers that are sent anyway. */
  readonly builtIn?: BuiltInProvider | undefined;
  /** Whether the provider has an API key besides its headers. */
  readonly hasApiKey?: boolean | undefined;
}

/** Headers that a request has already, where a configured one replaces more than it seems. */
const REPLACED_CLIENT_VALUES: ReadonlyMap<string, string> = new Map([
  ["anthropic-beta", "it replaces the list of beta features that the SDK sends"],
  ["content-type", "the client sets it to fit the body"],
  ["accept", "the client sets it to fit what it can read, streams above all"],
  ["accept-encoding", "the client sets it to what it can decompress"],
]);

/** The public one without the look at its arguments: faults in the order of the keys. */
export function checkHeaders(
  headers: Readonly<Record<string, unknown>>,
  options: CheckHeadersOptions = {},
): HeaderFault[] {
  return faultsOf(headers, options, warnings);
}

/** The errors among them. */
export function headerErrors(headers: Readonly<Record<string, unknown>>): HeaderFault[] {
  return faultsOf(headers, {}, () => []);
}

function faultsOf(
  headers: Readonly<Record<string, unknown>>,
  options: CheckHeadersOptions,
  unlessWrong: typeof warnings | (() => readonly HeaderFault[]),
): HeaderFault[] {
  const seen = new Map<string, string>();
  const faults: HeaderFault[] = [];
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined) continue;
    const normalized = normalizeFieldName(name);
    const twin = seen.get(normalized);
    seen.set(normalized, twin ?? name);
    const error =
      checkName(name) ??
      (twin === undefined ? undefined : headerFault(name, "twin", twin)) ??
      checkValue(name, value, options);
    if (error !== undefined) faults.push(error);
    else for (const fault of unlessWrong(name, value, options)) faults.push(fault);
  }
  return faults;
}

/**
 * What the layers of one provider (and one model) put on a request together must leave room for the client's own
 * fields. Names the largest header and its layer: without it, ask again.
 */
export function checkHeadersTogether(layers: readonly HeaderLayer[]): TooLarge | undefined {
  return tooLarge(winnersOf(layers).winners);
}

interface TooLarge extends HeaderFault {
  readonly layer: HeaderLayer;
  /** Bytes that are too many. */
  readonly excess: number;
}

/** The same of what is known to win. */
export function tooLarge(winners: readonly Winner[]): TooLarge | undefined {
  let total = 0;
  let largest: Winner | undefined;
  for (const winner of winners) {
    total += sizeOf(winner);
    if (largest === undefined || sizeOf(winner) > sizeOf(largest)) largest = winner;
  }
  if (largest === undefined || total <= MAX_FIELDS_TOGETHER) return undefined;
  return {
    ...headerFault(largest.field.spelling, "too-large-together", String(total)),
    layer: largest.from,
    excess: total - MAX_FIELDS_TOGETHER,
  };
}

function sizeOf({ field: { spelling, value } }: Winner): number {
  return typeof value === "string" ? fieldLineSize(spelling, value) : 0;
}

function checkName(name: string): HeaderFault | undefined {
  if (!isFieldName(name)) return headerFault(name, "not-a-name");
  const reason = REFUSED_FIELD_NAMES.get(normalizeFieldName(name));
  return reason === undefined ? undefined : headerFault(name, "refused-name", reason);
}

function checkValue(
  name: string,
  value: unknown,
  options: CheckHeadersOptions,
): HeaderFault | undefined {
  if (isFamilyName(name)) return checkFamily(name, value, options);
  if (value === null) return checkNull(name, options);
  if (value === RESOLVED_BY_HOST || typeof value === "function") return undefined;
  if (typeof value !== "string") return headerFault(name, "not-a-string", kindOf(value));
  const trimmed = trimFieldValue(value);
  const fault = checkFieldValue(trimmed);
  if (fault === undefined) {
    const [unknown] = unknownPlaceholders(trimmed);
    return unknown === undefined
      ? undefined
      : headerFault(name, "unknown-placeholder", placeholderMeantBy(unknown));
  }
  if ("at" in fault) return headerFault(name, fault.code, fault.character, String(fault.at + 1));
  return headerFault(name, fault.code, String(trimmed.length));
}

function checkFamily(
  name: string,
  value: unknown,
  options: CheckHeadersOptions,
): HeaderFault | undefined {
  if (value !== null) return headerFault(name, "family-with-value");
  const untouchable = untouchableIn(familyPrefix(name));
  return untouchable === undefined
    ? checkNull(name, options)
    : headerFault(name, "family-too-wide", untouchable);
}

function checkNull(name: string, { overridePath }: CheckHeadersOptions): HeaderFault | undefined {
  if (overridePath === undefined) return undefined;
  return headerFault(name, "null-in-host-config", overridePath);
}

function* warnings(
  name: string,
  value: unknown,
  { secrets, baseUrl, builtIn, hasApiKey }: CheckHeadersOptions,
): Generator<HeaderFault> {
  const normalized = normalizeFieldName(name);
  const family = isFamilyName(name);
  for (const [replaced, reason] of REPLACED_CLIENT_VALUES) {
    if (family && inFamily(replaced, familyPrefix(name)))
      yield headerFault(name, "replaces-client-value", ` takes off \`${replaced}\`: ${reason}`);
    else if (normalized === replaced)
      yield headerFault(name, "replaces-client-value", `: ${reason}`);
  }
  if (value === null) {
    if (!family && name.includes("*")) yield headerFault(name, "literal-asterisk");
    return;
  }
  if (typeof value === "string") {
    const trimmed = trimFieldValue(value);
    if (trimmed !== value) yield headerFault(name, "surrounding-blanks");
    if (builtIn && builtInValue(builtIn, name) === trimmed)
      yield headerFault(name, "same-as-built-in", builtIn.ids[0]);
  }
  if ((isCredentialName(name) || secrets?.has(name)) && sendsInClear(baseUrl))
    yield headerFault(name, "credential-over-http");
  if (hasApiKey && CREDENTIAL_FIELDS.has(normalized)) yield headerFault(name, "second-credential");
}

const IN_CLEAR: ReadonlySet<string> = new Set(["http:", "ws:"]);

export function sendsInClear(baseUrl: string | undefined): boolean {
  const address = parseUrl(baseUrl ?? "");
  if (address === undefined || !IN_CLEAR.has(address.protocol)) return false;
  return !isLoopbackHost(address.hostname);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

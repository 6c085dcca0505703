import { type BuiltInProvider } from "../providers/find.ts";
import { builtInValue } from "./built-in.ts";
import {
  familyPrefix,
  firstBadNameCharacter,
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
  type FieldValueFault,
  MAX_FIELD_VALUE,
  MAX_FIELDS_TOGETHER,
  trimFieldValue,
} from "./field-value.ts";
import { type HeaderLayer, inLayerOrder, RESOLVED_BY_HOST } from "./header-layer.ts";
import { isLoopbackHost } from "../providers/loopback.ts";
import { isCredentialName } from "../secrets/mask.ts";
import { PLACEHOLDER_NAMES, unknownPlaceholders } from "./placeholders.ts";

export type HeaderFaultCode =
  | "not-a-name"
  | "refused-name"
  | "twin"
  | "not-a-string"
  | "null-in-host-config"
  | "family-with-value"
  | "family-too-wide"
  | "unknown-placeholder"
  | "too-large-together"
  | FieldValueFault["code"]
  | "surrounding-blanks"
  | "literal-asterisk"
  | "replaces-client-value"
  | "credential-over-http"
  | "second-credential"
  | "same-as-built-in";

/** One thing wrong with one header. Never holds a value. */
export interface HeaderFault {
  /** The key as written. */
  readonly name: string;
  readonly severity: "error" | "warning";
  readonly code: HeaderFaultCode;
  readonly message: string;
  readonly fix: string;
}

export interface CheckHeadersOptions {
  /** Set where the host's own schema refuses `null`: the config path that takes it. */
  readonly overridePath?: string | undefined;
  /** Keys whose value came from `${VAR}` or a SecretRef. */
  readonly secrets?: ReadonlySet<string> | undefined;
  /** Of the provider, to warn of credentials in clear. */
  readonly baseUrl?: string | undefined;
  /** The row that applies to the provider, to warn of headers that it sends anyway. */
  readonly builtIn?: BuiltInProvider | undefined;
  /** The provider has a key beside its headers. */
  readonly hasApiKey?: boolean | undefined;
}

/** Headers that a request has already, where a configured one replaces more than it seems. */
const REPLACED_CLIENT_VALUES: ReadonlyMap<string, string> = new Map([
  ["anthropic-beta", "it replaces the list of beta features that the SDK sends"],
  ["content-type", "the client sets it to fit the body"],
  ["accept", "the client sets it to fit what it can read, streams above all"],
  ["accept-encoding", "the client sets it to what it can decompress"],
]);

/** Fields that carry a provider's `apiKey` in the apis that hosts know. */
const API_KEY_FIELDS: ReadonlySet<string> = new Set([
  "authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
]);

/**
 * Everything that is wrong with one layer as it was written, in the order of its keys. Values may be anything: the
 * layer comes from a file. `undefined` says nothing and is not looked at.
 */
export function checkHeaders(
  headers: Readonly<Record<string, unknown>>,
  options: CheckHeadersOptions = {},
): HeaderFault[] {
  const seen = new Map<string, string>();
  const faults: HeaderFault[] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const twin = seen.get(normalizeFieldName(name));
    seen.set(normalizeFieldName(name), twin ?? name);
    const fault =
      checkName(name) ??
      (twin === undefined ? undefined : twinFault(name, twin)) ??
      checkValue(name, value, options);
    if (fault) faults.push(fault);
    else faults.push(...warnings(name, value, options));
  }
  return faults;
}

/**
 * What the layers of one provider (and one model) put on a request together must leave room for the client's own
 * fields. Names the largest header and its layer: without it, ask again.
 */
export function checkHeadersTogether(layers: readonly HeaderLayer[]):
  | (HeaderFault & {
      readonly layer: HeaderLayer;
      /** Bytes that are too many. */
      readonly excess: number;
    })
  | undefined {
  const sent = new Map<string, { name: string; size: number; layer: HeaderLayer }>();
  for (const layer of inLayerOrder(layers)) {
    for (const [name, value] of Object.entries(layer.headers)) {
      if (value === undefined) continue;
      const size = typeof value === "string" ? fieldLineSize(name, trimFieldValue(value)) : 0;
      sent.set(normalizeFieldName(name), { name, size, layer });
    }
  }
  const total = [...sent.values()].reduce((sum, { size }) => sum + size, 0);
  const [largest] = [...sent.values()].toSorted((one, other) => other.size - one.size);
  if (largest === undefined || total <= MAX_FIELDS_TOGETHER) return undefined;
  const { name, layer } = largest;
  const message = `the headers of this provider are ${total} bytes together, more than ${MAX_FIELDS_TOGETHER}, and \`${name}\` is the largest`;
  const fix = "Shorten or remove some: servers on Node refuse a request head over 16 KiB.";
  return {
    ...error(name, "too-large-together", message, fix),
    layer,
    excess: total - MAX_FIELDS_TOGETHER,
  };
}

function checkName(name: string): HeaderFault | undefined {
  if (!isFieldName(name)) {
    const trimmed = name.trim().replace(/:$/, "");
    return error(
      name,
      "not-a-name",
      name === ""
        ? "a header name cannot be empty"
        : `${JSON.stringify(name.slice(0, 80))} is not a header name: it holds ${describe(firstBadNameCharacter(name) ?? "")}`,
      isFieldName(trimmed)
        ? `Write "${trimmed}".`
        : "Use letters, digits and hyphens only, e.g. `X-My-Header`.",
    );
  }
  const reason = REFUSED_FIELD_NAMES.get(normalizeFieldName(name));
  if (reason !== undefined) {
    return error(name, "refused-name", `\`${name}\` cannot be configured: ${reason}`, "Remove it.");
  }
  return undefined;
}

function twinFault(name: string, twin: string): HeaderFault {
  return error(
    name,
    "twin",
    `\`${name}\` and \`${twin}\` are the same header: names do not differ by case`,
    "Keep one of them.",
  );
}

function checkValue(
  name: string,
  value: unknown,
  options: CheckHeadersOptions,
): HeaderFault | undefined {
  if (isFamilyName(name)) return checkFamily(name, value, options);
  if (value === null) return checkNull(name, options);
  if (value === RESOLVED_BY_HOST || typeof value === "function") return undefined;
  if (typeof value !== "string") {
    const scalar = typeof value === "number" || typeof value === "boolean";
    return error(
      name,
      "not-a-string",
      `the value of \`${name}\` is ${kindOf(value)}, not a string`,
      scalar ? "Put it in quotes." : "Write one string in quotes.",
    );
  }
  const trimmed = trimFieldValue(value);
  const fault = checkFieldValue(trimmed);
  if (fault) return valueFault(name, fault);
  const [unknown] = unknownPlaceholders(trimmed);
  if (unknown !== undefined) {
    return error(
      name,
      "unknown-placeholder",
      `the value of \`${name}\` holds a placeholder of unknown name`,
      `Known are ${PLACEHOLDER_NAMES.map((known) => `{{${known}}}`).join(", ")}.`,
    );
  }
  return undefined;
}

function checkFamily(
  name: string,
  value: unknown,
  options: CheckHeadersOptions,
): HeaderFault | undefined {
  if (value !== null) {
    return error(
      name,
      "family-with-value",
      `\`${name}\` stands for many headers and cannot have a value`,
      "Use `null` to remove them all, or write the name of one header in full.",
    );
  }
  const untouchable = untouchableIn(familyPrefix(name));
  if (untouchable !== undefined) {
    return error(
      name,
      "family-too-wide",
      `\`${name}\` would take off \`${untouchable}\`, which a request cannot do without`,
      "Write a longer prefix, or the names of the headers in full.",
    );
  }
  return checkNull(name, options);
}

function checkNull(name: string, { overridePath }: CheckHeadersOptions): HeaderFault | undefined {
  if (overridePath === undefined) return undefined;
  return error(
    name,
    "null-in-host-config",
    `\`${name}\` is null, and OpenClaw refuses a configuration with null here`,
    `Move it to \`${overridePath}\`.`,
  );
}

function valueFault(name: string, fault: FieldValueFault): HeaderFault {
  const of = `the value of \`${name}\``;
  switch (fault.code) {
    case "empty":
      return error(
        name,
        fault.code,
        `${of} is empty`,
        "Use `null` to send no such header, or remove the line.",
      );
    case "too-long":
      return error(
        name,
        fault.code,
        `${of} is ${fault.length} bytes, more than ${MAX_FIELD_VALUE}`,
        "Shorten it: servers on Node refuse a request head over 16 KiB.",
      );
    case "line-break":
      return error(
        name,
        fault.code,
        `${of} holds a line break (${codePoint(fault.character)}) at character ${fault.at + 1}`,
        "Write it in one line: a header cannot hold a line break.",
      );
    case "control-character":
      return error(
        name,
        fault.code,
        `${of} holds a control character (${codePoint(fault.character)}) at character ${fault.at + 1}`,
        "Remove that character.",
      );
    case "above-latin-1":
      return error(
        name,
        fault.code,
        `${of} holds ${codePoint(fault.character)} at character ${fault.at + 1}: a header cannot hold a character above U+00FF`,
        "Use plain ASCII, or encode it as the provider asks for (often percent-encoding).",
      );
  }
}

function* warnings(
  name: string,
  value: unknown,
  options: CheckHeadersOptions,
): Generator<HeaderFault> {
  const normalized = normalizeFieldName(name);
  const family = isFamilyName(name);
  for (const [replaced, reason] of REPLACED_CLIENT_VALUES) {
    if (normalized === replaced || (family && inFamily(replaced, familyPrefix(name)))) {
      yield warning(
        name,
        "replaces-client-value",
        family ? `\`${name}\` takes off \`${replaced}\`: ${reason}` : `\`${name}\`: ${reason}`,
        "Remove the line unless you mean that.",
      );
    }
  }
  if (value === null) {
    if (!family && name.includes("*")) {
      yield warning(
        name,
        "literal-asterisk",
        `\`${name}\` removes only a header of exactly that name`,
        "A family of headers ends in `-*`, e.g. `x-stainless-*`.",
      );
    }
    return;
  }
  if (typeof value === "string") {
    const trimmed = trimFieldValue(value);
    if (trimmed !== value) {
      yield warning(
        name,
        "surrounding-blanks",
        `the value of \`${name}\` begins or ends with spaces or tabs, which are not sent`,
        "Remove them.",
      );
    }
    if (options.builtIn && builtInValue(options.builtIn, name) === trimmed) {
      yield warning(
        name,
        "same-as-built-in",
        `\`${name}\` has the value that is sent for ${options.builtIn.ids[0]} anyway`,
        "Remove the line, or keep it to hold that value should the built-in change.",
      );
    }
  }
  if (isCredentialName(name) || options.secrets?.has(name)) {
    if (sendsInClear(options.baseUrl)) {
      yield warning(
        name,
        "credential-over-http",
        `\`${name}\` carries a credential over http://, where anyone on the way can read it`,
        "Use https:// in `baseUrl`.",
      );
    }
  }
  if (options.hasApiKey && API_KEY_FIELDS.has(normalized)) {
    yield warning(
      name,
      "second-credential",
      `\`${name}\` is sent in place of or beside the provider's \`apiKey\``,
      "Keep one of the two.",
    );
  }
}

function sendsInClear(baseUrl: string | undefined): boolean {
  if (baseUrl === undefined || !/^(?:http|ws):/i.test(baseUrl.trim()) || !URL.canParse(baseUrl))
    return false;
  return !isLoopbackHost(new URL(baseUrl).hostname);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function describe(character: string): string {
  if (character === " ") return "a space";
  const shown = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) ? ` (${character})` : "";
  return `${codePoint(character)}${shown}`;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function error(name: string, code: HeaderFaultCode, message: string, fix: string): HeaderFault {
  return { name, severity: "error", code, message, fix };
}

function warning(name: string, code: HeaderFaultCode, message: string, fix: string): HeaderFault {
  return { name, severity: "warning", code, message, fix };
}

import { checkHeaders } from "../headers/check-header.ts";
import { checkFieldValue } from "../headers/field-value.ts";
import {
  type HeaderLayer,
  type HeaderSource,
  type HeaderValue,
  RESOLVED_BY_HOST,
} from "../headers/header-layer.ts";
import { canonicalProviderId, providerNamed } from "../providers/find.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { ConfigValue } from "./config-value.ts";
import { hostReading, type ValueField } from "./host-values.ts";
import { sourceOfSent } from "./read-foreign.ts";
import { sourceWithReference } from "./value-reference.ts";

/** What a provider entry says of its key. Every key as it is sent. */
export interface ReadCredential {
  /** The key that client libraries send by themselves. */
  readonly apiKey?: string | undefined;
  /** The key that identifies the provider's requests: that of `request.auth` if it has one, otherwise `apiKey`. */
  readonly credential?: string | undefined;
  /** Where `credential` was written. */
  readonly credentialSource?: HeaderSource | undefined;
  /** Whether there is another key: "kept" if it is withheld from plugins, "none", or undefined if a host may hold one. */
  readonly otherKey?: "kept" | "none" | undefined;
  /** `request.auth` as the header that it stands for: one layer, or none. */
  readonly layers: readonly HeaderLayer[];
}

/** Where `request.auth` (2026.9) keeps the key, by its mode; any other mode leaves it to `apiKey`. */
const AUTH_KEYS: ReadonlyMap<unknown, string> = new Map([
  ["authorization-bearer", "token"],
  ["header", "value"],
]);

/** The providers, by their canonical ids, whose keys stand in auth profiles of a host. `config` is the whole configuration. */
export function profiledProviders(config: ConfigValue): ReadonlySet<string> {
  const named = config
    .at("auth", "profiles")
    .members()
    .map(([, profile]) => profile.at("provider").content);
  return new Set(
    named.flatMap((name) => (typeof name === "string" ? canonicalProviderId(name) : [])),
  );
}

/** `own` is the entry, `profiled` what `profiledProviders` says. */
export function readCredential(
  reader: ConfigReader,
  profiled: ReadonlySet<string>,
  id: string,
  own: ConfigValue,
): ReadCredential {
  const auth = own.at("request", "auth");
  const authKey = AUTH_KEYS.get(auth.at("mode").content);
  const places = [own.at("apiKey"), ...(authKey === undefined ? [] : [auth.at(authKey)])];
  // Hosts write a bare name as the key of a server of its own, which wants none.
  const isOllama = own.at("api").content === "ollama";
  const keys = places.map((place, at) =>
    readKey(reader, place, at === 0 ? "apiKey" : "request.auth", isOllama),
  );
  const [apiKey, token = apiKey] = keys;
  const credential = token?.key;
  const isKept = places.some(
    ({ content }, at) => content !== undefined && content !== "" && keys[at]?.key === undefined,
  );
  return {
    apiKey: apiKey?.key,
    credential,
    credentialSource: token?.source,
    otherKey: isKept
      ? "kept"
      : apiKey?.key === undefined
        ? otherKeyOf(reader, profiled, id)
        : undefined,
    layers: authKey === undefined ? [] : authLayers(reader, auth, auth.at(authKey), token),
  };
}

/** A key, or the sign that only the host resolves it. */
interface ReadKey {
  readonly key?: string | undefined;
  /** Of the key. */
  readonly source?: HeaderSource | undefined;
  readonly byHost?: boolean;
}

function readKey(
  reader: ConfigReader,
  place: ConfigValue,
  field: ValueField,
  takesAnyText: boolean,
): ReadKey {
  const { host = false } = reader.options;
  const result = reader.resolve(place, host);
  if (result?.kind === "by-host") return { byHost: true };
  if (result?.kind !== "value" || result.value.trim() === "") return {};
  const { outcome, value: named } = hostReading(result.value, field, reader.options);
  const isText = outcome === "text";
  const value = isText ? result.value : named;
  if (value === undefined || outcome === "nothing") return { byHost: true };
  const key = sentKey(value);
  reportKey(reader, place, value, key);
  const isWritten = isText && typeof place.content === "string";
  const source = isWritten
    ? sourceOfSent(reader, place, key, field, !takesAnyText)
    : sourceWithReference(place);
  // A local server wants any key at all, and is often given its own name.
  if (place.content === key && place.substitution === undefined) reader.secrets.addNamed(key);
  else reader.secrets.add(key);
  return { key, source };
}

const LINE_BREAKS = /[\r\n\u2028\u2029]+/gu;

/** OpenClaw takes line breaks out of a key (2026.2.19 and 2026.9.6), and it and all clients blanks off its ends. */
function sentKey(written: string): string {
  return written.replace(LINE_BREAKS, "").trim();
}

/** A key that is not sent as it is written, or cannot be sent at all. */
function reportKey(reader: ConfigReader, place: ConfigValue, written: string, key: string): void {
  const [name] = place.substitution?.variables ?? [];
  const what = name === undefined ? "this key" : `the value of ${name}`;
  const fault = checkFieldValue(key);
  if (fault !== undefined) {
    const why =
      "at" in fault
        ? `holds ${codePoint(fault.character)} at character ${fault.at + 1}`
        : "is too long";
    reader.report(place.source, {
      severity: "error",
      code: "unsendable-key",
      message: `${what} ${why}, and no header can hold that: the key cannot be sent`,
      fix: "Copy the key as the provider shows it, in plain ASCII.",
    });
    return;
  }
  if (key === written || reader.options.audit !== true) return;
  reader.report(place.source, {
    severity: "warning",
    code: "key-not-as-written",
    message: /[\r\n\u2028\u2029]/u.test(written.trim())
      ? `${what} holds a line break, which OpenClaw removes and client libraries refuse`
      : `${what} begins or ends with ${/[\r\n]/u.test(written) ? "a line break" : "whitespace"}, which is not part of the key`,
    fix: name === undefined ? "Remove it." : `Set ${name} without it.`,
  });
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** Outside a host, what the configuration and the environment tell of keys that a host would find by itself. */
function otherKeyOf(
  reader: ConfigReader,
  profiled: ReadonlySet<string>,
  id: string,
): ReadCredential["otherKey"] {
  const { env, host } = reader.options;
  const hasProfile = profiled.has(canonicalProviderId(id));
  const variables = providerNamed(id)?.access?.keyVariables ?? [];
  if (hasProfile || variables.some((name) => env[name])) return "kept";
  return host === true ? undefined : "none";
}

function authLayers(
  reader: ConfigReader,
  auth: ConfigValue,
  place: ConfigValue,
  { key, byHost, source = place.source }: ReadKey = {},
): HeaderLayer[] {
  const isBearer = auth.at("mode").content === "authorization-bearer";
  const name = isBearer ? "Authorization" : auth.at("headerName").content;
  if (typeof name !== "string" || name.trim() === "") return [];
  if (key === undefined && byHost !== true) return [];
  const prefix = isBearer ? "Bearer " : prefixOf(reader, auth.at("prefix"));
  const value: HeaderValue = key === undefined ? RESOLVED_BY_HOST : prefix + key;
  const field = name.trim();
  const headers: HeaderLayer["headers"] = { [field]: value };
  const fault = checkHeaders(headers).find(({ severity }) => severity === "error");
  if (fault !== undefined) {
    // What is wrong with the key is reported already.
    if (checkFieldValue(key ?? "") === undefined)
      reader.report(auth.at("headerName").source, fault);
    return [];
  }
  return [
    {
      layer: "request",
      headers,
      sources: { [field]: source },
      secrets: new Set([field]),
    },
  ];
}

/** As it is written, so that a blank parts it from the key; OpenClaw takes that off (tried on 2026.9.6). */
function prefixOf(reader: ConfigReader, place: ConfigValue): string {
  const result = reader.resolve(place, false);
  const prefix = result?.kind === "value" ? result.value.trimStart() : "";
  if (prefix !== prefix.trimEnd() && reader.options.audit === true) {
    reader.report(place.source, {
      severity: "warning",
      code: "blank-in-prefix",
      message:
        "OpenClaw trims the space at the end of a prefix and sends the key right after it; with this plugin the space stays",
      fix: "To keep it without the plugin, write the whole value under request.headers instead of request.auth.",
    });
  }
  return prefix;
}

import type { ProviderEntry } from "../config/provider-entries.ts";
import { type FieldList, valuesOf } from "../headers/field-list.ts";

/** A credential that a request carries, and where: a field name, or `?key` for a query parameter. */
export interface CarriedCredential {
  readonly where: string;
  readonly value: string;
}

const ANY_API = ["authorization", "x-api-key", "api-key", "x-goog-api-key", "?key"] as const;

/** Where each api carries its key. An api that is not listed may use any of them. */
const CREDENTIAL_PLACES: Readonly<Record<string, readonly string[]>> = {
  "openai-completions": ["authorization", "api-key"],
  "openai-responses": ["authorization", "api-key"],
  "openai-codex-responses": ["authorization"],
  "azure-openai-responses": ["authorization", "api-key"],
  "anthropic-messages": ["authorization", "x-api-key"],
  "google-generative-ai": ["authorization", "x-goog-api-key", "?key"],
  "google-vertex": ["authorization", "x-goog-api-key", "?key"],
  ollama: ["authorization"],
};

/** RFC 9110 section 11.4: the scheme is not part of the key. */
const SCHEME = /^[a-z][a-z0-9._-]* +/iu;

/** All that could be a key on a request; `path` with its query. */
export function carriedCredentials(fields: FieldList, path: string): CarriedCredential[] {
  const carried: CarriedCredential[] = [];
  for (const where of ANY_API) {
    if (where === "?key") continue;
    for (const value of valuesOf(fields, where)) {
      const key = where === "authorization" ? value.replace(SCHEME, "").trim() : value.trim();
      if (key !== "") carried.push({ where, value: key });
    }
  }
  const query = path.indexOf("?");
  if (query !== -1 && path.includes("key=", query)) {
    const key = new URLSearchParams(path.slice(query)).get("key");
    if (key) carried.push({ where: "?key", value: key });
  }
  return carried;
}

/**
 * Whether the request is this provider's own by what it carries: the entry's key, or, where the key is kept from us,
 * anything in a place where the entry's api carries one.
 */
export function carriesCredentialOf(
  entry: Pick<ProviderEntry, "api" | "credential">,
  carried: readonly CarriedCredential[],
): boolean {
  if (entry.credential !== undefined) {
    return carried.some((credential) => credential.value === entry.credential);
  }
  const places: readonly string[] = CREDENTIAL_PLACES[entry.api ?? ""] ?? ANY_API;
  return carried.some((credential) => places.includes(credential.where));
}

import type { ProviderEntry } from "../config/provider-entries.ts";
import type { FieldList } from "../headers/apply-plan.ts";
import { sameFieldName } from "../headers/field-name.ts";
import { CREDENTIAL_PLACES, type CredentialPlace, credentialPlaces } from "../providers/apis.ts";

/** A credential that a request carries, and where: a field, or the query. */
export interface CarriedCredential {
  readonly where: CredentialPlace;
  readonly value: string;
}

/** RFC 9110 section 11.4: the scheme is not part of the key. */
const SCHEME = /^[a-z][a-z0-9._-]* +/iu;

export function valuesOf(fields: FieldList, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const key = fields[index];
    if (typeof key !== "string" || !sameFieldName(key, name)) continue;
    const value = fields[index + 1];
    if (typeof value === "string") values.push(value);
    else if (value !== undefined) values.push(...value);
  }
  return values;
}

/** All that could be a key on a request; `path` with its query. */
export function carriedCredentials(fields: FieldList, path: string): CarriedCredential[] {
  const carried: CarriedCredential[] = [];
  for (const where of CREDENTIAL_PLACES) {
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
  const places = credentialPlaces(entry.api);
  return carried.some((credential) => places.includes(credential.where));
}

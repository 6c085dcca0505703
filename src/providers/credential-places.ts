/** Where a request can carry a key: field names, and `?key` for the parameter of a query. */
export const CREDENTIAL_PLACES = [
  "authorization",
  "x-api-key",
  "api-key",
  "x-goog-api-key",
  "?key",
] as const;
export type CredentialPlace = (typeof CREDENTIAL_PLACES)[number];

/** Those of them that are header fields. */
export const CREDENTIAL_FIELDS: ReadonlySet<string> = new Set(
  CREDENTIAL_PLACES.filter((place) => place !== "?key"),
);

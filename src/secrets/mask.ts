/** What stands for a secret wherever one would be shown. */
export const MASK = "***";

/** Names that never hold a secret. Short on purpose: a name that is not here is masked. */
const NEVER_SECRET: ReadonlySet<string> = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "anthropic-beta",
  "anthropic-version",
  "content-encoding",
  "content-length",
  "content-type",
  "copilot-integration-id",
  "editor-version",
  "host",
  "http-referer",
  "openai-beta",
  "originator",
  "referer",
  "user-agent",
  "x-app",
  "x-title",
]);
/** What SDKs say of their runtime and operating system. */
const NEVER_SECRET_FAMILY = "x-stainless-";

/** Words that, between hyphens or underscores, make a name a credential's. */
const CREDENTIAL_WORD =
  /(?:^|[-_])(?:auth|authorization|apikey|cookie|credentials?|jwt|key|passw(?:or)?d|secret|token)(?:$|[-_])/;
/** Hold one of those words and open nothing. */
const NOT_CREDENTIALS: ReadonlySet<string> = new Set([
  "idempotency-key",
  "sec-websocket-key",
  "x-idempotency-key",
]);

/** RFC 9110 section 11.1: the scheme opens nothing by itself and tells a reader a lot. */
export const SCHEME = /^(?:Basic|Bearer|Token|ApiKey|Key)(?= +\S)/i;

export function isCredentialName(name: string): boolean {
  const normalized = name.toLowerCase();
  return CREDENTIAL_WORD.test(normalized) && !NOT_CREDENTIALS.has(normalized);
}

/** What may be shown of a value. `secret`: it came from `${VAR}` or a SecretRef, so the name does not count. */
export function maskFieldValue(
  name: string,
  value: string,
  { secret = false }: { readonly secret?: boolean | undefined } = {},
): string {
  const normalized = name.toLowerCase();
  const open = NEVER_SECRET.has(normalized) || normalized.startsWith(NEVER_SECRET_FAMILY);
  if (open && !secret) return value;
  const scheme = SCHEME.exec(value)?.[0];
  return scheme === undefined ? MASK : `${scheme} ${MASK}`;
}

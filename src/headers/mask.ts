import { inFamily, normalizeFieldName } from "./field-name.ts";

const MASK = "***";

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
const SCHEME = /^(?:Basic|Bearer|Token|ApiKey|Key)(?= +\S)/i;

const SHORTEST_SCRUBBED = 8;

export function isCredentialName(name: string): boolean {
  const normalized = normalizeFieldName(name);
  return CREDENTIAL_WORD.test(normalized) && !NOT_CREDENTIALS.has(normalized);
}

/** What may be shown of a value. `secret`: it came from `${VAR}` or a SecretRef, so the name does not count. */
export function maskFieldValue(
  name: string,
  value: string,
  { secret = false }: { readonly secret?: boolean | undefined } = {},
): string {
  const normalized = normalizeFieldName(name);
  const open = NEVER_SECRET.has(normalized) || inFamily(normalized, NEVER_SECRET_FAMILY);
  if (open && !secret) return value;
  const scheme = SCHEME.exec(value)?.[0];
  return scheme === undefined ? MASK : `${scheme} ${MASK}`;
}

/**
 * Takes every secret of 8 characters or more out of free text: as it is, without its authentication scheme, and however
 * JSON and URLs escape it. Shorter ones would tear holes into ordinary words.
 */
export function createScrubber(secrets: Iterable<string>): (text: string) => string {
  const forms = new Set<string>();
  for (const secret of secrets) {
    const trimmed = secret.trim();
    for (const form of [trimmed, trimmed.replace(SCHEME, "").trimStart()]) {
      if (form.length >= SHORTEST_SCRUBBED) forms.add(form);
    }
  }
  if (forms.size === 0) return (text) => text;
  // Longest first: a secret that begins with another one is taken out whole.
  const longestFirst = [...forms].toSorted((one, other) => other.length - one.length);
  const pattern = new RegExp(longestFirst.map(inAnySpelling).join("|"), "g");
  return (text) => text.replace(pattern, MASK);
}

/** A pattern for a secret; letters and digits are written as they are by everybody. */
function inAnySpelling(secret: string): string {
  return Array.from(secret, (character) =>
    /[0-9A-Za-z]/.test(character) ? character : `(?:${spellingsOf(character).join("|")})`,
  ).join("");
}

/** Writers differ in what they escape: `/` is `\/` to one, `+` is `\u002B` to another, and readers undo it all. */
function spellingsOf(character: string): string[] {
  const hexadecimal = (codes: Iterable<number>, mark: string, digits: number): string[] => {
    const written = Array.from(codes, (code) => code.toString(16).padStart(digits, "0"));
    return [written, written.map((code) => code.toUpperCase())].map((all) => mark + all.join(mark));
  };
  const units = character.split("").map((unit) => unit.charCodeAt(0));
  const spellings = new Set([
    character,
    `\\${character}`,
    JSON.stringify(character).slice(1, -1),
    ...hexadecimal(units, "\\u", 4),
    ...hexadecimal(new TextEncoder().encode(character), "%", 2),
  ]);
  return [...spellings].map((spelling) => spelling.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
}

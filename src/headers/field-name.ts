/** RFC 9110 section 5.6.2: a field name is a token. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BEYOND_ASCII = /[^\0-\x7f]/;
const NOT_TOKEN_CHARACTER = /[^!#$%&'*+\-.^_`|~0-9A-Za-z]/u;

export function isFieldName(text: string): boolean {
  return TOKEN.test(text);
}

/** The first character that a token cannot hold; undefined for a token and for the empty string. */
export function firstBadNameCharacter(text: string): string | undefined {
  return NOT_TOKEN_CHARACTER.exec(text)?.[0];
}

/** ASCII lower case: U+212A (the Kelvin sign) must not become a "k". */
export function normalizeFieldName(name: string): string {
  const lower = name.toLowerCase();
  if (lower === name || !BEYOND_ASCII.test(name)) return lower;
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

export function sameFieldName(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  // From the end: names of one length often begin alike.
  for (let at = one.length - 1; at >= 0; at -= 1) if (!sameLetter(one, other, at)) return false;
  return true;
}

/** `x-stainless-*`: stands for every name that begins so. The `*` is a token character, but no field in use holds it. */
export function isFamilyName(name: string): boolean {
  return name.endsWith("-*");
}

/** `X-Stainless-*` to `x-stainless-`. */
export function familyPrefix(family: string): string {
  return normalizeFieldName(family.slice(0, -1));
}

export function inFamily(name: string, prefix: string): boolean {
  return name.length >= prefix.length && beginsWith(name, prefix);
}

const BELONGS_TO_TRANSPORT = "the transport sets it for each request";
const BELONGS_TO_CONNECTION = "it is about one connection, which the transport opens and closes";

/** Names that no configuration may set or remove, and why. RFC 9110 sections 7.6.1 and 10.1.1, RFC 9113 section 8.2.2. */
export const REFUSED_FIELD_NAMES: ReadonlyMap<string, string> = new Map([
  ["host", "it follows from the address in `baseUrl`"],
  ["content-length", "it follows from the body, and a wrong one hangs the request"],
  ["transfer-encoding", BELONGS_TO_TRANSPORT],
  ["connection", BELONGS_TO_CONNECTION],
  ["keep-alive", BELONGS_TO_CONNECTION],
  ["proxy-connection", BELONGS_TO_CONNECTION],
  ["proxy-authorization", "it is meant for the proxy, whose URL can hold the credential"],
  ["te", BELONGS_TO_TRANSPORT],
  ["trailer", BELONGS_TO_TRANSPORT],
  ["upgrade", BELONGS_TO_CONNECTION],
  ["expect", "the transport must wait for the answer to it"],
  ["http2-settings", BELONGS_TO_CONNECTION],
  ["__proto__", "JavaScript objects give it another meaning"],
  ["constructor", "JavaScript objects give it another meaning"],
  ["prototype", "JavaScript objects give it another meaning"],
]);

const UNTOUCHABLE_FAMILIES = ["content-", "sec-websocket-"];

/** A name that the family would take off although a request cannot do without it. `prefix` is normalized. */
export function untouchableIn(prefix: string): string | undefined {
  for (const family of UNTOUCHABLE_FAMILIES) {
    if (family.startsWith(prefix) || prefix.startsWith(family)) return `${family}*`;
  }
  for (const name of REFUSED_FIELD_NAMES.keys()) {
    if (name.startsWith(prefix)) return name;
  }
  return undefined;
}

/** Without an intermediate string: this runs for every field of every request. */
function beginsWith(name: string, prefix: string): boolean {
  for (let at = 0; at < prefix.length; at += 1) if (!sameLetter(name, prefix, at)) return false;
  return true;
}

function sameLetter(text: string, other: string, at: number): boolean {
  const one = text.charCodeAt(at);
  const two = other.charCodeAt(at);
  return one === two || lowerCase(one) === lowerCase(two);
}

function lowerCase(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

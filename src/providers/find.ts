import { parseUrl } from "./parse-url.ts";
import { isLoopbackHost } from "./loopback.ts";
import type { DefaultHeaders, Provider } from "./provider.ts";
import { VENDORS } from "./vendors.ts";

export const PROVIDERS: readonly Provider[] = VENDORS.flatMap(({ name, providers }) =>
  providers.map((facts) => ({ ...facts, vendor: name })),
);

const BY_ID = new Map(
  PROVIDERS.flatMap((provider) =>
    [...provider.ids, ...(provider.otherNames ?? [])].map((id) => [id, provider] as const),
  ),
);

interface Endpoint {
  /** Without a trailing slash; `""` is the whole host. */
  readonly path: string;
  readonly provider: Provider;
}

/** By host; of one host the longest path first. */
const BY_HOST = new Map<string, Endpoint[]>();
for (const provider of PROVIDERS) {
  for (const endpoint of provider.endpoints) {
    const [host = "", ...path] = endpoint.split("/");
    const known = BY_HOST.get(host) ?? [];
    known.push({ path: path.map((segment) => `/${segment}`).join(""), provider });
    known.sort((one, other) => other.path.length - one.path.length);
    BY_HOST.set(host, known);
  }
}

/** The provider that an id names, in any case. */
export function providerNamed(id: string): Provider | undefined {
  return BY_ID.get(normalizeId(id));
}

/** The provider that an endpoint belongs to, by host and path prefix; relays and loopback belong to none. */
export function providerAt(endpoint: string): Provider | undefined {
  const address = endpoint
    .slice(0, 300)
    .toLowerCase()
    .replace(/^[a-z]{2,5}:\/\//u, "");
  const slash = address.indexOf("/");
  const path = slash < 0 ? "" : address.slice(slash);
  let host = (slash < 0 ? address : address.slice(0, slash)).replace(/:\d{1,5}$/u, "");
  while (host !== "") {
    const found = BY_HOST.get(host)?.find((known) => `${path}/`.startsWith(`${known.path}/`));
    if (found !== undefined) return found.provider;
    const dot = host.indexOf(".");
    host = dot < 0 ? "" : host.slice(dot + 1);
  }
  return undefined;
}

/** Whose facts apply: the endpoint knows best; an id is what somebody chose to write, and counts for a relay. */
export function providerOf(id: string | undefined, endpoint: string): Provider | undefined {
  return providerAt(endpoint) ?? (id === undefined ? undefined : providerNamed(id));
}

/** The other services of its vendor, which refuse its keys. */
export function sistersOf(provider: Provider): readonly Provider[] {
  return PROVIDERS.filter(
    (other) => other.vendor === provider.vendor && other.ids[0] !== provider.ids[0],
  );
}

/** One id for all that mean the same provider; any other id in lower case. */
export function canonicalProviderId(id: string): string {
  const wanted = normalizeId(id);
  const named = BY_ID.get(wanted);
  return named !== undefined && named.ids.includes(wanted) ? named.ids[0] : wanted;
}

function normalizeId(id: string): string {
  return id.trim().toLowerCase();
}

/** A provider that gets headers by default, so that it works without configuration. */
export interface BuiltInProvider extends DefaultHeaders {
  /** Its ids in hosts; messages use the first one. */
  readonly ids: readonly [string, ...string[]];
}

export const BUILT_IN_PROVIDERS: readonly BuiltInProvider[] = PROVIDERS.flatMap(
  ({ ids, defaultHeaders }) => (defaultHeaders === undefined ? [] : [{ ids, ...defaultHeaders }]),
);

/**
 * The provider whose default headers an entry gets. The endpoint decides, whatever the id; an id alone counts only
 * where the address is not known, is loopback, or has the endpoint's path (a relay).
 */
export function builtInProviderFor(entry: {
  readonly id?: string | undefined;
  readonly baseUrl?: string | undefined;
}): BuiltInProvider | undefined {
  const id = entry.id === undefined ? undefined : canonicalProviderId(entry.id);
  if (entry.baseUrl === undefined || entry.baseUrl.trim() === "") {
    return BUILT_IN_PROVIDERS.find((provider) => provider.ids[0] === id);
  }
  // WebSocket addresses are the same servers.
  const address = parseUrl(entry.baseUrl.trim().replace(/^ws(?=s?:)/i, "http"));
  if (address === undefined) return undefined;
  return BUILT_IN_PROVIDERS.find((provider) => {
    const endpoint = new URL(provider.endpoint);
    const path = hasPathUnder(address, endpoint);
    if (path && address.origin === endpoint.origin) return true;
    if (provider.ids[0] !== id || provider.notUnder.some((domain) => isUnder(address, domain))) {
      return false;
    }
    return path || isLoopbackHost(address.hostname);
  });
}

/** Whole segments: `/coding/v1` is under `/coding`, `/codingx` is not. */
function hasPathUnder(address: URL, endpoint: URL): boolean {
  return (
    address.pathname === endpoint.pathname || address.pathname.startsWith(`${endpoint.pathname}/`)
  );
}

function isUnder(address: URL, domain: string): boolean {
  const hostname = address.hostname.replace(/\.$/, "");
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

/** Words that stand for a key where a local server needs none: a sign that a base URL was not applied. */
const PLACEHOLDER_KEYS: readonly string[] = ["lm-studio", "ollama"];

/** Everybody's: tells where a key does not belong, not where it does. */
const PLAIN_PREFIXES: ReadonlySet<string> = new Set(["sk-", "eyJ"]);

/** Of every key, longest first. */
export const KEY_PREFIXES: readonly string[] = [
  ...new Set(PROVIDERS.flatMap(({ keyPrefixes }) => keyPrefixes)),
].sort((left, right) => right.length - left.length);

const PUBLIC_PREFIXES = [...KEY_PREFIXES, ...PLACEHOLDER_KEYS].map(
  (prefix) => [prefix.toLowerCase(), prefix] as const,
);

/**
 * The public prefix of a credential, e.g. `sk-kimi-`: never more of it than what every key of its family
 * shares. Undefined where the shape is not known. Takes the value of an `Authorization` field as well.
 */
export function publicKeyPrefix(credential: string): string | undefined {
  const key = credential.replace(/^\s{0,8}(?:Bearer|Token)\s{1,8}/iu, "").toLowerCase();
  const prefix = PUBLIC_PREFIXES.find(([begins]) => key.startsWith(begins))?.[1];
  // A placeholder is whole, or it is some other key that begins alike.
  return prefix !== undefined && PLACEHOLDER_KEYS.includes(prefix) && key !== prefix
    ? undefined
    : prefix;
}

/**
 * Whether a provider takes keys that begin so: false for a key of another one, undefined where the prefix
 * does not tell.
 */
export function takesKey({ keyPrefixes }: Provider, prefix: string): boolean | undefined {
  const known = knownPrefix(prefix);
  if (known === undefined) return undefined;
  if (keyPrefixes.includes(known)) return true;
  // A provider whose keys have no known shape may take a plain key, though not one that names another provider.
  return PLAIN_PREFIXES.has(known) && keyPrefixes.length === 0 ? undefined : false;
}

/** The providers that a key names by its prefix; none for a plain key or a placeholder. */
export function providersOfKey(prefix: string): readonly Provider[] {
  const known = knownPrefix(prefix);
  if (known === undefined || PLAIN_PREFIXES.has(known)) return [];
  return PROVIDERS.filter(({ keyPrefixes }) => keyPrefixes.includes(known));
}

/** Threads and hosts cut prefixes short or mask them: `sk-or-v1`, `sk-proj-***`. */
function knownPrefix(prefix: string): string | undefined {
  const clean = prefix.split(/\*|\u2026|\.\.\./u, 1).join("");
  return publicKeyPrefix(clean) ?? publicKeyPrefix(`${clean}-`);
}

import { SERVICES, type Service } from "./services.ts";

/** Public prefixes that `SERVICES` does not tell apart, or that stand for no key. */
const OTHER_PUBLIC_PREFIXES = [
  "sk-ant-api",
  "sk-ant-oat",
  "sk-or-v1-",
  "sk-helicone-",
  "AKIA",
  "ASIA",
  "ABSK",
  "bce-v3/",
  "jina_",
  "tvly-",
  "cr_",
] as const;

/** Words that stand for a key where a local server needs none: a sign that a base URL was not applied. */
const PLACEHOLDER_KEYS: readonly string[] = ["lm-studio", "ollama"];

/** Everybody's: tells where a key does not belong, not where it does. */
const PLAIN_PREFIXES: ReadonlySet<string> = new Set(["sk-", "eyJ"]);

/** Longest first. */
const PUBLIC_PREFIXES: readonly string[] = [
  ...new Set([
    ...OTHER_PUBLIC_PREFIXES,
    ...PLACEHOLDER_KEYS,
    ...SERVICES.flatMap((row) => row.keyPrefixes),
  ]),
].sort((left, right) => right.length - left.length);

/**
 * The public prefix of a credential, e.g. `sk-kimi-`: never more of it than what every key of its family
 * shares. Undefined where the shape is not known. Takes the value of an `Authorization` field as well.
 */
export function publicKeyPrefix(credential: string): string | undefined {
  const key = credential.replace(/^\s{0,8}(?:Bearer|Token)\s{1,8}/iu, "").toLowerCase();
  const prefix = PUBLIC_PREFIXES.find((known) => key.startsWith(known.toLowerCase()));
  // A placeholder is whole, or it is some other key that begins alike.
  return prefix !== undefined && PLACEHOLDER_KEYS.includes(prefix) && key !== prefix
    ? undefined
    : prefix;
}

/**
 * Whether a service takes keys that begin so: false for a key of another service, undefined where the prefix
 * does not tell.
 */
export function takesKey(service: Service, prefix: string): boolean | undefined {
  const known = knownPrefix(prefix);
  if (known === undefined) return undefined;
  if (
    service.keyPrefixes.some((own) => known.startsWith(own) && (own !== "sk-" || known === own))
  ) {
    return true;
  }
  // A service whose keys have no known shape may take a plain key, though not one that names another service.
  return PLAIN_PREFIXES.has(known) && service.keyPrefixes.length === 0 ? undefined : false;
}

/** The services that a key names by its prefix; none for a plain key or a placeholder. */
export function servicesOfKey(prefix: string): readonly Service[] {
  const known = knownPrefix(prefix);
  if (known === undefined || PLAIN_PREFIXES.has(known)) return [];
  return SERVICES.filter((row) =>
    row.keyPrefixes.some((own) => !PLAIN_PREFIXES.has(own) && known.startsWith(own)),
  );
}

/** Threads and hosts cut prefixes short or mask them: `sk-or-v1`, `sk-proj-***`. */
function knownPrefix(prefix: string): string | undefined {
  const clean = prefix.split(/\*|\u2026|\.\.\./u, 1).join("");
  return publicKeyPrefix(clean) ?? publicKeyPrefix(`${clean}-`);
}

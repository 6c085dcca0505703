import { sistersOf, takesKey } from "../providers/find.ts";
import type { Provider } from "../providers/provider.ts";
import type { Verdict } from "./status-verdict.ts";

/** A key, mostly masked, that a provider quotes back. */
const ECHOED_KEY = /\bprovided: {1,3}["'`]{0,2}([\w-]{2,24})/iu;

/** Rules for a key that was not sent, or could not be read: no key of a sister either. */
const NO_KEY: ReadonlySet<string> = new Set([
  "credential-missing",
  "header-malformed",
  "key-header-missing",
  "not-logged-in",
]);

/** A bad key whose shape belongs to another service is a good key at the wrong door. */
export function withKeyShape(
  verdict: Verdict,
  provider: Provider | undefined,
  keyPrefix: string | null | undefined,
  message: string | undefined,
): Verdict {
  if (verdict.kind !== "invalid_credentials" || provider === undefined) return verdict;
  if (NO_KEY.has(verdict.rule)) return verdict;
  const prefix = keyPrefix ?? ECHOED_KEY.exec(message ?? "")?.[1];
  if (prefix !== undefined && takesKey(provider, prefix) === false) {
    return { kind: "wrong_endpoint_or_key", rule: "key-of-another-service" };
  }
  // Sisters refuse each other's keys in the words for a bad key: a key that may be a sister's does not decide.
  const isUndecided =
    verdict.candidates === undefined &&
    sistersOf(provider).some((sister) => mayBeOf(sister, provider, prefix));
  return isUndecided
    ? { ...verdict, candidates: ["invalid_credentials", "wrong_endpoint_or_key"] }
    : verdict;
}

/** Whether a key that was sent to a provider may be its sister's: by its prefix, or where that is not known by theirs. */
function mayBeOf(sister: Provider, provider: Provider, prefix: string | undefined): boolean {
  const [own, other] = [provider.keyPrefixes, sister.keyPrefixes];
  if (own.join() === other.join()) return true;
  if (prefix !== undefined) return false;
  return own.length > 0 && other.length > 0 && !own.some((begin) => other.includes(begin));
}

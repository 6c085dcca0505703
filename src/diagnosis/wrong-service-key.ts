import { sistersOf, takesKey } from "../providers/find.ts";
import type { Provider } from "../providers/provider.ts";
import type { Verdict } from "./status-verdict.ts";

/** A key, mostly masked, that a provider quotes back. */
const ECHOED_KEY = /\bprovided: {1,3}["'`]{0,2}([\w-]{2,24})/iu;

/** A bad key whose shape belongs to another service is a good key at the wrong door. */
export function withKeyShape(
  verdict: Verdict,
  provider: Provider | undefined,
  keyPrefix: string | null | undefined,
  message: string | undefined,
): Verdict {
  if (verdict.kind !== "invalid_credentials" || provider === undefined) return verdict;
  const prefix = keyPrefix ?? ECHOED_KEY.exec(message ?? "")?.[1];
  if (prefix !== undefined && takesKey(provider, prefix) === false) {
    return { kind: "wrong_endpoint_or_key", rule: "key-of-another-service" };
  }
  // Sisters refuse each other's keys in the words for a bad key, and keys of one shape do not decide.
  const isUndecided =
    verdict.candidates === undefined &&
    sistersOf(provider).some((sister) => isAlike(sister.keyPrefixes, provider.keyPrefixes));
  return isUndecided
    ? { ...verdict, candidates: ["invalid_credentials", "wrong_endpoint_or_key"] }
    : verdict;
}

function isAlike(left: readonly string[], right: readonly string[]): boolean {
  return left.join(" ") === right.join(" ");
}

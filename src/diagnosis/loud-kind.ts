import type { FailureKind } from "./failure.ts";

/** A failure that must not hide: the four authentication failures, and billing. */
export type LoudKind = Exclude<FailureKind, "rate_limit" | "not_auth">;

export function isLoudKind(kind: FailureKind): kind is LoudKind {
  return kind !== "rate_limit" && kind !== "not_auth";
}

/** The four kinds that `onAuthFailure: "stop"` and the notice in a reply are about. */
export function isAuthKind(kind: FailureKind): kind is Exclude<LoudKind, "billing"> {
  return isLoudKind(kind) && kind !== "billing";
}

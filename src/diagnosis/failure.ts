import type { FailureKind } from "../providers/failure-kind.ts";

export { FAILURE_KINDS, type FailureKind } from "../providers/failure-kind.ts";

/** What is known of a failed call. Everything is optional, because a caller may know only a part. */
export interface Failure {
  /** Provider id, as the user or the host names it. */
  readonly provider?: string | null | undefined;
  readonly status?: number | null | undefined;
  /** Response headers, names in any case. */
  readonly headers?: Readonly<Record<string, string>> | null | undefined;
  /** The response body: parsed JSON, or text of any kind. */
  readonly body?: unknown;
  /** The text of the SDK's or agent's error. */
  readonly message?: string | null | undefined;
  /** The URL of the request. */
  readonly endpoint?: string | null | undefined;
  /** The public prefix of the key that was sent, e.g. `sk-kimi-`. Never the key. */
  readonly keyPrefix?: string | null | undefined;
}

/** What the provider wants instead. Absent where only its verdict is known: then it is not to be guessed. */
export interface Expectation {
  /** The request header, lower case, that the provider names or is known to look at. */
  readonly header: string;
}

export interface Classification {
  readonly kind: FailureKind;
  /** False if the evidence does not decide; `candidates` then holds the possible kinds, and `kind` the most likely one. */
  readonly sure: boolean;
  readonly candidates: readonly FailureKind[];
  /** The provider's own code or type, e.g. `access_terminated_error`. */
  readonly code?: string | undefined;
  /** The provider's own message: one line, secrets not removed. */
  readonly message?: string | undefined;
  /** Name of the rule that decided, for `--json` and tests. */
  readonly rule: string;
  readonly expected?: Expectation | undefined;
}

import type { FailedCall } from "../diagnosis/failed-call.ts";
import type { Classification } from "../diagnosis/failure.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import { modelText } from "../diagnosis/model-text.ts";
import { isAbort, readSdkError } from "../diagnosis/sdk-error.ts";
import { publicKeyPrefix } from "../providers/find.ts";
import type { FallbackGuard } from "../guard/fallback-guard.ts";
import { lightScrubber } from "./light-scrubber.ts";

/** A model to try. */
export interface Candidate extends ModelCall {
  /** Used for its public prefix and to remove it from texts; never shown. */
  readonly credential?: string | undefined;
}

export interface FailedAttempt<C extends Candidate = Candidate> {
  readonly candidate: C;
  readonly error: unknown;
  readonly classification: Classification;
}

export interface FallbackResult<T, C extends Candidate = Candidate> {
  readonly value: T;
  /** Who answered. */
  readonly candidate: C;
  /** The attempts that failed before, in order. */
  readonly attempts: readonly FailedAttempt<C>[];
}

export interface FallbackOptions {
  /** Once aborted, no other candidate is tried. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Thrown when no candidate answered. `cause` is the last error, `attempts` holds all of them.
 *
 * @example
 * ```ts
 * import { createFallbackGuard, NoModelAnsweredError, runWithFallback } from "provider-headers";
 *
 * const guard = createFallbackGuard({ logger: { error() {}, warn() {} } });
 * const ask = async () => {
 *   throw Object.assign(new Error("Too many requests"), { status: 429 });
 * };
 * try {
 *   await runWithFallback([{ providerId: "relay", modelId: "large" }], ask, guard);
 * } catch (error) {
 *   if (!(error instanceof NoModelAnsweredError)) throw error;
 *   console.log(error.attempts[0].classification.kind);
 * }
 * // prints: rate_limit
 * guard.close();
 * ```
 */
export class NoModelAnsweredError extends Error {
  override readonly name = "NoModelAnsweredError";
  readonly attempts: readonly FailedAttempt[];
  /** Whether `onAuthFailure: "stop"` kept the remaining candidates from being tried. */
  readonly stopped: boolean;

  constructor(attempts: readonly FailedAttempt[], stopped: boolean) {
    const tried = attempts.map(
      ({ candidate, classification }) => `${modelText(candidate)}: ${classification.kind}`,
    );
    const reason = stopped ? ' (onAuthFailure is "stop": the others were not asked)' : "";
    super(`No model answered. ${tried.join("; ")}${reason}.`, { cause: attempts.at(-1)?.error });
    this.attempts = attempts;
    this.stopped = stopped;
  }
}

/**
 * Tries the candidates in order until one answers, and reports every failure to the guard. `run` must throw what its SDK
 * throws. An abort is rethrown unchanged; if no candidate answers, `NoModelAnsweredError` is thrown.
 */
export async function runWithFallback<T, C extends Candidate>(
  candidates: readonly C[],
  run: (candidate: C) => T | Promise<T>,
  guard: FallbackGuard,
  { signal }: FallbackOptions = {},
): Promise<FallbackResult<T, C>> {
  const [asked] = candidates;
  if (asked === undefined)
    throw new TypeError("runWithFallback: no candidates; name one model at least.");
  const attempts: FailedAttempt<C>[] = [];

  for (const [index, candidate] of candidates.entries()) {
    signal?.throwIfAborted();
    try {
      const value = await run(candidate);
      guard.requestSucceeded({ ...callOf(candidate), endpoint: "" });
      if (attempts.length > 0)
        guard.turnEnded({ asked: callOf(asked), answeredBy: callOf(candidate) });
      return { value, candidate, attempts };
    } catch (error) {
      if (signal?.aborted === true || isAbort(error)) throw error;
      const failure = failedCall(candidate, candidates[index + 1], error);
      const classification = guard.requestFailed(failure);
      attempts.push({ candidate, error, classification });
      if (guard.decide(candidate.providerId, classification) === "stop") {
        guard.turnEnded({ asked: callOf(candidate) });
        throw new NoModelAnsweredError(attempts, index + 1 < candidates.length);
      }
    }
  }
  guard.turnEnded({ asked: callOf(asked) });
  throw new NoModelAnsweredError(attempts, false);
}

function failedCall(
  candidate: Candidate,
  next: Candidate | undefined,
  thrown: unknown,
): FailedCall {
  const { credential } = candidate;
  const scrub = lightScrubber(credential === undefined ? [] : [credential]);
  const { body, error, ...response } = readSdkError(thrown);
  return {
    ...callOf(candidate),
    ...response,
    body: body === undefined ? undefined : scrub(body),
    error: new Error(scrub(error.message), { cause: error.cause }),
    keyPrefix: credential === undefined ? undefined : publicKeyPrefix(credential),
    sent: [],
    scrub,
    seenBy: "caller",
    nextModel: next === undefined ? null : modelText(next),
  };
}

/** Without the credential: what the guard remembers must not hold it. */
function callOf({ providerId, modelId, wireModel, sessionId, runId }: Candidate): ModelCall {
  return { providerId, modelId, wireModel, sessionId, runId };
}

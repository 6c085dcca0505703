import type { Scrub } from "../secrets/scrubber.ts";
import type { ModelCall, SentHeader } from "./model-call.ts";

/** A failed request, as the transport saw it. Text is scrubbed of secrets before it comes here. */
export interface FailedCall extends ModelCall {
  /** Origin and path of the request, without query; empty where only the caller's error is known. */
  readonly endpoint: string;
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when the body was not seen, which is something else than an empty one. */
  readonly body?: string | undefined;
  /** Where there was no response. */
  readonly error?: Error | undefined;
  readonly keyPrefix?: string | undefined;
  /** Empty where the request itself was not seen. */
  readonly sent: readonly SentHeader[];
  /** Who reports it: one failure that both the transport and the caller report is counted once. By default the transport. */
  readonly seenBy?: "transport" | "caller" | undefined;
  /** Takes the secrets of this request out of what a host says of it. */
  readonly scrub?: Scrub | undefined;
  /** Takes out of names and addresses what does not stand in the configuration itself; over all that is logged of it. */
  readonly scrubNames?: Scrub | undefined;
  /** The configured next model, `null` when none answers; overrides the guard's `nextModel` for this call. */
  readonly nextModel?: string | null | undefined;
}

/** The public name of a failed call. */
export type ObservedFailure = FailedCall;

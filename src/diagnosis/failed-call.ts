import type { ModelCall, SentHeader } from "./model-call.ts";

/** A failed request, as the transport saw it. Text is scrubbed of secrets before it comes here. */
export interface ObservedFailure extends ModelCall {
  /** Origin and path of the request, without query; empty where only the caller's error is known. */
  readonly endpoint: string;
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when the body was not seen (told in the report). */
  readonly body?: string | undefined;
  /** Where there was no response. */
  readonly error?: Error | undefined;
  readonly keyPrefix?: string | undefined;
  readonly sent: readonly SentHeader[];
  /** Who told of it: one failure that both the transport and the caller tell of is counted once. By default the transport. */
  readonly seenBy?: "transport" | "caller" | undefined;
  /** Takes the secrets of this request out of what a host says of it. */
  readonly scrub?: ((text: string) => string) | undefined;
  /** Overrides the guard's `nextModel` for this call. */
  readonly nextModel?: string | null | undefined;
}

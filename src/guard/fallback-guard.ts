import type { HeaderSource, LayerName } from "../headers/header-plan.ts";
import type { Classification, FailureKind } from "./classify-failure.ts";

/** When a provider refuses the credential or the client: let the next model answer and say so, or stop. */
export type AuthFailurePolicy = "warn" | "stop";

export interface Logger {
  error(text: string): unknown;
  warn(text: string): unknown;
}

/** Milliseconds throughout. */
export interface Clock {
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): { unref?(): unknown };
  clearTimeout(timer: unknown): void;
}

/** A header as it went out (or did not), fit to be shown: the value is masked already. */
export interface SentHeader {
  readonly name: string;
  readonly value: string;
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
}

/** A provider and model as the user wrote them; `wireModel` where the request named another. */
export interface ModelCall {
  readonly providerId: string;
  readonly modelId?: string | undefined;
  readonly wireModel?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly runId?: string | undefined;
}

/** A failed request, as the transport saw it. Text is scrubbed of secrets before it comes here. */
export interface ObservedFailure extends ModelCall {
  /** Origin and path of the request, without query. */
  readonly endpoint: string;
  readonly status?: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when the body was not seen (told in the report). */
  readonly body?: string | undefined;
  /** Where there was no response. */
  readonly error?: Error | undefined;
  readonly keyPrefix?: string | undefined;
  readonly sent: readonly SentHeader[];
}

/** A provider that a host skipped without a request, because an earlier failure put it on cool-down. */
export interface SkippedCall extends ModelCall {
  /** Milliseconds until the host tries again, where it says so. */
  readonly retryInMs?: number | undefined;
  /** The host's own text. */
  readonly hostText?: string | undefined;
}

export interface FallbackGuard {
  /** Classifies, tells (first), counts (repeat). Never throws. Returns the verdict for a caller that must decide. */
  requestFailed(failure: ObservedFailure): Classification;
  requestSucceeded(call: ModelCall & { readonly endpoint: string }): void;
  /** A turn that the host answered from another model, or from none (`answeredBy` undefined). */
  turnEnded(turn: {
    readonly asked: ModelCall;
    readonly answeredBy?: ModelCall | undefined;
    readonly hostText?: string | undefined;
  }): void;
  callSkipped(call: SkippedCall): void;
  /** One line for the reply that another model gave because of an authentication failure; once a session until recovery. */
  noticeFor(call: ModelCall & { readonly answeredBy: string }): string | undefined;
  /** `stop` only for a sure authentication failure of a provider whose policy says so. */
  decide(providerId: string, classification: Classification): "continue" | "stop";
  /** Tells what is still only counted, and stops the timers. */
  close(): void;
}

export interface FallbackGuardOptions {
  readonly logger: Logger;
  readonly clock?: Clock | undefined;
  readonly onAuthFailure?: ((providerId: string) => AuthFailurePolicy) | undefined;
  /** The configured next model for `provider/model`; `null` when none answers; undefined when not known. */
  readonly nextModel?: ((call: ModelCall) => string | null | undefined) | undefined;
}

export type LoudKind = Exclude<FailureKind, "rate_limit" | "not_auth">;

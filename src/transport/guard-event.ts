import { channel } from "node:diagnostics_channel";

import type { FailureKind } from "../diagnosis/failure.ts";
import type { JudgedCall } from "../diagnosis/judged-call.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import type { GuardTexts } from "../guard/guard-texts.ts";
import type { ReportedFailure } from "../guard/reported.ts";

/** What a guard saw, for programs. Names and verdicts only: no body, no header value, and no provider text except its code. */
export type GuardEvent = GuardEventSubject &
  (
    | RefusedFields
    /** Requests that were refused since the line before; each had its own event of type `refused`. */
    | { readonly type: "repeated"; readonly kind: FailureKind; readonly count: number }
    /** It answers again. `kind`: of what had failed; null after a cool-down alone. */
    | { readonly type: "recovered"; readonly kind: FailureKind | null }
    /** The host did not ask it; `count` times since the line before. */
    | { readonly type: "skipped"; readonly kind: FailureKind | null; readonly count: number }
    | {
        readonly type: "answered";
        /** Why the model that was asked did not; null where nothing is known of it. */
        readonly kind: FailureKind | null;
        /** `provider/model` */
        readonly answeredBy: string;
      }
    | {
        readonly type: "unanswered";
        readonly kind: FailureKind | null;
        /** Turns. */
        readonly count: number;
      }
    /** Failures and skips of too many different models, which are only counted. */
    | { readonly type: "capped"; readonly count: number }
  );

interface GuardEventSubject {
  /** As the configuration or the caller names it; null where the event is of no single one. */
  readonly provider: string | null;
  readonly model: string | null;
}

/** One request that a provider refused: an authentication failure, or an unpaid bill. */
interface RefusedFields {
  readonly type: "refused";
  readonly kind: FailureKind;
  readonly sure: boolean;
  /** Null where there was no response. */
  readonly status: number | null;
  /** The provider's own code or type. */
  readonly code: string | null;
  /** The rule of the classifier that decided. */
  readonly rule: string;
  /** Names of the configured headers that were sent, lower case. */
  readonly sent: readonly string[];
}

/** The diagnostics channel that has every event of every guard of this process. */
export const GUARD_EVENTS = channel("provider-headers:guard");

function subjectOf(call: ModelCall | undefined): GuardEventSubject {
  if (call === undefined) return { provider: null, model: null };
  return { provider: call.providerId, model: call.modelId ?? call.wireModel ?? null };
}

export function refusedEvent(call: JudgedCall): GuardEvent {
  const { kind, sure, code = null, rule } = call.classification;
  return {
    type: "refused",
    ...subjectOf(call),
    kind,
    sure,
    status: call.status ?? null,
    code,
    rule,
    sent: call.sent.filter(({ removed }) => removed !== true).map(({ name }) => name),
  };
}

const kindOf = (failure: ReportedFailure | undefined) => failure?.classification.kind ?? null;

/** The same texts; `write` gets each line of the log with its event. */
export function withEvents(
  texts: GuardTexts,
  write: (text: string, event: GuardEvent) => string,
): GuardTexts {
  return {
    ...texts,
    failureReport: (call, isStopped) =>
      write(texts.failureReport(call, isStopped), refusedEvent(call)),
    repeatLine: (failure, count, elapsedMs) =>
      write(texts.repeatLine(failure, count, elapsedMs), {
        type: "repeated",
        ...subjectOf(failure),
        kind: failure.classification.kind,
        count,
      }),
    recoveryLine: (failure, now) =>
      write(texts.recoveryLine(failure, now), {
        type: "recovered",
        ...subjectOf(failure),
        kind: kindOf(failure),
      }),
    resumedLine: (skip) =>
      write(texts.resumedLine(skip), { type: "recovered", ...subjectOf(skip), kind: null }),
    skipReport: (skipped, failure, now) =>
      write(texts.skipReport(skipped, failure, now), skippedEvent(skipped, failure, 1)),
    skipLine: (skip, count, failure, now) =>
      write(texts.skipLine(skip, count, failure, now), skippedEvent(skip, failure, count)),
    answeredLine: (failure, by) =>
      write(texts.answeredLine(failure, by), answeredEvent(failure, failure, by)),
    answeredSkippedLine: (skip, by, failure) =>
      write(texts.answeredSkippedLine(skip, by, failure), answeredEvent(skip, failure, by)),
    noAnswerLine: (asked, failure, more) =>
      write(texts.noAnswerLine(asked, failure, more), unansweredEvent(asked, failure, 1)),
    unansweredLine: (count, failure) =>
      write(texts.unansweredLine(count, failure), unansweredEvent(failure, failure, count)),
    cappedLine: (count, elapsedMs) =>
      write(texts.cappedLine(count, elapsedMs), { type: "capped", ...subjectOf(undefined), count }),
  };
}

function skippedEvent(
  call: ModelCall,
  failure: ReportedFailure | undefined,
  count: number,
): GuardEvent {
  return { type: "skipped", ...subjectOf(call), kind: kindOf(failure), count };
}

function answeredEvent(
  call: ModelCall,
  failure: ReportedFailure | undefined,
  answeredBy: string,
): GuardEvent {
  return { type: "answered", ...subjectOf(call), kind: kindOf(failure), answeredBy };
}

function unansweredEvent(
  call: ModelCall | undefined,
  failure: ReportedFailure | undefined,
  count: number,
): GuardEvent {
  return { type: "unanswered", ...subjectOf(call), kind: kindOf(failure), count };
}

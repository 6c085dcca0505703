import { durationText } from "./duration.ts";
import { modelText } from "./failure-report.ts";
import { deedOf, keyWasFine } from "./failure-wording.ts";
import type { Classification } from "../diagnosis/failure.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import { quoted } from "./plain-text.ts";

/** A failure that was reported whole, and what came of it since. */
export interface ReportedFailure {
  readonly call: ModelCall;
  readonly classification: Classification;
  /** "HTTP 403 access_terminated_error" */
  readonly outcome: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly total: number;
  /** The model that was last told to have answered instead. */
  readonly answeredBy: string | undefined;
}

/** A model that the host leaves out. */
export interface ReportedSkip {
  readonly call: ModelCall;
  readonly total: number;
  readonly retryAt: number | undefined;
}

/** "kimi-coding/k2p5 refused this client (HTTP 403 access_terminated_error)" */
function refusalOf({ call, classification, outcome }: ReportedFailure): string {
  return `${modelText(call)} ${deedOf(classification)} (${outcome})`;
}

const times = (count: number) => (count === 1 ? "time" : "times");

export function repeatLine(failure: ReportedFailure, count: number, elapsedMs: number): string {
  const answered =
    failure.answeredBy === undefined ? "" : `; ${failure.answeredBy} answered instead`;
  return (
    `${modelText(failure.call)} ${deedOf(failure.classification)} ${count} more ${times(count)} in ` +
    `${durationText(elapsedMs)}, ${failure.total} in all (${failure.outcome})${answered}`
  );
}

export function recoveryLine(failure: ReportedFailure, now: number): string {
  const { call, classification, outcome, total, firstAt } = failure;
  return (
    `${modelText(call)} answers again. It ${deedOf(classification)} ${total} ${times(total)} in ` +
    `${durationText(now - firstAt)} (${outcome})`
  );
}

export function skipLine(
  skip: ReportedSkip,
  count: number,
  failure: ReportedFailure | undefined,
  now: number,
): string {
  const again = count === 1 ? "was not asked again" : `was not asked ${count} more times`;
  const left =
    skip.retryAt === undefined || skip.retryAt <= now
      ? ""
      : `, the host asks it again in ${durationText(skip.retryAt - now)}`;
  const cause = failure === undefined ? "" : `; ${refusalOf(failure)}`;
  return `${modelText(skip.call)} ${again}: it is on cool-down and nothing was sent${left}${cause}`;
}

/** `seen`: the failure was of this turn. What the host tells the user is set right where it cannot help. */
export function noAnswerLine(
  asked: ModelCall,
  failure: ReportedFailure | undefined,
  turn: { readonly seen: boolean; readonly hostText?: string | undefined; readonly now: number },
): string {
  const { seen, hostText, now } = turn;
  const nothingSent = `nothing was sent to ${modelText(asked)} that was seen here`;
  const reason =
    failure === undefined
      ? `${nothingSent}, so the cause is not known`
      : seen
        ? refusalOf(failure)
        : `${nothingSent}; ${durationText(now - failure.lastAt)} ago ${refusalOf(failure)}`;
  const host = hostText === undefined ? "" : ` The host says: ${quoted(hostText)}`;
  const correction =
    failure !== undefined && keyWasFine(failure.classification)
      ? " To authenticate again does not help: the API key was not the problem."
      : "";
  return `No model answered: ${reason}.${host}${correction}`;
}

export function resumedLine({ call, total }: ReportedSkip): string {
  return `${modelText(call)} answers again. The host had not asked it ${total} ${times(total)}`;
}

export function answeredLine(
  { call, classification, outcome }: ReportedFailure,
  by: string,
): string {
  return `${by} answered instead of ${modelText(call)}, which ${deedOf(classification)} (${outcome})`;
}

export function answeredSkippedLine(
  { call }: ReportedSkip,
  by: string,
  failure: ReportedFailure | undefined,
): string {
  const cause = failure === undefined ? "" : `; ${refusalOf(failure)}`;
  return `${by} answered instead of ${modelText(call)}, which the host did not ask${cause}`;
}

/** Turns without an answer that came too fast to be told one by one. */
export function unansweredLine(count: number, failure: ReportedFailure | undefined): string {
  const cause = failure === undefined ? "; the cause is not known here" : `: ${refusalOf(failure)}`;
  return `No model answered ${count} more ${times(count)}${cause}`;
}

/** For the reply that another model gave. */
export function noticeLine(
  asked: ModelCall,
  answeredBy: string,
  failure: ReportedFailure | undefined,
): string {
  const reason =
    failure === undefined
      ? `${modelText(asked)} is kept on cool-down after an earlier failure`
      : refusalOf(failure);
  return `This reply is from ${answeredBy}: ${reason}.`;
}

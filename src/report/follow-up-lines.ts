import { durationText } from "./duration.ts";
import { deedOf, keyWasFine } from "./failure-wording.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import { modelText } from "../diagnosis/model-text.ts";
import { quoted } from "../secrets/plain-text.ts";
import type { NoticedCall, ReportedFailure, ReportedSkip } from "../guard/reported.ts";

/** "kimi-coding/k2p5 refused this client (HTTP 403 access_terminated_error)" */
function refusalOf(failure: ReportedFailure): string {
  return `${refusedBy(failure)} (${failure.outcome})`;
}

function refusedBy(failure: ReportedFailure): string {
  return `${modelText(failure)} ${deedOf(failure.classification)}`;
}

const times = (count: number) => (count === 1 ? "time" : "times");

export function repeatLine(failure: ReportedFailure, count: number, elapsedMs: number): string {
  const answered =
    failure.answeredBy === undefined ? "" : `; ${failure.answeredBy} answered instead`;
  return (
    `${modelText(failure)} ${deedOf(failure.classification)} ${count} more ${times(count)} in ` +
    `${durationText(elapsedMs)}, ${failure.total} in all (${failure.outcome})${answered}`
  );
}

export function recoveryLine(failure: ReportedFailure, now: number): string {
  const { classification, outcome, total, firstAt } = failure;
  return (
    `${modelText(failure)} answers again. It ${deedOf(classification)} ${total} ${times(total)} in ` +
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
  return `${modelText(skip)} ${again}: it is on cool-down and nothing was sent${left}${cause}`;
}

/** `seen`: the failure was of this turn. What the host's text says is set right where it cannot help. */
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
      ? " Authenticating again does not help: the API key was not the problem."
      : "";
  return `No model answered: ${reason}.${host}${correction}`;
}

export function resumedLine(skip: ReportedSkip): string {
  return `${modelText(skip)} answers again. The host had not asked it ${skip.total} ${times(skip.total)}`;
}

export function answeredLine(failure: ReportedFailure, by: string): string {
  const { classification, outcome } = failure;
  return `${by} answered instead of ${modelText(failure)}, which ${deedOf(classification)} (${outcome})`;
}

export function answeredSkippedLine(
  skip: ReportedSkip,
  by: string,
  failure: ReportedFailure | undefined,
): string {
  const cause = failure === undefined ? "" : `; ${refusalOf(failure)}`;
  return `${by} answered instead of ${modelText(skip)}, which the host did not ask${cause}`;
}

/** Turns without an answer that came too fast to be reported one by one. */
export function unansweredLine(count: number, failure: ReportedFailure | undefined): string {
  const cause = failure === undefined ? "; the cause is not known here" : `: ${refusalOf(failure)}`;
  return `No model answered ${count} more ${times(count)}${cause}`;
}

/** For the reply that another model gave. */
export function noticeLine(call: NoticedCall, failure: ReportedFailure | undefined): string {
  const reason =
    failure === undefined
      ? `${modelText(call)} is kept on cool-down after an earlier failure`
      : call.isStored
        ? refusedBy(failure)
        : refusalOf(failure);
  return `This reply is from ${call.answeredBy}: ${reason}.`;
}

/** After many different failures: the first that is only counted comes at once, with no time before it. */
export function cappedLine(count: number, elapsedMs: number): string {
  const since = Number.isFinite(elapsedMs) ? ` in ${durationText(elapsedMs)}` : "";
  const what = count === 1 ? "1 more failure or skip" : `${count} more failures or skips`;
  return (
    `${what} of other models${since}: too many different ones to report each, so they are only counted. ` +
    "Look for code that keeps asking for new model names."
  );
}

import type { JudgedCall } from "../diagnosis/judged-call.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import type { ReportedFailure, ReportedSkip, SkippedCall } from "./reported.ts";

/** The texts that a guard logs. It decides when; the words are handed in. */
export interface GuardTexts {
  failureReport(call: JudgedCall, isStopped: boolean): string;
  outcomeText(call: JudgedCall): string;
  skipReport(skipped: SkippedCall, failure: ReportedFailure | undefined, now: number): string;
  repeatLine(failure: ReportedFailure, count: number, elapsedMs: number): string;
  recoveryLine(failure: ReportedFailure, now: number): string;
  skipLine(
    skip: ReportedSkip,
    count: number,
    failure: ReportedFailure | undefined,
    now: number,
  ): string;
  resumedLine(skip: ReportedSkip): string;
  noAnswerLine(
    asked: ModelCall,
    failure: ReportedFailure | undefined,
    more: {
      readonly seen: boolean;
      readonly hostText: string | undefined;
      readonly now: number;
    },
  ): string;
  cappedLine(count: number, elapsedMs: number): string;
  unansweredLine(count: number, failure: ReportedFailure | undefined): string;
  answeredLine(failure: ReportedFailure, by: string): string;
  answeredSkippedLine(skip: ReportedSkip, by: string, failure: ReportedFailure | undefined): string;
  noticeLine(asked: ModelCall, answeredBy: string, failure: ReportedFailure | undefined): string;
}

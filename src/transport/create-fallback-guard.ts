import { judgeCall } from "../diagnosis/judge-call.ts";
import {
  type Clock,
  type FallbackGuardOptions,
  Guard,
  type RememberingGuard,
} from "../guard/fallback-guard.ts";
import type { GuardTexts } from "../guard/guard-texts.ts";
import { failureReport, outcomeText, skipReport } from "../report/failure-report.ts";
import {
  answeredLine,
  answeredSkippedLine,
  cappedLine,
  noAnswerLine,
  noticeLine,
  recoveryLine,
  repeatLine,
  resumedLine,
  skipLine,
  unansweredLine,
} from "../report/follow-up-lines.ts";

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

const TEXTS: GuardTexts = {
  failureReport,
  outcomeText,
  skipReport,
  repeatLine,
  recoveryLine,
  skipLine,
  resumedLine,
  noAnswerLine,
  unansweredLine,
  cappedLine,
  answeredLine,
  answeredSkippedLine,
  noticeLine,
};

export type GuardOptions = Omit<FallbackGuardOptions, "clock" | "judge" | "texts"> & {
  /** By default the system's. */
  readonly clock?: Clock | undefined;
};

/** A guard for a running process: the one of the pure room, with a clock, the classifier and the reports. */
export function createFallbackGuard(options: GuardOptions): RememberingGuard {
  return new Guard({
    ...options,
    clock: options.clock ?? SYSTEM_CLOCK,
    judge: judgeCall,
    texts: TEXTS,
  });
}

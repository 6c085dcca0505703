import type { Scrub } from "../secrets/scrubber.ts";
import { judgeCall } from "../diagnosis/judge-call.ts";
import { isLoudKind } from "../diagnosis/loud-kind.ts";
import { createFailOpen } from "../guard/fail-open.ts";
import {
  type Clock,
  type FallbackGuardOptions,
  Guard,
  type RememberingGuard,
} from "../guard/fallback-guard.ts";
import type { GuardTexts } from "../guard/guard-texts.ts";
import type { ReportReader } from "../report/report-reader.ts";
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
import { GUARD_EVENTS, type GuardEvent, refusedEvent, withEvents } from "./guard-event.ts";
import { installedReader } from "./installed-reader.ts";
import { scrubbed } from "./scrubbed.ts";
import { createTelemetry } from "./telemetry.ts";

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

const textsFor = (reader: ReportReader): GuardTexts => ({
  failureReport: (call, isStopped) => failureReport(call, reader, isStopped),
  outcomeText,
  skipReport: (skipped, failure, now) => skipReport(skipped, failure, now, reader),
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
});

/** Such as pino, or JSON lines. */
export interface FieldLogger {
  /** Whether to pass the event that a line is about as second argument; lines without an event have none. Off by default. */
  readonly takesFields?: boolean | undefined;
  error(text: string, event?: GuardEvent): unknown;
  warn(text: string, event?: GuardEvent): unknown;
}

export type GuardOptions = Omit<FallbackGuardOptions, "clock" | "judge" | "texts" | "logger"> & {
  readonly logger: FieldLogger;
  /** By default the system's. */
  readonly clock?: Clock | undefined;
  /** Called with each event as it happens, also for repeats that the log only counts. An exception is logged once. */
  readonly onEvent?: ((event: GuardEvent) => void) | undefined;
  /** How readers of the reports run this package's commands; by default `npx provider-headers`. */
  readonly command?: string | undefined;
  /** Removes secrets from names in lines, notices and events. By default the one of the latest failure is used. */
  readonly scrubNames?: Scrub | undefined;
};

/** A guard for a running process: the one of the pure room, with a clock, the classifier and the reports. */
export function createFallbackGuard(options: GuardOptions): RememberingGuard {
  const { logger, onEvent, clock = SYSTEM_CLOCK } = options;
  let scrubNames = options.scrubNames ?? ((text: string) => text);
  const failOpen = createFailOpen(logger);
  const telemetry = createTelemetry(failOpen);
  const emit = (event: GuardEvent): void => {
    if (onEvent !== undefined) failOpen.attempt("onEvent", () => onEvent(event));
    GUARD_EVENTS.publish(event);
    telemetry.count(event);
  };
  /** Of the text that is logged next. */
  let fields: GuardEvent | undefined;
  const log = (level: "error" | "warn") => (text: string) => {
    const event = fields;
    fields = undefined;
    return logger[level](text, event);
  };
  return new Guard({
    ...options,
    clock,
    logger: logger.takesFields === true ? { error: log("error"), warn: log("warn") } : logger,
    judge: (failure) => {
      scrubNames = options.scrubNames ?? failure.scrubNames ?? scrubNames;
      const judged = judgeCall(failure);
      if (isLoudKind(judged.classification.kind)) emit(scrubbed(refusedEvent(judged), scrubNames));
      return judged;
    },
    texts: {
      ...withEvents(textsFor(installedReader(options.command)), (line, event) => {
        const text = scrubNames(line);
        fields = scrubbed(event, scrubNames);
        telemetry.record(text, fields);
        if (fields.type !== "refused") emit(fields);
        return text;
      }),
      noticeLine: (call, failure) => scrubNames(noticeLine(call, failure)),
    },
  });
}

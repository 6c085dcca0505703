import { classifyFailure } from "../diagnosis/classify-failure.ts";
import type { Classification } from "../diagnosis/failure.ts";
import { scrubClassification } from "../diagnosis/scrub-classification.ts";
import type { Clock } from "./clock.ts";
import { failureReport, modelText, outcomeText, skipReport } from "../report/failure-report.ts";
import { isAuthKind, isLoudKind } from "../report/failure-wording.ts";
import {
  answeredLine,
  answeredSkippedLine,
  noAnswerLine,
  noticeLine,
  recoveryLine,
  repeatLine,
  resumedLine,
  skipLine,
  unansweredLine,
} from "../report/follow-up-lines.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import type { ObservedFailure } from "../diagnosis/failed-call.ts";
import { RecentRuns } from "./recent-runs.ts";
import { RecentScrubbers } from "./recent-scrubbers.ts";
import { RecentSet } from "./recent-set.ts";
import { isOfRun, type RememberedFailure, type RememberedSkip } from "./remembered.ts";
import { sameModel, sameProvider } from "./same-model.ts";
import { SeenTwice } from "./seen-twice.ts";
import { Tally } from "./tally.ts";

export type { Clock } from "./clock.ts";
export type { LoudKind } from "../report/failure-wording.ts";
export type { ModelCall, SentHeader } from "../diagnosis/model-call.ts";
export type { ObservedFailure } from "../diagnosis/failed-call.ts";

/** When a provider refuses the credential or the client: let the next model answer and say so, or stop. */
export type AuthFailurePolicy = "warn" | "stop";

export interface Logger {
  error(text: string): unknown;
  warn(text: string): unknown;
}

/** A provider that a host skipped without a request, because an earlier failure put it on cool-down. */
export interface SkippedCall extends ModelCall {
  /** Milliseconds until the host tries again, where it says so. */
  readonly retryInMs?: number | undefined;
  /** The host's own text. */
  readonly hostText?: string | undefined;
  /** Overrides the guard's `nextModel` for this call. */
  readonly nextModel?: string | null | undefined;
}

export interface EndedTurn {
  readonly asked: ModelCall;
  /** Undefined where no model answered. */
  readonly answeredBy?: ModelCall | undefined;
  /** What the host told the user. */
  readonly hostText?: string | undefined;
}

export interface FallbackGuard {
  /** Classifies, tells (first), counts (repeat). Never throws. Returns the verdict for a caller that must decide. */
  requestFailed(failure: ObservedFailure): Classification;
  /** A 2xx: recovery where the same path had failed for the same model. An empty endpoint stands for that path. */
  requestSucceeded(call: ModelCall & { readonly endpoint: string }): void;
  /** A turn that the host answered from another model, or from none (`answeredBy` undefined). */
  turnEnded(turn: EndedTurn): void;
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
  readonly clock: Clock;
  readonly onAuthFailure?: ((providerId: string) => AuthFailurePolicy) | undefined;
  /** The configured next model for `provider/model`; `null` when none answers; undefined when not known. */
  readonly nextModel?: ((call: ModelCall) => string | null | undefined) | undefined;
}

export function createFallbackGuard(options: FallbackGuardOptions): FallbackGuard {
  return new LoudFallbackGuard(options);
}

/** Repeats of one failure are told at most once in this time. */
const REPEAT_INTERVAL_MS = 60_000;
/** Turns without a request or an answer are each told, unless they come faster than a person can send them. */
const TURN_INTERVAL_MS = 5000;
const MOST_FAILURES = 256;
const MOST_SKIPS = 256;
/** What hosts from 2026.2 to 2026.9 tell a user: "Re-authenticate ...", "... in cooldown", "disabled after a provider auth/... failure". */
const HOST_SAYS_AUTH = /\bauth\b|authenticat|cool-?down|api key|credential/i;
const MOST_ENDPOINTS = 16;
const MOST_SESSIONS = 512;

class LoudFallbackGuard implements FallbackGuard {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #policyFor: (providerId: string) => AuthFailurePolicy;
  readonly #nextModel: (call: ModelCall) => string | null | undefined;
  /** Oldest first. */
  #failures: RememberedFailure[] = [];
  #skips: RememberedSkip[] = [];
  /** Turns without an answer of which nothing is remembered. */
  readonly #unexplained: Tally;
  readonly #seenTwice: SeenTwice;
  #toldOfFault = false;

  constructor({ logger, clock, onAuthFailure, nextModel }: FallbackGuardOptions) {
    this.#logger = logger;
    this.#clock = this.#safeTimers(clock);
    this.#unexplained = new Tally(this.#clock, TURN_INTERVAL_MS, (count) =>
      this.#error(unansweredLine(count, undefined)),
    );
    this.#seenTwice = new SeenTwice(this.#clock);
    this.#policyFor = onAuthFailure ?? (() => "warn");
    this.#nextModel = nextModel ?? (() => undefined);
  }

  requestFailed(failure: ObservedFailure): Classification {
    const told = this.#safely(() => this.#seenTwice.take(failure), undefined);
    if (told !== undefined) return told;
    const classification = this.#safely(() => classify(failure), UNCLASSIFIED);
    this.#safely(() => {
      this.#seenTwice.remember(failure, classification);
      this.#remember(failure, classification);
    }, undefined);
    return classification;
  }

  requestSucceeded(call: ModelCall & { readonly endpoint: string }): void {
    if (this.#failures.length === 0 && this.#skips.length === 0) return;
    this.#safely(() => this.#recover(call), undefined);
  }

  turnEnded(turn: EndedTurn): void {
    this.#safely(() => this.#endTurn(turn), undefined);
  }

  callSkipped(call: SkippedCall): void {
    this.#safely(() => this.#skip(call), undefined);
  }

  noticeFor(call: ModelCall & { readonly answeredBy: string }): string | undefined {
    return this.#safely(() => this.#notice(call), undefined);
  }

  decide(providerId: string, { kind, sure }: Classification): "continue" | "stop" {
    if (!sure || !isAuthKind(kind)) return "continue";
    return this.#safely(() => this.#policyFor(providerId), "warn") === "stop" ? "stop" : "continue";
  }

  close(): void {
    this.#safely(() => {
      for (const { repeats, unanswered } of this.#failures) {
        repeats.flush();
        unanswered.flush();
      }
      for (const { repeats } of this.#skips) repeats.flush();
      this.#unexplained.flush();
    }, undefined);
  }

  #remember(failure: ObservedFailure, classification: Classification): void {
    if (!isLoudKind(classification.kind)) return;
    const now = this.#clock.now();
    const known = this.#failures.find(
      (candidate) =>
        sameModel(candidate.call, failure) &&
        candidate.classification.kind === classification.kind &&
        candidate.classification.sure === classification.sure,
    );
    if (known === undefined) {
      this.#tellWhole(failure, classification, now);
      return;
    }
    // The list is in the order of the latest failure, so that the one forgotten is the one that is over.
    this.#failures = [...this.#failures.filter((candidate) => candidate !== known), known];
    known.lastAt = now;
    known.scrubbers.add(failure.scrub);
    known.endpoints.add(failure.endpoint);
    if (!isOfItsOwn(known, failure.runId, now)) return;
    known.total += 1;
    known.repeats.count();
  }

  #tellWhole(failure: ObservedFailure, classification: Classification, now: number): void {
    const { providerId, modelId, wireModel } = failure;
    const call = { providerId, modelId, wireModel };
    const remembered: RememberedFailure = {
      call,
      classification,
      outcome: outcomeText({ classification, status: failure.status, error: failure.error }),
      scrubbers: new RecentScrubbers(failure.scrub),
      endpoints: new RecentSet(MOST_ENDPOINTS, failure.endpoint),
      runs: new RecentRuns(),
      firstAt: now,
      lastAt: now,
      total: 1,
      repeats: new Tally(this.#clock, REPEAT_INTERVAL_MS, (count, elapsedMs) =>
        this.#error(repeatLine(remembered, count, elapsedMs)),
      ),
      unanswered: new Tally(this.#clock, TURN_INTERVAL_MS, (count) =>
        this.#error(unansweredLine(count, remembered)),
      ),
      answeredBy: undefined,
      pending: "no",
      noticed: new RecentSet(MOST_SESSIONS),
    };
    isOfItsOwn(remembered, failure.runId, now);
    this.#failures.push(remembered);
    if (this.#failures.length > MOST_FAILURES) this.#forgetOldestFailure();
    remembered.repeats.start();
    this.#error(
      failureReport({
        ...call,
        classification,
        status: failure.status,
        error: failure.error,
        endpoint: failure.endpoint,
        bodySeen: failure.body !== undefined,
        keyPrefix: failure.keyPrefix,
        sent: failure.sent,
        nextModel: this.#next(failure),
        stopped: this.decide(providerId, classification) === "stop",
      }),
    );
  }

  #next(call: ModelCall & { readonly nextModel?: string | null | undefined }) {
    if (call.nextModel !== undefined) return call.nextModel;
    const next: unknown = this.#safely(() => this.#nextModel(call), undefined);
    return typeof next === "string" || next === null ? next : undefined;
  }

  #forgetOldestFailure(): void {
    const oldest = this.#failures.shift();
    oldest?.repeats.flush();
    oldest?.unanswered.flush();
  }

  #recover(call: ModelCall & { readonly endpoint: string }): void {
    const recovered = this.#failures.filter(
      (candidate) =>
        sameModel(candidate.call, call) &&
        (call.endpoint === "" ||
          candidate.endpoints.has("") ||
          candidate.endpoints.has(call.endpoint)),
    );
    this.#failures = this.#failures.filter((candidate) => !recovered.includes(candidate));
    for (const failure of recovered) {
      failure.repeats.drop();
      failure.unanswered.flush();
      this.#warn(recoveryLine(failure, this.#clock.now()));
    }
    // A skip has no path. Model names tell a chat from a listing, which any client may ask for.
    const resumed = this.#skips.filter(
      (candidate) =>
        sameModel(candidate.call, call) && (call.modelId ?? call.wireModel) !== undefined,
    );
    this.#skips = this.#skips.filter((candidate) => !resumed.includes(candidate));
    for (const skip of resumed) {
      skip.repeats.flush();
      if (recovered.length > 0) continue;
      this.#warn(resumedLine(skip));
    }
  }

  #skip(skipped: SkippedCall): void {
    const now = this.#clock.now();
    const retryAt = skipped.retryInMs === undefined ? undefined : now + skipped.retryInMs;
    const failure = this.#failureBehind(skipped);
    const known = this.#skipOf(skipped);
    if (known !== undefined) {
      known.retryAt = retryAt ?? known.retryAt;
      if (!isOfItsOwn(known, skipped.runId, now)) return;
      known.total += 1;
      known.repeats.count();
      return;
    }
    const { providerId, modelId, wireModel } = skipped;
    const skip: RememberedSkip = {
      call: { providerId, modelId, wireModel },
      total: 1,
      runs: new RecentRuns(),
      retryAt,
      pending: "no",
      answeredBy: undefined,
      repeats: new Tally(this.#clock, TURN_INTERVAL_MS, (count) =>
        this.#error(skipLine(skip, count, this.#failureBehind(skip.call), this.#clock.now())),
      ),
      noticed: new RecentSet(MOST_SESSIONS),
    };
    isOfItsOwn(skip, skipped.runId, now);
    this.#skips.push(skip);
    if (this.#skips.length > MOST_SKIPS) this.#skips.shift()?.repeats.flush();
    skip.repeats.start();
    this.#error(
      skipReport({
        ...skip.call,
        remembered: failure && {
          classification: failure.classification,
          outcome: failure.outcome,
          agoMs: now - failure.lastAt,
        },
        retryInMs: skipped.retryInMs,
        hostText: scrubbed(skipped.hostText, failure),
        nextModel: this.#next(skipped),
      }),
    );
  }

  #failureOf(call: ModelCall): RememberedFailure | undefined {
    return this.#failures.findLast((candidate) => sameModel(candidate.call, call));
  }

  #skipOf(call: ModelCall): RememberedSkip | undefined {
    return this.#skips.find((candidate) => sameModel(candidate.call, call));
  }

  /** A cool-down holds a provider's key, so a failure of another of its models explains it too. */
  #failureBehind(call: ModelCall): RememberedFailure | undefined {
    return (
      this.#failureOf(call) ??
      this.#failures.findLast((candidate) => sameProvider(candidate.call, call))
    );
  }

  #endTurn({ asked, answeredBy, hostText }: EndedTurn): void {
    const { runId } = asked;
    const failed = this.#failures.findLast(
      (candidate) => sameModel(candidate.call, asked) && isOfRun(candidate, runId),
    );
    const skip = this.#skipOf(asked);
    const skipped = skip !== undefined && isOfRun(skip, runId) ? skip : undefined;
    if (answeredBy === undefined) this.#tellNoAnswer(asked, failed, skipped, hostText);
    else if (!sameModel(asked, answeredBy)) this.#tellWhoAnswered(answeredBy, failed, skipped);
    for (const touched of [failed, skipped]) {
      if (touched === undefined) continue;
      touched.pending = "no";
      if (runId !== undefined) touched.runs.add(runId, this.#clock.now());
    }
  }

  #tellWhoAnswered(
    answeredBy: ModelCall,
    failed: RememberedFailure | undefined,
    skipped: RememberedSkip | undefined,
  ): void {
    const by = modelText(answeredBy);
    if (skipped !== undefined) {
      if (skipped.answeredBy !== by) {
        this.#error(answeredSkippedLine(skipped, by, this.#failureBehind(skipped.call)));
      }
      skipped.answeredBy = by;
    } else if (failed !== undefined) {
      if (failed.answeredBy !== by) this.#error(answeredLine(failed, by));
      failed.answeredBy = by;
    }
  }

  #tellNoAnswer(
    asked: ModelCall,
    failed: RememberedFailure | undefined,
    skipped: RememberedSkip | undefined,
    hostText: string | undefined,
  ): void {
    const seen = failed !== undefined && skipped === undefined;
    // Nothing of this turn was seen: the host's words alone must say that it is about authentication.
    if (!seen && skipped === undefined && !HOST_SAYS_AUTH.test(hostText ?? "")) return;
    const failure = failed ?? this.#failureOf(asked);
    const tally = failure?.unanswered ?? this.#unexplained;
    if (tally.quiet) {
      tally.count();
      return;
    }
    tally.start();
    const cause = failed ?? this.#failureBehind(asked);
    const host = scrubbed(hostText, cause);
    this.#error(noAnswerLine(asked, cause, { seen, hostText: host, now: this.#clock.now() }));
  }

  #notice(call: ModelCall & { readonly answeredBy: string }): string | undefined {
    // A turn may have gone to another model for another reason than what is remembered of an earlier one.
    const isOfTurn = (one: RememberedFailure | RememberedSkip) =>
      sameModel(one.call, call) && (call.runId === undefined || isOfRun(one, call.runId));
    const own = this.#failures.findLast(isOfTurn);
    const skip = this.#skips.find(isOfTurn);
    if (own === undefined && skip === undefined) return undefined;
    // A cool-down is of the failure before it, which may have been told in this session already.
    const noticed = (own ?? this.#failureOf(call) ?? skip)?.noticed;
    const failure = skip === undefined ? own : this.#failureBehind(call);
    if (failure !== undefined && !isAuthKind(failure.classification.kind)) return undefined;
    if (noticed?.add(call.sessionId ?? "") !== true) return undefined;
    return noticeLine(call, call.answeredBy, failure);
  }

  #error(text: string): void {
    this.#log(() => this.#logger.error(text));
  }

  #warn(text: string): void {
    this.#log(() => this.#logger.warn(text));
  }

  /** A logger may throw, reject or never settle: the request that is told of must not notice. */
  #log(tell: () => unknown): void {
    try {
      Promise.resolve(tell()).catch(() => undefined);
    } catch {
      // There is no other place to tell it.
    }
  }

  /** A throw in a timer would end the process. */
  #safeTimers(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      setTimeout: (callback, milliseconds) =>
        clock.setTimeout(() => this.#safely(callback, undefined), milliseconds),
      clearTimeout: (timer) => clock.clearTimeout(timer),
    };
  }

  #safely<T>(act: () => T, otherwise: T): T {
    try {
      const result = act();
      // Whatever its type says, what is injected may be asynchronous; a rejection would end the process.
      if (result instanceof Promise) result.catch((error: unknown) => this.#tellFault(error));
      return result;
    } catch (error) {
      this.#tellFault(error);
      return otherwise;
    }
  }

  #tellFault(error: unknown): void {
    if (this.#toldOfFault) return;
    this.#toldOfFault = true;
    const reason = error instanceof Error ? error.message : String(error);
    this.#error(
      `provider-headers: a fault in the fallback guard (${reason}). Requests are not touched; failures may go untold.`,
    );
  }
}

/** Providers echo keys in their errors, and hosts quote those. */
function scrubbed(
  hostText: string | undefined,
  failure: RememberedFailure | undefined,
): string | undefined {
  return hostText === undefined ? undefined : (failure?.scrubbers.scrub(hostText) ?? hostText);
}

/** Notes that it happened in this run; whether it is more than a host's trying again in the same one. */
function isOfItsOwn(
  remembered: RememberedFailure | RememberedSkip,
  runId: string | undefined,
  now: number,
): boolean {
  if (runId === undefined) {
    remembered.pending = "runless";
    return true;
  }
  if (remembered.pending === "no") remembered.pending = "of a run";
  return remembered.runs.add(runId, now);
}

const UNCLASSIFIED: Classification = {
  kind: "not_auth",
  sure: false,
  candidates: [],
  rule: "guard-fault",
};

function classify(failure: ObservedFailure): Classification {
  const classification = classifyFailure({
    provider: failure.providerId,
    status: failure.status,
    headers: failure.headers,
    body: failure.body,
    message: failure.error?.message,
    endpoint: failure.endpoint === "" ? undefined : failure.endpoint,
    keyPrefix: failure.keyPrefix,
  });
  return scrubClassification(classification, failure.scrub);
}

import type { FailedCall } from "../diagnosis/failed-call.ts";
import type { Classification } from "../diagnosis/failure.ts";
import type { JudgedCall } from "../diagnosis/judged-call.ts";
import { isAuthKind, isLoudKind } from "../diagnosis/loud-kind.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import { modelText } from "../diagnosis/model-text.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { Clock } from "./clock.ts";
import { createFailOpen, type FailOpen, type Logger } from "./fail-open.ts";
import type { GuardTexts } from "./guard-texts.ts";
import {
  isOfRun,
  noteRun,
  nothingSince,
  type RememberedFailure,
  type RememberedSkip,
} from "./remembered.ts";
import type { NoticedCall, SkippedCall } from "./reported.ts";
import { sameModel, sameProvider } from "./same-model.ts";
import { SeenTwice } from "./seen-twice.ts";
import { Tally } from "./tally.ts";
import { WholeReports } from "./whole-reports.ts";

export type { ModelCall, SentHeader } from "../diagnosis/model-call.ts";
export type { FailedCall, ObservedFailure } from "../diagnosis/failed-call.ts";
export type { Clock } from "./clock.ts";
export type { Logger } from "./fail-open.ts";
export type { SkippedCall } from "./reported.ts";

/** When a provider refuses the credential or the client: let the next model answer and log it, or stop. */
export type AuthFailurePolicy = "warn" | "stop";

export interface EndedTurn {
  readonly asked: ModelCall;
  /** Undefined if no model answered. */
  readonly answeredBy?: ModelCall | undefined;
  /** What the host showed the user. */
  readonly hostText?: string | undefined;
}

export interface FallbackGuardOptions {
  readonly logger: Logger;
  readonly clock: Clock;
  /** What a failed call means. */
  readonly judge: (failure: FailedCall) => JudgedCall;
  readonly texts: GuardTexts;
  readonly onAuthFailure?: ((providerId: string) => AuthFailurePolicy) | undefined;
  /** The configured next model for `provider/model`; `null` when none answers; undefined when not known. */
  readonly nextModel?: ((call: ModelCall) => string | null | undefined) | undefined;
}

/** A guard's methods; none of them throws. A guard without `remembersNothing` is notified of every success. */
export type FallbackGuard = Omit<Guard, "remembered" | "remembersNothing"> &
  Partial<Pick<Guard, "remembersNothing">>;
/** One that remembers can be looked into. */
export type RememberingGuard = FallbackGuard & Pick<Guard, "remembered">;

/** Repeats of one failure are reported at most once in this time. */
const REPEAT_INTERVAL_MS = 60_000;
/** Turns without a request or an answer are each reported, unless they come faster than a person can send them. */
const TURN_INTERVAL_MS = 5000;
const MOST_FAILURES = 256;
const MOST_SKIPS = 256;
const MOST_SCRUBBERS = 8;
const MOST_ENDPOINTS = 16;
/** What hosts from 2026.2 to 2026.9 show a user: "Re-authenticate ...", "... in cooldown", "disabled after a provider auth/... failure". */
const HOST_SAYS_AUTH = /\bauth\b|authenticat|cool-?down|api key|credential/i;
const UNCLASSIFIED: Classification = {
  kind: "not_auth",
  sure: false,
  candidates: [],
  rule: "guard-fault",
};

/** Remembers the failures, skips and turns of a process, and logs what must not hide. */
export class Guard {
  readonly #failOpen: FailOpen;
  readonly #clock: Clock;
  readonly #judge: (failure: FailedCall) => JudgedCall;
  readonly #texts: GuardTexts;
  readonly #policyFor: (providerId: string) => AuthFailurePolicy;
  readonly #nextModel: (call: ModelCall) => string | null | undefined;
  /** In the order of their latest failure, oldest first. */
  #failures: RememberedFailure[] = [];
  #skips: RememberedSkip[] = [];
  /** Turns without an answer of which nothing is remembered. */
  readonly #unexplained: Tally;
  readonly #seenTwice: SeenTwice;
  readonly #wholeReports: WholeReports;

  constructor({ logger, clock, judge, texts, onAuthFailure, nextModel }: FallbackGuardOptions) {
    this.#failOpen = createFailOpen(logger);
    this.#clock = this.#safeTimers(clock);
    this.#judge = judge;
    this.#texts = texts;
    this.#unexplained = this.#tally(TURN_INTERVAL_MS, (count) =>
      this.#texts.unansweredLine(count, undefined),
    );
    this.#seenTwice = new SeenTwice(this.#clock);
    this.#wholeReports = new WholeReports(this.#clock, (count, elapsedMs) =>
      this.#error(this.#texts.cappedLine(count, elapsedMs)),
    );
    this.#policyFor = onAuthFailure ?? (() => "warn");
    this.#nextModel = nextModel ?? (() => undefined);
  }

  /** Classifies, reports the first and counts repeats. Returns the verdict for a caller that must decide. */
  requestFailed(failure: FailedCall): Classification {
    const seen = this.#attempt(() => this.#seenTwice.take(failure));
    if (seen !== undefined) return seen;
    const judged = this.#attempt(() => this.#judge(failure));
    if (judged === undefined) return UNCLASSIFIED;
    this.#attempt(() => {
      this.#seenTwice.remember(judged);
      this.#remember(judged);
    });
    return judged.classification;
  }

  /** A 2xx: recovery where the same path had failed for the same model. An empty endpoint stands for that path. */
  requestSucceeded(call: ModelCall & { readonly endpoint: string }): void {
    if (this.remembersNothing) return;
    this.#attempt(() => this.#recover(call));
  }

  /** No success is of use then. */
  get remembersNothing(): boolean {
    return this.#failures.length === 0 && this.#skips.length === 0;
  }

  /** A turn that the host answered from another model, or from none (`answeredBy` undefined). */
  turnEnded(turn: EndedTurn): void {
    this.#attempt(() => this.#endTurn(turn));
  }

  callSkipped(call: SkippedCall): void {
    this.#attempt(() => this.#skip(call));
  }

  /** One line for the reply that another model gave because of an authentication failure. */
  noticeFor(call: NoticedCall): string | undefined {
    return this.#attempt(() => this.#notice(call));
  }

  /** What has not answered since, oldest first. */
  remembered() {
    return { failures: [...this.#failures], skips: [...this.#skips] };
  }

  /** `stop` only for a sure authentication failure of a provider whose policy says so. */
  decide(providerId: string, { kind, sure }: Classification): "continue" | "stop" {
    if (!sure || !isAuthKind(kind)) return "continue";
    return this.#attempt(() => this.#policyFor(providerId)) === "stop" ? "stop" : "continue";
  }

  /** Reports what is still only counted, and stops the timers. */
  close(): void {
    this.#attempt(() => {
      for (const { repeats, unanswered } of this.#failures) {
        repeats.flush();
        unanswered.flush();
      }
      for (const { repeats } of this.#skips) repeats.flush();
      this.#unexplained.flush();
      this.#wholeReports.flush();
    });
  }

  #remember(call: JudgedCall): void {
    const { kind, sure } = call.classification;
    if (!isLoudKind(kind)) return;
    const now = this.#clock.now();
    const known = this.#failures.find(
      (candidate) =>
        sameModel(candidate, call) &&
        candidate.classification.kind === kind &&
        candidate.classification.sure === sure,
    );
    const failure = known ?? this.#firstOf(call, now);
    this.#failures = [...this.#failures.filter((candidate) => candidate !== known), failure];
    failure.lastAt = now;
    failure.endpoints.set(call.endpoint, true);
    if (call.scrub !== undefined) failure.scrubbers.set(call.scrub, true);
    const isOfItsOwn = noteRun(failure, call.runId, now);
    if (known === undefined) {
      if (this.#failures.length > MOST_FAILURES) this.#forgetOldestFailure();
      failure.repeats.start();
      if (!this.#wholeReports.take()) return;
      const isStopped = this.decide(call.providerId, call.classification) === "stop";
      this.#error(this.#texts.failureReport({ ...call, nextModel: this.#next(call) }, isStopped));
    } else if (isOfItsOwn) {
      failure.total += 1;
      failure.repeats.count();
    }
  }

  /** Without body, headers and error: what is remembered stays small and holds no secret. */
  #firstOf(call: JudgedCall, now: number): RememberedFailure {
    const { providerId, modelId, wireModel, classification } = call;
    const failure: RememberedFailure = {
      providerId,
      modelId,
      wireModel,
      classification,
      outcome: this.#texts.outcomeText(call),
      ...nothingSince(),
      firstAt: now,
      lastAt: now,
      total: 1,
      answeredBy: undefined,
      scrubbers: new BoundedMap(MOST_SCRUBBERS),
      endpoints: new BoundedMap(MOST_ENDPOINTS),
      repeats: this.#tally(REPEAT_INTERVAL_MS, (count, elapsedMs) =>
        this.#texts.repeatLine(failure, count, elapsedMs),
      ),
      unanswered: this.#tally(TURN_INTERVAL_MS, (count) =>
        this.#texts.unansweredLine(count, failure),
      ),
    };
    return failure;
  }

  #next(call: ModelCall & { readonly nextModel?: string | null | undefined }) {
    if (call.nextModel !== undefined) return call.nextModel;
    const next: unknown = this.#attempt(() => this.#nextModel(call));
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
        sameModel(candidate, call) &&
        (call.endpoint === "" ||
          candidate.endpoints.has("") ||
          candidate.endpoints.has(call.endpoint)),
    );
    this.#failures = this.#failures.filter((candidate) => !recovered.includes(candidate));
    for (const failure of recovered) {
      failure.repeats.drop();
      failure.unanswered.flush();
      this.#failOpen.log("warn", this.#texts.recoveryLine(failure, this.#clock.now()));
    }
    // A skip has no path. Model names set a chat apart from a listing, which any client may ask for.
    const resumed = this.#skips.filter(
      (candidate) => sameModel(candidate, call) && (call.modelId ?? call.wireModel) !== undefined,
    );
    this.#skips = this.#skips.filter((candidate) => !resumed.includes(candidate));
    for (const skip of resumed) {
      skip.repeats.flush();
      if (recovered.length === 0) this.#failOpen.log("warn", this.#texts.resumedLine(skip));
    }
  }

  #skip(skipped: SkippedCall): void {
    const now = this.#clock.now();
    const retryAt = skipped.retryInMs === undefined ? undefined : now + skipped.retryInMs;
    const failure = this.#failureBehind(skipped);
    const known = this.#skipOf(skipped);
    if (known !== undefined) {
      known.retryAt = retryAt ?? known.retryAt;
      if (!noteRun(known, skipped.runId, now)) return;
      known.total += 1;
      known.repeats.count();
      return;
    }
    const { providerId, modelId, wireModel } = skipped;
    const skip: RememberedSkip = {
      providerId,
      modelId,
      wireModel,
      ...nothingSince(),
      total: 1,
      retryAt,
      answeredBy: undefined,
      repeats: this.#tally(TURN_INTERVAL_MS, (count) =>
        this.#texts.skipLine(skip, count, this.#failureBehind(skip), this.#clock.now()),
      ),
    };
    noteRun(skip, skipped.runId, now);
    this.#skips.push(skip);
    if (this.#skips.length > MOST_SKIPS) this.#skips.shift()?.repeats.flush();
    skip.repeats.start();
    if (!this.#wholeReports.take()) return;
    this.#error(
      this.#texts.skipReport(
        {
          ...skipped,
          hostText: scrubbed(skipped.hostText, failure),
          nextModel: this.#next(skipped),
        },
        failure,
        now,
      ),
    );
  }

  #failureOf(call: ModelCall): RememberedFailure | undefined {
    return this.#failures.findLast((candidate) => sameModel(candidate, call));
  }

  #skipOf(call: ModelCall): RememberedSkip | undefined {
    return this.#skips.find((candidate) => sameModel(candidate, call));
  }

  /** A cool-down holds a provider's key, so a failure of another of its models explains it too. */
  #failureBehind(call: ModelCall): RememberedFailure | undefined {
    return (
      this.#failureOf(call) ?? this.#failures.findLast((candidate) => sameProvider(candidate, call))
    );
  }

  #endTurn({ asked, answeredBy, hostText }: EndedTurn): void {
    const { runId } = asked;
    const failed = this.#failures.findLast(
      (candidate) => sameModel(candidate, asked) && isOfRun(candidate, runId),
    );
    const skip = this.#skipOf(asked);
    const skipped = skip !== undefined && isOfRun(skip, runId) ? skip : undefined;
    if (answeredBy === undefined) this.#reportNoAnswer(asked, failed, skipped, hostText);
    else if (!sameModel(asked, answeredBy)) this.#reportWhoAnswered(answeredBy, failed, skipped);
    for (const touched of [failed, skipped]) {
      if (touched === undefined) continue;
      touched.pending = "no";
      if (runId !== undefined) touched.runs.set(runId, this.#clock.now());
    }
  }

  #reportWhoAnswered(
    answeredBy: ModelCall,
    failed: RememberedFailure | undefined,
    skipped: RememberedSkip | undefined,
  ): void {
    const by = modelText(answeredBy);
    if (skipped !== undefined) {
      if (skipped.answeredBy !== by) {
        this.#error(this.#texts.answeredSkippedLine(skipped, by, this.#failureBehind(skipped)));
      }
      skipped.answeredBy = by;
    } else if (failed !== undefined) {
      if (failed.answeredBy !== by) this.#error(this.#texts.answeredLine(failed, by));
      failed.answeredBy = by;
    }
  }

  #reportNoAnswer(
    asked: ModelCall,
    failed: RememberedFailure | undefined,
    skipped: RememberedSkip | undefined,
    hostText: string | undefined,
  ): void {
    const seen = failed !== undefined && skipped === undefined;
    // Nothing of this turn was seen: the host's text alone must show that it is about authentication.
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
    this.#error(
      this.#texts.noAnswerLine(asked, cause, { seen, hostText: host, now: this.#clock.now() }),
    );
  }

  #notice(call: NoticedCall): string | undefined {
    // A turn may have gone to another model for another reason than what is remembered of an earlier one.
    const isOfTurn = (one: RememberedFailure | RememberedSkip) =>
      sameModel(one, call) && (call.runId === undefined || isOfRun(one, call.runId));
    const own = this.#failures.findLast(isOfTurn);
    const skip = this.#skips.find(isOfTurn);
    const touched = own ?? skip;
    if (touched === undefined) return undefined;
    // A cool-down is of the failure before it, which may have had its notice in this session already.
    const { noticed } = own ?? this.#failureOf(call) ?? touched;
    const failure = skip === undefined ? own : this.#failureBehind(call);
    if (failure !== undefined && !isAuthKind(failure.classification.kind)) return undefined;
    const session = call.sessionId ?? "";
    if (!call.isStored && noticed.has(session)) return undefined;
    if (!call.isStored) noticed.set(session, true);
    return this.#texts.noticeLine(call, failure);
  }

  #tally(intervalMs: number, line: (count: number, elapsedMs: number) => string): Tally {
    return new Tally(this.#clock, intervalMs, (count, elapsedMs) =>
      this.#error(line(count, elapsedMs)),
    );
  }

  #error(text: string): void {
    this.#failOpen.log("error", text);
  }

  #attempt<Result>(work: () => Result): Result | undefined {
    return this.#failOpen.attempt("the fallback guard", work);
  }

  /** A throw in a timer would end the process. */
  #safeTimers(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      setTimeout: (callback, milliseconds) =>
        clock.setTimeout(() => this.#attempt(callback), milliseconds),
      clearTimeout: (timer) => clock.clearTimeout(timer),
    };
  }
}

/** Providers echo keys in their errors, and hosts quote those. */
function scrubbed(
  hostText: string | undefined,
  failure: RememberedFailure | undefined,
): string | undefined {
  if (hostText === undefined || failure === undefined) return hostText;
  return [...failure.scrubbers.keys()].reduce((text, scrub) => scrub(text), hostText);
}

import type { FailedCall } from "../diagnosis/failed-call.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { ReportedFailure, ReportedSkip } from "./reported.ts";
import type { Tally } from "./tally.ts";

/** What happened to one provider and model, in which runs and sessions. */
interface Remembered {
  /** What came since a turn was last reported to have ended: `runless` where its run is not known. */
  pending: "no" | "of a run" | "runless";
  /**
   * The latest runs that it happened in, and when it last did. A host's own retries within one run are one failure to
   * the user, and one turn may skip several keys of one provider.
   */
  readonly runs: BoundedMap<string, number>;
  readonly repeats: Tally;
  /** Sessions whose reply has had its notice. */
  readonly noticed: BoundedMap<string>;
}

/** One provider, model and kind that failed and has not answered since. */
export interface RememberedFailure extends ReportedFailure, Remembered {
  /** Of its latest requests: a host may try several keys of a provider, and quote any of them. */
  readonly scrubbers: BoundedMap<NonNullable<FailedCall["scrub"]>>;
  readonly endpoints: BoundedMap<string>;
  readonly unanswered: Tally;
}

/** One provider and model that the host leaves out. */
export interface RememberedSkip extends ReportedSkip, Remembered {}

const MOST_RUNS = 64;
const MOST_SESSIONS = 512;

export function nothingSince(): Pick<Remembered, "pending" | "runs" | "noticed"> {
  return {
    pending: "no",
    runs: new BoundedMap(MOST_RUNS),
    noticed: new BoundedMap(MOST_SESSIONS),
  };
}

/** Whether it is of the turn of this run, or where that is not known, of one that has not ended yet. */
export function isOfRun(
  { pending, runs }: Pick<Remembered, "pending" | "runs">,
  runId: string | undefined,
): boolean {
  if (runId === undefined) return pending !== "no";
  return pending === "runless" || runs.has(runId);
}

/** A host tries again within seconds; under the same name later it is another turn. Milliseconds. */
const RETRY_MS = 60_000;

/** Notes that it happened in this run; false for what a host tried again within the same one. */
export function noteRun(
  remembered: Pick<Remembered, "pending" | "runs">,
  runId: string | undefined,
  now: number,
): boolean {
  if (runId === undefined) {
    remembered.pending = "runless";
    return true;
  }
  if (remembered.pending === "no") remembered.pending = "of a run";
  const before = remembered.runs.get(runId);
  remembered.runs.set(runId, now);
  return before === undefined || now - before > RETRY_MS;
}

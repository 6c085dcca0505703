import type { Classification } from "../diagnosis/failure.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import type { RecentRuns } from "./recent-runs.ts";
import type { RecentScrubbers } from "./recent-scrubbers.ts";
import type { RecentSet } from "./recent-set.ts";
import type { Tally } from "./tally.ts";

export type Pending = "no" | "of a run" | "runless";

/** One provider, model and kind that failed and has not answered since. */
export interface RememberedFailure {
  readonly call: ModelCall;
  readonly classification: Classification;
  readonly outcome: string;
  readonly scrubbers: RecentScrubbers;
  readonly endpoints: RecentSet;
  /** A host's own retries within one run are one failure to the user. */
  readonly runs: RecentRuns;
  readonly firstAt: number;
  lastAt: number;
  total: number;
  readonly repeats: Tally;
  readonly unanswered: Tally;
  /** The model that was last told to have answered instead. */
  answeredBy: string | undefined;
  /** What came since a turn was last told to have ended: `runless` where its run is not known. */
  pending: Pending;
  /** Sessions whose reply said it already. */
  readonly noticed: RecentSet;
}

/** One provider and model that the host leaves out. */
export interface RememberedSkip {
  readonly call: ModelCall;
  total: number;
  /** One turn may skip several keys of one provider. */
  readonly runs: RecentRuns;
  retryAt: number | undefined;
  /** As with a failure. */
  pending: Pending;
  answeredBy: string | undefined;
  readonly repeats: Tally;
  readonly noticed: RecentSet;
}

/** Whether it is of the turn of this run, or where that is not known, of one that has not ended yet. */
export function isOfRun(
  { pending, runs }: Pick<RememberedFailure | RememberedSkip, "pending" | "runs">,
  runId: string | undefined,
): boolean {
  if (runId === undefined) return pending !== "no";
  return pending === "runless" || runs.has(runId);
}

import type { Classification } from "./failure.ts";
import type { ModelCall } from "./model-call.ts";
import type { RecentSet } from "./recent-set.ts";
import type { Tally } from "./tally.ts";

/** One provider, model and kind that failed and has not answered since. */
export interface RememberedFailure {
  readonly call: ModelCall;
  readonly classification: Classification;
  readonly outcome: string;
  readonly endpoints: RecentSet;
  /** A host's own retries within one run are one failure to the user. */
  readonly runs: RecentSet;
  readonly firstAt: number;
  lastAt: number;
  total: number;
  readonly repeats: Tally;
  readonly unanswered: Tally;
  /** The model that was last told to have answered instead. */
  answeredBy: string | undefined;
  /** Whether a turn that ends now was touched by it. */
  pending: boolean;
  /** Sessions whose reply said it already. */
  readonly noticed: RecentSet;
}

/** One provider and model that the host leaves out. */
export interface RememberedSkip {
  readonly call: ModelCall;
  total: number;
  /** One turn may skip several keys of one provider. */
  readonly runs: RecentSet;
  retryAt: number | undefined;
  /** As with a failure. */
  pending: boolean;
  answeredBy: string | undefined;
  readonly repeats: Tally;
  readonly noticed: RecentSet;
}

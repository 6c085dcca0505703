import type { Classification } from "../diagnosis/failure.ts";
import type { Clock } from "./clock.ts";
import type { ObservedFailure } from "../diagnosis/failed-call.ts";
import { sameModel } from "./same-model.ts";

/** The transport waits up to 2 s for a failure's body; the caller has its error at once. */
const SAME_FAILURE_MS = 3000;
const MOST_RECENT = 64;

interface RecentFailure {
  readonly failure: ObservedFailure;
  readonly classification: Classification;
  readonly at: number;
}

/**
 * Where the transport is installed and a fallback loop runs, each failure is told of twice, with unlike evidence. The
 * second telling takes the verdict of the first; each is paired once, so that real repeats still count.
 */
export class SeenTwice {
  readonly #clock: Clock;
  /** Oldest first. */
  #recent: RecentFailure[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The other observer's verdict on this failure, or undefined where it has told of none. */
  take(failure: ObservedFailure): Classification | undefined {
    const since = this.#clock.now() - SAME_FAILURE_MS;
    this.#recent = this.#recent.filter(({ at }) => at >= since);
    const index = this.#recent.findIndex(
      ({ failure: other }) =>
        observer(other) !== observer(failure) &&
        other.status === failure.status &&
        sameModel(other, failure),
    );
    return index < 0 ? undefined : this.#recent.splice(index, 1)[0]?.classification;
  }

  remember(failure: ObservedFailure, classification: Classification): void {
    this.#recent.push({ failure, classification, at: this.#clock.now() });
    if (this.#recent.length > MOST_RECENT) this.#recent.shift();
  }
}

const observer = ({ seenBy }: ObservedFailure) => seenBy ?? "transport";

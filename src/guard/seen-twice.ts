import type { FailedCall } from "../diagnosis/failed-call.ts";
import type { Classification } from "../diagnosis/failure.ts";
import type { JudgedCall } from "../diagnosis/judged-call.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { Clock } from "./clock.ts";
import { sameModel } from "./same-model.ts";

/** The transport waits up to 2 s for a failure's body; the caller has its error at once. */
const SAME_FAILURE_MS = 3000;
const MOST_RECENT = 64;

/** What tells failures apart, and the verdict. An error holds what it was made in: the client and its connections. */
type Seen = ModelCall & Pick<JudgedCall, "classification" | "seenBy" | "status">;

/**
 * Where the transport is installed and a fallback loop runs, each failure is reported twice, with unlike evidence. The
 * second report takes the verdict of the first; each is paired once, so that real repeats still count.
 */
export class SeenTwice {
  readonly #clock: Clock;
  /** When each was judged. */
  readonly #recent = new BoundedMap<Seen, number>(MOST_RECENT);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The other observer's verdict on this failure, or undefined where it has reported none. */
  take(failure: FailedCall): Classification | undefined {
    const since = this.#clock.now() - SAME_FAILURE_MS;
    for (const [other, at] of this.#recent) {
      const isSame =
        observer(other) !== observer(failure) &&
        other.status === failure.status &&
        sameModel(other, failure);
      if (at < since || isSame) this.#recent.delete(other);
      if (at >= since && isSame) return other.classification;
    }
    return undefined;
  }

  remember({ classification, modelId, providerId, seenBy, status, wireModel }: JudgedCall): void {
    const seen = { classification, modelId, providerId, seenBy, status, wireModel };
    this.#recent.set(seen, this.#clock.now());
  }
}

const observer = ({ seenBy }: Pick<FailedCall, "seenBy">) => seenBy ?? "transport";

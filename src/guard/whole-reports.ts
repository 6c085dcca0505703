import type { Clock } from "./clock.ts";
import { Tally } from "./tally.ts";

/** So many different failures and skips are reported whole within the time of a window; a configuration has fewer. */
export const MOST_WHOLE_REPORTS = 50;
const WINDOW_MS = 3_600_000;
/** What is only counted is reported at most once in this time. */
const COUNT_INTERVAL_MS = 600_000;

/** A program that asks for ever new models must not fill its log: the first ones are reported whole, the others counted. */
export class WholeReports {
  readonly #clock: Clock;
  readonly #counted: Tally;
  #began = Number.NEGATIVE_INFINITY;
  #reported = 0;

  /** `report` gets how many were counted, and the time that they were counted in. */
  constructor(clock: Clock, report: (count: number, elapsedMs: number) => void) {
    this.#clock = clock;
    this.#counted = new Tally(clock, COUNT_INTERVAL_MS, report);
  }

  /** Whether one more is reported whole; else it is counted, the first one at once. */
  take(): boolean {
    const now = this.#clock.now();
    if (now - this.#began >= WINDOW_MS) {
      this.#began = now;
      this.#reported = 0;
    }
    this.#reported += 1;
    if (this.#reported <= MOST_WHOLE_REPORTS) return true;
    this.#counted.count();
    return false;
  }

  /** Reports what is still only counted. */
  flush(): void {
    this.#counted.flush();
  }
}

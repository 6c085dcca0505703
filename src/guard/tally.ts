import type { Clock } from "./clock.ts";

/**
 * Counts what would be reported too often, and reports the count once the interval since the last report is over, or
 * on closing, so that nothing is lost.
 */
export class Tally {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #report: (count: number, elapsedMs: number) => void;
  #count = 0;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<Clock["setTimeout"]> | undefined;

  constructor(
    clock: Clock,
    intervalMs: number,
    report: (count: number, elapsedMs: number) => void,
  ) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#report = report;
  }

  /** Something was reported by other means: the interval begins now. */
  start(): void {
    this.#reportedAt = this.#clock.now();
  }

  /** Whether the interval is not over yet. */
  get quiet(): boolean {
    return this.#left() > 0;
  }

  /** Reported at once where the interval is over. */
  count(): void {
    this.#count += 1;
    if (!this.quiet) this.flush();
    else if (this.#timer === undefined) {
      this.#timer = this.#clock.setTimeout(() => {
        this.#timer = undefined;
        this.flush();
      }, this.#left());
      this.#timer.unref?.();
    }
  }

  /** Reports what is counted, and stops the timer. */
  flush(): void {
    const count = this.#count;
    const elapsedMs = this.#clock.now() - this.#reportedAt;
    this.drop();
    if (count === 0) return;
    this.start();
    this.#report(count, elapsedMs);
  }

  /** Forgets what is counted, because it is reported by other means. */
  drop(): void {
    this.#count = 0;
    if (this.#timer !== undefined) this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #left(): number {
    return this.#reportedAt + this.#intervalMs - this.#clock.now();
  }
}

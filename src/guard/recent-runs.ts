/** A host tries again within seconds; under the same name later it is another turn. Milliseconds. */
const RETRY_MS = 60_000;
const MOST_RUNS = 64;

/** The latest runs that something happened in. */
export class RecentRuns {
  /** When it last happened, the oldest first. */
  readonly #lastAt = new Map<string, number>();

  has(run: string): boolean {
    return this.#lastAt.has(run);
  }

  /** Whether it is one of its own: false for what a host tried again within one run. */
  add(run: string, now: number): boolean {
    const before = this.#lastAt.get(run);
    this.#lastAt.delete(run);
    this.#lastAt.set(run, now);
    if (this.#lastAt.size > MOST_RUNS) {
      const [oldest] = this.#lastAt.keys();
      if (oldest !== undefined) this.#lastAt.delete(oldest);
    }
    return before === undefined || now - before > RETRY_MS;
  }
}

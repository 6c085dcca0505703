/** The latest so many strings; the oldest is forgotten. */
export class RecentSet {
  readonly #most: number;
  readonly #entries = new Set<string>();

  constructor(most: number, first?: string | undefined) {
    this.#most = most;
    if (first !== undefined) this.#entries.add(first);
  }

  has(entry: string): boolean {
    return this.#entries.has(entry);
  }

  /** Whether it is a new one. */
  add(entry: string): boolean {
    if (this.#entries.has(entry)) return false;
    this.#entries.add(entry);
    if (this.#entries.size > this.#most) {
      const [oldest] = this.#entries;
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    return true;
  }
}

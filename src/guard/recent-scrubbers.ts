type Scrub = (text: string) => string;

/** A host may try several keys of a provider, and quote any of them. */
const MOST_SCRUBBERS = 8;

/** Takes the secrets of the latest failed requests out of text. */
export class RecentScrubbers {
  #scrubbers: Scrub[];

  constructor(first: Scrub | undefined) {
    this.#scrubbers = first === undefined ? [] : [first];
  }

  add(scrub: Scrub | undefined): void {
    if (scrub === undefined) return;
    this.#scrubbers = [...this.#scrubbers, scrub].slice(-MOST_SCRUBBERS);
  }

  scrub(text: string): string {
    return this.#scrubbers.reduce((scrubbed, scrub) => scrub(scrubbed), text);
  }
}

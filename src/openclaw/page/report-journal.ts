import { copiedText } from "../../diagnosis/copied-text.ts";
import type { Logger } from "../../guard/fail-open.ts";

export interface JournalEntry {
  readonly at: number;
  readonly level: "error" | "warn";
  readonly text: string;
}

const MOST_ENTRIES = 50;
/** A report has a dozen lines; what is longer is cut. Characters. */
const LONGEST_TEXT = 8000;

/** A logger that keeps the latest of what it passes on: reports are without secrets already. */
export class ReportJournal implements Logger {
  readonly #logger: Logger;
  readonly #now: () => number;
  #entries: JournalEntry[] = [];

  constructor(logger: Logger, now: () => number = Date.now) {
    this.#logger = logger;
    this.#now = now;
  }

  /** Newest first. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  error(text: string): unknown {
    this.#keep("error", text);
    return this.#logger.error(text);
  }

  warn(text: string): unknown {
    this.#keep("warn", text);
    return this.#logger.warn(text);
  }

  #keep(level: JournalEntry["level"], text: string): void {
    const entry = { at: this.#now(), level, text: copiedText(text.slice(0, LONGEST_TEXT)) };
    this.#entries = [entry, ...this.#entries].slice(0, MOST_ENTRIES);
  }
}

import { atLeast } from "../hosts/host-versions.ts";

/** What a version's page shows of a message that the fallback answers, as seen in a browser. */
export interface Shown {
  readonly since: string;
  /** The answer and its notice, in every scene. */
  readonly fallback: "at once" | "once loaded again";
  /** What stands there until the page is loaded again. */
  readonly until?: string;
  readonly why: string;
  /** The page with every plugin's settings drawn in it, none of ours as a field. */
  readonly rawOnly?: string;
}

const SHOWN: readonly [Shown, ...Shown[]] = [
  {
    since: "2026.2.19",
    fallback: "once loaded again",
    until: "403 Kimi For Coding is currently only available for Coding Agents",
    why: "the first attempt's error ends the run for the page: it shows the provider's words, and no answer",
    rawOnly: "/config",
  },
  {
    since: "2026.6.11",
    fallback: "at once",
    why: "the page shows a run's notices behind the answer that it has seen being written",
  },
  {
    since: "2026.9.6",
    fallback: "at once",
    why: "the page shows what is kept beside the answer",
  },
];

export function shownBy(version: string): Shown {
  return SHOWN.findLast(({ since }) => atLeast(version, since)) ?? SHOWN[0];
}

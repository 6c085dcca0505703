import { createOutputScrubber } from "./output-scrubber.ts";
import type { Problem } from "./problem.ts";

/** A problem as it may be shown: without what came from elsewhere, in its path too. */
export function problemShower({
  secrets,
}: {
  readonly secrets: Iterable<string>;
}): (problem: Problem) => Problem {
  const scrub = createOutputScrubber(secrets);
  return (problem) => {
    const { path, message, fix } = problem;
    return { ...problem, path: scrub(path), message: scrub(message), fix: scrub(fix) };
  };
}

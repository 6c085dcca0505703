import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { Scrub } from "../secrets/scrubber.ts";

/**
 * For who keeps it for long. The table of a key is a hundred times its length, so it goes with the next garbage
 * collection and is made again by the next text, unless somebody holds the scrubber that it begins with.
 */
export function lightScrubber(
  secrets: Iterable<string>,
  first: Scrub = createOutputScrubber(secrets),
): Scrub {
  let held = new WeakRef(first);
  return (text) => {
    let scrub = held.deref();
    if (scrub === undefined) held = new WeakRef((scrub = createOutputScrubber(secrets)));
    return scrub(text);
  };
}

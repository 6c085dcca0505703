import { isPublicName } from "../providers/public-names.ts";
import { createScrubber, type Scrub } from "../secrets/scrubber.ts";

/** No public name is longer. */
const LONGEST_NAME = 64;
const NAME_CHARACTER = /^[\w.-]$/;

/**
 * Whether what a secret and the text have in common is within what everybody calls a provider or an api, which stands
 * there by itself: a key may hold such a name, and the name alone is no secret.
 */
function isPartOfName(view: string, from: number, to: number): boolean {
  let [start, end] = [from, to];
  const isShort = (): boolean => end - start <= LONGEST_NAME;
  while (isShort() && NAME_CHARACTER.test(view.charAt(start - 1))) start -= 1;
  while (isShort() && NAME_CHARACTER.test(view.charAt(end))) end += 1;
  // A sentence may end behind it.
  while (end > to && view.charAt(end - 1) === ".") end -= 1;
  return isShort() && isPublicName(view.slice(start, end));
}

/** For what is printed, logged or sent: names of providers and apis stay readable in it. */
export function createOutputScrubber(secrets: Iterable<string>): Scrub {
  return createScrubber(secrets, isPartOfName);
}

import type { Scrub } from "../secrets/scrubber.ts";
import type { Classification } from "./failure.ts";

/**
 * What a classification quotes, without secrets. A body is scrubbed before it is read, too, but reading it undoes
 * escapes and puts texts together.
 */
export function scrubClassification(
  classification: Classification,
  scrub: Scrub | undefined,
): Classification {
  if (scrub === undefined) return classification;
  const { code, message, expected } = classification;
  return {
    ...classification,
    code: code === undefined ? undefined : scrub(code),
    message: message === undefined ? undefined : scrub(message),
    expected: expected === undefined ? undefined : { ...expected, header: scrub(expected.header) },
  };
}

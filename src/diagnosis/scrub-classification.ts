import type { Scrub } from "../secrets/scrubber.ts";
import { copiedText } from "./copied-text.ts";
import type { Classification } from "./failure.ts";

/**
 * What a classification quotes, without secrets and without the text that it quotes: it is kept for long. A body is
 * scrubbed before it is read, too, but reading it undoes escapes and puts texts together.
 */
export function scrubClassification(
  classification: Classification,
  scrub: Scrub = (text) => text,
): Classification {
  const { code, message, expected, rule } = classification;
  const shown = (text: string): string => copiedText(scrub(text));
  return {
    ...classification,
    code: code === undefined ? undefined : shown(code),
    message: message === undefined ? undefined : shown(message),
    rule: copiedText(rule),
    expected: expected === undefined ? undefined : { ...expected, header: shown(expected.header) },
  };
}

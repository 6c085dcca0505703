import { withoutKeys } from "./key-shapes.ts";

const LONGEST_QUOTE = 400;

/** In quotation marks, on one line, and not for ever. */
export function quoted(text: string): string {
  const line = oneLine(text);
  return line.length > LONGEST_QUOTE ? `"${line.slice(0, LONGEST_QUOTE)} ..."` : `"${line}"`;
}

/** A provider's text goes to a terminal: no line breaks, no escape sequences, no reversed text. */
export function oneLine(text: string): string {
  return withoutKeys(text)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .trim();
}

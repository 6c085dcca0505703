/** Takes out `[start, end)` and puts `text` there; `start === end` only inserts. Offsets are of the text as read. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export function insertAt(offset: number, text: string): Splice {
  return { start: offset, end: offset, text };
}

/**
 * All splices at once. Those that insert at one place keep their order. Throws where two of them touch the same text:
 * the result would depend on the order.
 */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const inOrder = splices.toSorted((one, other) => one.start - other.start || one.end - other.end);
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  let result = "";
  let at = 0;
  for (const splice of inOrder) {
    if (splice.start < at || splice.end < splice.start || splice.end > text.length) {
      throw new RangeError(`edits overlap at offset ${splice.start}`);
    }
    result += text.slice(at, splice.start) + splice.text.replaceAll(/\r?\n/g, newline);
    at = splice.end;
  }
  return result + text.slice(at);
}

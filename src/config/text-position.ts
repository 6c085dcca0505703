/** Line and column count from 1; a column is one UTF-16 unit, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_BREAK = /\r\n|\r|\n/g;

/** The offset at which each line begins. */
export function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(LINE_BREAK), (match) => match.index + match[0].length)];
}

export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The lines of a text, without their breaks. */
export function linesOf(text: string): readonly string[] {
  return text.split(LINE_BREAK);
}

import { type Token, tokenize } from "@humanwhocodes/momoa";
import { shownKey } from "./config-path.ts";
import { lineStarts, linesOf, type Position, positionAt } from "./text-position.ts";

const LINES_AROUND = 2;

/** One value or comment, and the dots that are shown in its place. */
interface Veil {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/**
 * Takes the text of a configuration and returns what shows the lines around a position, with a caret under it: as wide
 * as `room`, the part around the caret. These lines hold keys, so every value and every comment is shown as dots; keys,
 * punctuation, `true`, `false` and `null` stay. A text that cannot be taken apart has no frame, since then nothing of it
 * may be shown.
 */
export function createCodeFrame(
  text: string,
): (position: Position, room?: number) => string | undefined {
  const veils = veilsOf(text);
  if (veils === undefined) return () => undefined;
  const shown = veiled(text, veils);
  const columns = shownColumns(text, shown, veils);
  // The end of the last line begins no other one.
  const lines = linesOf(shown.trimEnd());
  return (position, room = Infinity) => {
    const first = Math.max(1, position.line - LINES_AROUND);
    const last = Math.min(lines.length, position.line + LINES_AROUND);
    const digits = String(last).length;
    const width = room - digits - GUTTER;
    const caret = columns(position) - 1;
    const from = caret < width - 1 ? 0 : caret - Math.floor(width / 2);
    const rows: string[] = [];
    for (let number = first; number <= last; number++) {
      const mark = number === position.line ? ">" : " ";
      const line = lines[number - 1] ?? "";
      const row = `${mark} ${String(number).padStart(digits)} | ${partOf(line, from, width)}`;
      rows.push(row.trimEnd());
      if (number !== position.line) continue;
      // Tabs stay, so that the caret stands where they lead.
      const before = line.slice(from, caret).replace(/[^\t]/g, " ");
      rows.push(`  ${" ".repeat(digits)} | ${before.padEnd(caret - from)}^`);
    }
    return rows.join("\n");
  };
}

/** Around the number of a line: a mark, blanks and a bar. */
const GUTTER = 5;

function partOf(line: string, from: number, width: number): string {
  const begin = from > 0 && line.length > from ? "…" : "";
  const end = line.length > from + width ? "…" : "";
  return begin + line.slice(from + begin.length, from + width - end.length) + end;
}

function veiled(text: string, veils: readonly Veil[]): string {
  const pieces: string[] = [];
  let end = 0;
  for (const veil of veils) {
    pieces.push(text.slice(end, veil.start), veil.shown);
    end = veil.end;
  }
  return pieces.join("") + text.slice(end);
}

/** Where a column went, since what stands in front of it may have become shorter or longer. */
function shownColumns(
  text: string,
  shown: string,
  veils: readonly Veil[],
): (position: Position) => number {
  const starts = lineStarts(text);
  const shownStarts = lineStarts(shown);
  const ends = [0, ...veils.map(({ end }) => end)];
  const shifts = [0];
  for (const veil of veils) {
    shifts.push((shifts.at(-1) ?? 0) + veil.shown.length - (veil.end - veil.start));
  }
  return ({ line, column }) => {
    const offset = (starts[line - 1] ?? 0) + column - 1;
    // The last veil that ends in front of it: "lines" are what `positionAt` counts.
    const shift = shifts[positionAt(ends, offset).line - 1] ?? 0;
    return offset + shift - (shownStarts[line - 1] ?? 0) + 1;
  };
}

function veilsOf(text: string): readonly Veil[] | undefined {
  let tokens: readonly Token[];
  // momoa 3.3.13 reads for ever behind a backslash that ends the text.
  if (text.endsWith("\\")) return undefined;
  try {
    tokens = tokenize(text, { mode: "json5" });
  } catch {
    return undefined;
  }
  /** The keys of the objects and lists around a token; the last is the key read last. */
  const keys: string[] = [""];
  return tokens.flatMap((token, index) => {
    const start = token.loc.start.offset;
    const end = token.loc.end.offset;
    const written = text.slice(start, end);
    const isItsKey = isNameToken(token) && isKey(tokens, index);
    const shown = shownFor(token, written, isItsKey ? (keys.at(-2) ?? "") : undefined);
    if (token.type === "LBrace" || token.type === "LBracket") keys.push("");
    else if (token.type === "RBrace" || token.type === "RBracket") keys.pop();
    else if (isItsKey) keys[keys.length - 1] = written;
    // As many lines as before, or all that follows would be told at the wrong line.
    const breaks = "\n".repeat(linesOf(written).length - 1);
    return shown === undefined ? [] : [{ start, end, shown: shown + breaks }];
  });
}

const isNameToken = ({ type }: Token): boolean => type === "String" || type === "Identifier";

/** What stands in place of a token; undefined where it may be shown as it is. `parent`: of a key, the one around it. */
function shownFor(token: Token, written: string, parent: string | undefined): string | undefined {
  if (token.type === "LineComment") return "// ...";
  if (token.type === "BlockComment") return "/* ... */";
  if (token.type === "Number") return "...";
  if (token.type !== "String") return undefined;
  return parent === undefined ? '"..."' : veiledKey(written, HEADERS_KEY.test(parent));
}

/** With its quotes; other tools' names for a map of headers too. */
const HEADERS_KEY = /headers?["']?$/i;

/** `written` with its quotes. */
function veiledKey(written: string, underHeaders: boolean): string | undefined {
  const key = written.slice(1, -1);
  const shown = shownKey(key, underHeaders);
  return shown === key ? undefined : written.charAt(0) + shown + written.charAt(0);
}

/** Whether a colon follows. */
function isKey(tokens: readonly Token[], index: number): boolean {
  for (let next = index + 1; next < tokens.length; next++) {
    const type = tokens[next]?.type;
    if (type !== "LineComment" && type !== "BlockComment") return type === "Colon";
  }
  return false;
}

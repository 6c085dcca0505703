import { type Token, tokenize } from "@humanwhocodes/momoa";
import { LONGEST_NAME, shownKey } from "./config-path.ts";
import { lineStarts, linesOf, type Position } from "./text-position.ts";

const LINES_AROUND = 2;

/** One value or comment, and the dots that are shown in its place. */
interface Veil {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
}

/**
 * Takes the text of a configuration and returns what shows the lines around a position, with a caret under it. These
 * lines hold keys, so every value and every comment is shown as dots; keys, punctuation, `true`, `false` and `null`
 * stay. A text that cannot be taken apart has no frame, since then nothing of it may be shown.
 */
export function createCodeFrame(text: string): (position: Position) => string | undefined {
  const veils = veilsOf(text);
  if (veils === undefined) return () => undefined;
  const starts = lineStarts(text);
  // The end of the last line begins no other one.
  const lines = linesOf(veiled(text, veils).trimEnd());
  return (position) => {
    const first = Math.max(1, position.line - LINES_AROUND);
    const last = Math.min(lines.length, position.line + LINES_AROUND);
    const width = String(last).length;
    const rows: string[] = [];
    for (let line = first; line <= last; line++) {
      const mark = line === position.line ? ">" : " ";
      rows.push(`${mark} ${String(line).padStart(width)} | ${lines[line - 1] ?? ""}`.trimEnd());
      if (line === position.line) {
        const column = shownColumn(veils, starts[line - 1] ?? 0, position.column);
        // Tabs stay, so that the caret stands where they lead.
        const before = (lines[line - 1] ?? "").slice(0, column - 1).replace(/[^\t]/g, " ");
        rows.push(`  ${" ".repeat(width)} | ${before.padEnd(column - 1)}^`);
      }
    }
    return rows.join("\n");
  };
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

/** Where a column went, since what stands in front of it on its line may have become shorter or longer. */
function shownColumn(veils: readonly Veil[], lineStart: number, column: number): number {
  let shift = 0;
  for (const veil of veils) {
    if (veil.end > lineStart + column - 1) break;
    if (veil.end <= lineStart) continue;
    const shown = veil.shown.length - (veil.shown.lastIndexOf("\n") + 1);
    shift += shown - (veil.end - Math.max(veil.start, lineStart));
  }
  return column + shift;
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
  return tokens.flatMap((token, index) => {
    const start = token.loc.start.offset;
    const end = token.loc.end.offset;
    const written = text.slice(start, end);
    const shown = shownFor(token, written, isKey(tokens, index));
    // As many lines as before, or all that follows would be told at the wrong line.
    const breaks = "\n".repeat(linesOf(written).length - 1);
    return shown === undefined ? [] : [{ start, end, shown: shown + breaks }];
  });
}

/** What stands in place of a token; undefined where it may be shown as it is. */
function shownFor(token: Token, written: string, key: boolean): string | undefined {
  if (token.type === "LineComment") return "// ...";
  if (token.type === "BlockComment") return "/* ... */";
  if (token.type === "Number") return "...";
  if (token.type === "String") return key ? veiledKey(written) : '"..."';
  return undefined;
}

/** `written` with its quotes. */
function veiledKey(written: string): string | undefined {
  const key = written.slice(1, -1);
  // Which object a key is of is not known here; a long one is taken for a header.
  const shown = shownKey(key, key.length > LONGEST_NAME);
  return shown === key ? undefined : written.charAt(0) + shown + written.charAt(0);
}

/** A string in front of a colon. */
function isKey(tokens: readonly Token[], index: number): boolean {
  for (let next = index + 1; next < tokens.length; next++) {
    const type = tokens[next]?.type;
    if (type !== "LineComment" && type !== "BlockComment") return type === "Colon";
  }
  return false;
}

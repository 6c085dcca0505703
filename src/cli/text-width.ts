import { isAbsolute } from "node:path";
import type { CommandIo, OutputStream } from "./command-io.ts";

/** East Asian wide characters and emoji take two cells of a terminal (Unicode Standard Annex 11, rounded to blocks). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mark}\p{Cf}]/u;

/** Cells that the text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character < "\u0300") return 1;
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The room there is: the terminal's, or what `COLUMNS` says; a pipe has no edge, so that `grep` finds whole lines. */
export function roomOf(stream: OutputStream, env: CommandIo["env"]): number {
  const columns = stream.columns ?? Number(env.COLUMNS);
  return columns >= 20 ? columns : Infinity;
}

/** Breaks at spaces, and inside a word only where it is longer than a whole line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) lines.push(...wrapParagraph(paragraph, width));
  return lines;
}

/** Wraps one line of labelled text so that what follows stands under what it continues. */
export function wrapHanging(line: string, width: number): string[] {
  // A path is copied whole.
  if (isAbsolute(line.trim())) return [line];
  const text = line.replace(/^ *(?:[a-z]+(?: [a-z]+)? {2,})?/, "");
  const lead = line.length - text.length;
  // Too little room beside it.
  if (lead > width / 2) return wrapText(line, width);
  return wrapText(text, width - lead).map(
    (part, index) => (index === 0 ? line.slice(0, lead) : " ".repeat(lead)) + part,
  );
}

function wrapParagraph(paragraph: string, width: number): string[] {
  if (textWidth(paragraph) <= width) return [paragraph];
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (textWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line.trimEnd());
    const { pieces, rest } = breakWord(word, width);
    lines.push(...pieces);
    line = rest;
  }
  lines.push(line);
  return lines;
}

/** Behind a dot, slash or hyphen where there is one in the second half of the line. */
function breakWord(word: string, width: number): { pieces: string[]; rest: string } {
  const pieces: string[] = [];
  let rest = word;
  for (;;) {
    const most = fitting(rest, width);
    if (most.length === rest.length) return { pieces, rest };
    const joint = Math.max(...[".", "/", "-"].map((mark) => most.lastIndexOf(mark))) + 1;
    const piece = joint > most.length / 2 ? most.slice(0, joint) : most;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
}

/** The longest beginning that fits; never empty. */
function fitting(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

import { CHARACTER_OF_ENTITY } from "./html-entities.ts";

/**
 * A text as a chain of readers would understand it: one string in which each UTF-16 unit is an ASCII character or a byte
 * of UTF-8, and where each of them stands in the text.
 */
export interface DecodedView {
  readonly text: string;
  /** Where the spelling of a unit begins in the text, and where it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether one escape has backslashes of several spellings, so that it is not clear which of them belong to it. */
  readonly mixed: boolean;
}

/** `&VerticalLine;` */
const LONGEST_REFERENCE = 14;
const HEX = /[\dA-Fa-f]/;
/** What every escape has. Without one no character is looked at twice. */
const ESCAPE = /[%&\\]/;
const HIGH_SURROGATE = /[\ud800-\udbff]/;
const LOW_SURROGATE = /[\udc00-\udfff]/;
/** What JSON and its likes write as a letter behind a backslash. */
const LETTER_OF_CONTROL: Readonly<Record<string, string>> = {
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\f": "f",
  "\r": "r",
};

/**
 * Undoes, to any depth and in any mixture, what writers do to single characters: JSON (`\/`, `\u003d`), percent encoding,
 * HTML entities, `\x3d`. Escaping a text any further does not change its view, so a secret is found in whatever spelling
 * by its own view. Backslashes are left out, as their number says only how often a text was escaped.
 *
 * One pass with a stack: each character is pushed, and an escape that it completes is replaced by what it stands for,
 * which may complete another one.
 *
 * `anySpelling`: backslashes in a row belong together however they are spelled, as where only some characters of a text
 * were percent-encoded; without, only those of one spelling, as where a backslash of a secret stands before an escape.
 */
export function decodedView(text: string, anySpelling = false): DecodedView {
  let mixed = false;
  let escaped = false;
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];

  function put(unit: string, start: number, end: number): void {
    units.push(unit);
    starts.push(start);
    ends.push(end);
  }

  /** Takes the last units off; where they begin. */
  function drop(count: number): number {
    const start = starts[units.length - count] ?? 0;
    units.length -= count;
    starts.length -= count;
    ends.length -= count;
    return start;
  }

  /** Puts a character, as bytes where it is not ASCII. */
  function push(character: string, start: number, end: number): void {
    const top = units.at(-1);
    const code = character.charCodeAt(0);
    if (code < 0x80) {
      put(LETTER_OF_CONTROL[character] ?? character, start, end);
      escaped ||= ESCAPE.test(character);
      if (escaped) reduce();
    } else if (LOW_SURROGATE.test(character) && top !== undefined && HIGH_SURROGATE.test(top)) {
      const from = drop(1);
      for (const byte of bytesOf(top + character)) put(byte, from, end);
    } else if (code >= 0xd800 && code < 0xe000) {
      put(character, start, end);
    } else for (const byte of bytesOf(character)) put(byte, start, end);
  }

  /** Replaces an escape that the last unit completes. */
  function reduce(): void {
    const last = units.at(-1) ?? "";
    const end = ends.at(-1) ?? 0;
    if (last === ";") {
      const tail = units.slice(-LONGEST_REFERENCE);
      const from = tail.lastIndexOf("&");
      const length = tail.length - from;
      const character = from < 0 ? undefined : characterOf(tail.slice(from).join(""));
      if (character === undefined) return;
      const start = drop(length);
      for (const unit of character.split("")) push(unit, start, end);
    } else if (HEX.test(last)) {
      if (endsIn("%", 2)) pushByte(3, end);
      else if (endsIn("x", 2) && units.at(-4) === "\\") {
        pushByte(3 + unescape(3), end);
      } else if (endsIn("u", 4) && units.at(-6) === "\\") {
        const code = Number.parseInt(units.slice(-4).join(""), 16);
        push(String.fromCharCode(code), drop(5 + unescape(5)), end);
      }
    }
  }

  /** Whether the last units are a mark and that many hexadecimal digits. */
  function endsIn(mark: string, digits: number): boolean {
    if (units.at(-1 - digits) !== mark) return false;
    return units.slice(-digits).every((unit) => HEX.test(unit));
  }

  /**
   * Of the backslashes in front of so many last units leaves those that belong to what they stand
   * for, and returns how many are to go. Each time that JSON is read, two become one; one before `u` goes with it: of
   * `\\\\u` nothing is left, of `\\\\\\u` the first one.
   */
  function unescape(behind: number): number {
    const last = units.length - behind - 1;
    const length = (at: number) => (ends[at] ?? 0) - (starts[at] ?? 0);
    let count = 0;
    for (; units[last - count] === "\\"; count++) {
      if (length(last - count) === length(last)) continue;
      mixed = true;
      if (!anySpelling) break;
    }
    let odd = count;
    while (odd % 2 === 0) odd /= 2;
    return count - (odd - 1) / 2;
  }

  function pushByte(length: number, end: number): void {
    const byte = String.fromCharCode(Number.parseInt(units.slice(-2).join(""), 16));
    const start = drop(length);
    if (byte < "\u0080") push(byte, start, end);
    else put(byte, start, end);
  }

  for (let at = 0; at < text.length; at++) push(text.charAt(at), at, at + 1);
  const view = { text: units.join(""), starts, ends, mixed };
  return view.text.includes("\\") ? withoutBackslashes(view) : view;
}

/** All that a text may say: two views where it is not clear which backslashes belong to an escape. */
export function decodedViews(text: string): DecodedView[] {
  const view = decodedView(text);
  return view.mixed ? [view, decodedView(text, true)] : [view];
}

/** Those that are left belong to the character behind them. */
function withoutBackslashes(view: DecodedView): DecodedView {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let start: number | undefined;
  for (const [at, unit] of view.text.split("").entries()) {
    start ??= view.starts[at] ?? 0;
    if (unit === "\\") continue;
    units.push(unit);
    starts.push(start);
    ends.push(view.ends[at] ?? 0);
    start = undefined;
  }
  return { text: units.join(""), starts, ends, mixed: view.mixed };
}

const encoder = new TextEncoder();

/** Each byte as the character of its number. */
export function bytesOf(text: string): string[] {
  return Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte));
}

/** What an HTML character reference stands for. */
function characterOf(reference: string): string | undefined {
  const number = /^&#(?:x([\da-f]{1,8})|(\d{1,9}));$/i.exec(reference);
  if (number === null) return CHARACTER_OF_ENTITY.get(reference.slice(1, -1));
  const [, hexadecimal, decimal = ""] = number;
  const code =
    hexadecimal === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

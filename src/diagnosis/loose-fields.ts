const MOST_FIELDS = 60;
const MOST_NAME = 24;
const MOST_VALUE = 1_000;

/** What may stand without quotes: a code or a status. Prose after `Message:` is no field. */
const UNQUOTED_NAME = /^(?:(?:err|error|status|http|ret|http_status)?_?code|status|type|reason)$/u;
const NOTHING: ReadonlySet<string> = new Set(["none", "null", "nil", "undefined", "true", "false"]);

const COLON = 0x3a;
const EQUALS = 0x3d;

/** A pair that stands in text: `start` is where its separator is, `end` the first character behind its value. */
export interface LooseField {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads `name: value` pairs out of text that is almost JSON: cut bodies, Python reprs, gRPC text, JSON inside
 * a string. An unquoted value counts only for a code, where it is one plain word. A quoted value is read for
 * pairs of its own too: a caller that reads the value itself passes over those that start before its `end`.
 */
export function readFields(text: string): LooseField[] {
  const plain = text.includes("\\") ? unescapeOnce(text) : text;
  const fields: LooseField[] = [];
  const closings = new ClosingQuotes(plain);
  for (let index = 1; index < plain.length && fields.length < MOST_FIELDS; index += 1) {
    const letter = plain.charCodeAt(index);
    if (letter !== COLON && letter !== EQUALS) continue;
    const name = nameBefore(plain, index);
    const isCode = UNQUOTED_NAME.test(name);
    const found = name === "" ? undefined : readValue(plain, index + 1, isCode, closings);
    if (found !== undefined) fields.push({ name, start: index, ...found });
  }
  return fields;
}

/** The name that ends before a separator, however quoted; `""` where none does. */
function nameBefore(text: string, separator: number): string {
  let end = separator;
  if (text.charAt(end - 1) === " ") end -= 1;
  if (/["']/u.test(text.charAt(end - 1))) end -= 1;
  let start = end;
  while (end - start <= MOST_NAME && isOfName(text.charCodeAt(start - 1))) start -= 1;
  const isWhole = start < end && end - start <= MOST_NAME && !/[\d-]/u.test(text.charAt(start - 1));
  return isWhole ? text.slice(start, end).toLowerCase() : "";
}

/** A letter without accent, or `_`. */
function isOfName(code: number): boolean {
  const small = code | 0x20;
  return (small >= 0x61 && small <= 0x7a) || code === 0x5f;
}

function readValue(
  text: string,
  separator: number,
  isCode: boolean,
  closings: ClosingQuotes,
): { value: string; end: number } | undefined {
  let start = separator;
  while (/\s/u.test(text.charAt(start))) start += 1;
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") {
    if (!isCode) return undefined;
    const word = /^[\w.-]{1,60}(?=[\s,;})\]]|$)/u.exec(text.slice(start, start + 61))?.[0];
    if (word === undefined || NOTHING.has(word.toLowerCase())) return undefined;
    return { value: word, end: start + word.length };
  }
  const limit = Math.min(text.length, start + MOST_VALUE);
  const close = closings.from(start + 1, quote);
  if (close >= limit) return { value: text.slice(start + 1, limit), end: limit };
  return { value: text.slice(start + 1, close), end: close + 1 };
}

/** Where quoted values end. Asked from left to right, it reads the text once for each kind of quote. */
class ClosingQuotes {
  readonly #text: string;
  readonly #next: Record<string, number> = {};

  constructor(text: string) {
    this.#text = text;
  }

  /** The first closing quote at `start` or behind it, or the text's length. */
  from(start: number, quote: string): number {
    let index = Math.max(start, this.#next[quote] ?? 0);
    while (index < this.#text.length && !this.#closesAt(index, quote)) index += 1;
    this.#next[quote] = index;
    return index;
  }

  /** A quote closes only before punctuation, so that the apostrophe of a repr's prose does not. */
  #closesAt(index: number, quote: string): boolean {
    return (
      this.#text.charAt(index) === quote && /[\s,;:})\]]/u.test(this.#text.charAt(index + 1) || " ")
    );
  }
}

/** JSON inside a string, at any depth: `\\\"code\\\"` reads as `"code"`. */
function unescapeOnce(text: string): string {
  return text.replace(/\\{1,8}(["'nrt/])/gu, (_, escaped: string) =>
    escaped === '"' || escaped === "'" || escaped === "/" ? escaped : " ",
  );
}

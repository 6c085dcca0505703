/** A field's name, however quoted, before `:` or `=`. */
export const FIELD_NAME = /(?<![\w-])([A-Za-z_]{2,24})["']?\s{0,8}[:=]\s{0,8}/gu;

const MOST_FIELDS = 60;
const MOST_VALUE = 1_000;

/**
 * Reads `name: value` pairs out of text that is almost JSON: cut bodies, Python reprs, gRPC text, JSON inside
 * a string. An unquoted value counts only where it is one plain word.
 */
export function readFields(text: string): [name: string, value: string][] {
  const plain = text.includes("\\") ? unescapeOnce(text) : text;
  const fields: [string, string][] = [];
  for (const found of plain.matchAll(FIELD_NAME)) {
    const value = readValue(plain, found.index + found[0].length);
    if (value !== undefined) fields.push([(found[1] ?? "").toLowerCase(), value]);
    if (fields.length >= MOST_FIELDS) break;
  }
  return fields;
}

function readValue(text: string, start: number): string | undefined {
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") {
    return /^[\w.-]{1,60}(?=[\s,;})\]]|$)/u.exec(text.slice(start, start + 61))?.[0];
  }
  // A quote closes only before punctuation, so that the apostrophe of a repr's prose does not.
  for (let index = start + 1; index < text.length && index - start < MOST_VALUE; index += 1) {
    if (text.charAt(index) === quote && /[\s,;:})\]]/u.test(text.charAt(index + 1) || " ")) {
      return text.slice(start + 1, index);
    }
  }
  return text.slice(start + 1, start + MOST_VALUE);
}

/** JSON inside a string, at any depth: `\\\"code\\\"` reads as `"code"`. */
function unescapeOnce(text: string): string {
  return text.replace(/\\{1,8}(["'nrt/])/gu, (_, escaped: string) =>
    escaped === '"' || escaped === "'" || escaped === "/" ? escaped : " ",
  );
}

const MOST_FIELDS = 60;
const MOST_NAME = 24;
const MOST_VALUE = 1_000;

/** What may stand without quotes: a code or a status. Prose after `Message:` is no field. */
const UNQUOTED_NAME = /^(?:(?:err|error|status|http|ret|http_status)?_?code|status|type|reason)$/u;
const NOTHING: ReadonlySet<string> = new Set(["none", "null", "nil", "undefined", "true", "false"]);

/**
 * Reads `name: value` pairs out of text that is almost JSON: cut bodies, Python reprs, gRPC text, JSON inside
 * a string. An unquoted value counts only for a code, where it is one plain word.
 */
export function readFields(text: string): [name: string, value: string][] {
  const plain = text.includes("\\") ? unescapeOnce(text) : text;
  const fields: [string, string][] = [];
  for (let index = 1; index < plain.length && fields.length < MOST_FIELDS; index += 1) {
    if (plain.charAt(index) !== ":" && plain.charAt(index) !== "=") continue;
    const name = nameBefore(plain, index);
    const value = name === "" ? undefined : readValue(plain, index + 1, UNQUOTED_NAME.test(name));
    if (value !== undefined) fields.push([name, value]);
  }
  return fields;
}

/** The name that ends before a separator, however quoted; `""` where none does. */
function nameBefore(text: string, separator: number): string {
  let end = separator;
  if (text.charAt(end - 1) === " ") end -= 1;
  if (/["']/u.test(text.charAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start <= MOST_NAME && /[a-z_]/iu.test(text.charAt(start - 1)))
    start -= 1;
  const isWhole = start < end && end - start <= MOST_NAME && !/[\d-]/u.test(text.charAt(start - 1));
  return isWhole ? text.slice(start, end).toLowerCase() : "";
}

function readValue(text: string, separator: number, isCode: boolean): string | undefined {
  let start = separator;
  while (/\s/u.test(text.charAt(start))) start += 1;
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") {
    if (!isCode) return undefined;
    const word = /^[\w.-]{1,60}(?=[\s,;})\]]|$)/u.exec(text.slice(start, start + 61))?.[0];
    return word === undefined || NOTHING.has(word.toLowerCase()) ? undefined : word;
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

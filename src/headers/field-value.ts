/** Node servers stop reading a request head at 16 KiB; a client adds its own fields to ours. */
export const MAX_FIELD_VALUE = 8 * 1024;
export const MAX_FIELDS_TOGETHER = 12 * 1024;

/** RFC 9110 section 5.5: visible ASCII, space, tab and obs-text. Everything else garbles or splits the request. */
const FORBIDDEN = /[^\t\x20-\x7e\x80-\xff]/u;

export type FieldValueFault =
  | { readonly code: "empty" }
  | { readonly code: "too-long"; readonly length: number }
  | {
      readonly code: "line-break" | "control-character" | "above-latin-1";
      readonly at: number;
      readonly character: string;
    };

/** Takes off surrounding spaces and tabs, as every HTTP parser does. Only those two: U+00A0 is part of the value. */
export function trimFieldValue(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

/** What keeps a trimmed value off the wire, or undefined. `at` counts UTF-16 units from 0. */
export function checkFieldValue(value: string): FieldValueFault | undefined {
  if (value === "") return { code: "empty" };
  const forbidden = FORBIDDEN.exec(value);
  if (forbidden)
    return { code: kindOf(forbidden[0]), at: forbidden.index, character: forbidden[0] };
  // All characters are below U+0100 here, so a character is one byte.
  if (value.length > MAX_FIELD_VALUE) return { code: "too-long", length: value.length };
  return undefined;
}

/** The cheap form of `checkFieldValue`, for a value that was substituted into a request. */
export function isFieldValue(value: string): boolean {
  return value !== "" && value.length <= MAX_FIELD_VALUE && !FORBIDDEN.test(value);
}

/** Bytes of one field line in an HTTP/1.1 head: `name: value` and the line break. */
export function fieldLineSize(name: string, value: string): number {
  return name.length + value.length + 4;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

function kindOf(character: string): "line-break" | "control-character" | "above-latin-1" {
  if (character === "\n" || character === "\r") return "line-break";
  return character > "\u00ff" ? "above-latin-1" : "control-character";
}

import { sameFieldName } from "./field-name.ts";
import { trimFieldValue } from "./field-value.ts";

/** Names and values in turn, as undici holds them: `[name, value, name, [value, value], ...]`. */
export type FieldList = (string | string[])[];

/** A value as a request holds it: one field line, or several of one name. */
export type HeldValue = FieldList[number];

/** Two by two, also where a client holds bytes for text; a name without a value is left out. */
export function pairsOf<Item>(fields: readonly Item[]): [name: Item, value: Item][] {
  const pairs: [Item, Item][] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    pairs.push([fields[at] as Item, fields[at + 1] as Item]);
  }
  return pairs;
}

/** Every field line of this name, in order. */
export function valuesOf(fields: FieldList, name: string): string[] {
  const values: string[] = [];
  for (let at = placeOf(fields, name); at !== -1; at = placeOf(fields, name, at + 2)) {
    values.push(...[fields[at + 1] ?? []].flat());
  }
  return values;
}

/** Where the first copy of a name stands, or the first one from `start` on; -1 where none does. Allocates nothing. */
export function placeOf(fields: FieldList, name: string, start = 0): number {
  for (let at = start; at + 1 < fields.length; at += 2) if (isNamed(fields[at], name)) return at;
  return -1;
}

/** The same for the last copy, or the last one before `end`. */
export function lastPlaceOf(fields: FieldList, name: string, end = fields.length): number {
  for (let at = end - 2; at >= 0; at -= 2) if (isNamed(fields[at], name)) return at;
  return -1;
}

/** Several lines are one list (RFC 9110 section 5.3). */
export function textOf(held: HeldValue): string {
  return trimFieldValue(typeof held === "string" ? held : held.join(", "));
}

function isNamed(key: HeldValue | undefined, name: string): boolean {
  return typeof key === "string" && sameFieldName(key, name);
}

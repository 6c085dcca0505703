import type { FieldList } from "../headers/field-list.ts";
import { normalizeFieldName } from "../headers/field-name.ts";

/** Header fields in the forms that clients hold and publish them: flat pairs of bytes or strings, or an object. */
export function publishedFields(headers: unknown): FieldList {
  const flat = Array.isArray(headers)
    ? headers
    : typeof headers === "object" && headers !== null
      ? Object.entries(headers).flat(1)
      : [];
  const fields: FieldList = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const value: unknown = flat[at + 1];
    if (value === undefined) continue;
    fields.push(latin1(flat[at]), Array.isArray(value) ? value.map(latin1) : latin1(value ?? ""));
  }
  return fields;
}

/** Cookies of a response are credentials of a session, and say nothing about a failure. */
const NOT_EVIDENCE = new Set(["set-cookie"]);

/** The same as one record, names in lower case, several lines joined (RFC 9110 section 5.3). */
export function headerRecord(headers: unknown): Record<string, string> {
  const fields = publishedFields(headers);
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let at = 0; at < fields.length; at += 2) {
    const name = normalizeFieldName(String(fields[at]));
    if (NOT_EVIDENCE.has(name)) continue;
    const text = [fields[at + 1] ?? ""].flat().join(", ");
    record[name] = record[name] === undefined ? text : `${record[name]}, ${text}`;
  }
  return record;
}

function latin1(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
}

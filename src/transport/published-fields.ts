import { type FieldList, pairsOf } from "../headers/field-list.ts";
import { normalizeFieldName } from "../headers/field-name.ts";

/** Header fields in the forms that clients hold and publish them: flat pairs of bytes or strings, or an object. */
export function publishedFields(headers: unknown): FieldList {
  const fields: FieldList = [];
  const put = (name: unknown, value: unknown): void => {
    if (value === undefined) return;
    fields.push(latin1(name), Array.isArray(value) ? value.map(latin1) : latin1(value ?? ""));
  };
  if (Array.isArray(headers)) {
    for (let at = 0; at + 1 < headers.length; at += 2) put(headers[at], headers[at + 1]);
  } else if (typeof headers === "object" && headers !== null) {
    for (const name of Object.keys(headers)) put(name, Reflect.get(headers, name));
  }
  return fields;
}

/** Cookies of a response are credentials of a session, and say nothing about a failure. */
const NOT_EVIDENCE = new Set(["set-cookie"]);

/** The same as one record, names in lower case, several lines joined (RFC 9110 section 5.3). */
export function headerRecord(headers: unknown): Record<string, string> {
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, value] of pairsOf(publishedFields(headers))) {
    const name = normalizeFieldName(String(key));
    if (NOT_EVIDENCE.has(name)) continue;
    const text = [value].flat().join(", ");
    record[name] = record[name] === undefined ? text : `${record[name]}, ${text}`;
  }
  return record;
}

/** HTTP/1.1: the request line and its fields; HTTP/2: fields and pseudo-fields, which begin with a colon. */
export function fieldsOfHead(head: string): FieldList {
  const fields: FieldList = [];
  for (const line of head.split("\r\n")) {
    const colon = line.indexOf(": ", 1);
    const name = line.slice(0, colon);
    if (colon !== -1 && !name.includes(" ")) fields.push(name, line.slice(colon + 2));
  }
  return fields;
}

function latin1(value: unknown): string {
  if (typeof value === "string") return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
}

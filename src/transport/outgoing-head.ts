import type { ClientRequest } from "node:http";
import type { FieldList } from "../headers/field-list.ts";

/**
 * The parts of a request of `node:http` that write its head. Node keeps them for agents that lead through a proxy,
 * which call them as well; read in Node 22.12 to 24.
 */
interface HeadParts {
  /** The head as text, a character for a byte, once it is made. */
  _header: string | null;
  /** Makes `_header` of the fields that were set. */
  _implicitHeader(): void;
  _storeHeader(requestLine: string, fields: FieldList): void;
}

/**
 * Writes what `dress` makes of a request's fields, at the moment when its head is written; undefined leaves them as they
 * are. What was set on the request stays there: clients that follow redirects copy it to the next one, to whatever
 * origin that goes (superagent reads `getHeaders()`).
 */
export function dressHead(
  request: ClientRequest,
  dress: (fields: FieldList) => FieldList | undefined,
): void {
  const parts = request as unknown as HeadParts;
  const { _implicitHeader } = parts;
  parts._implicitHeader = function dressed(): void {
    const fields = parts._header === null ? dress(fieldsSetOn(request)) : undefined;
    if (fields === undefined) _implicitHeader.call(request);
    else parts._storeHeader(`${request.method} ${request.path} HTTP/1.1\r\n`, fields);
  };
}

/** The head as it is written; empty before that. */
export function headOf(request: ClientRequest): string {
  return (request as unknown as HeadParts)._header ?? "";
}

/** What the client set, in its spelling. */
export function fieldsSetOn(request: ClientRequest): FieldList {
  const fields: FieldList = [];
  for (const name of request.getRawHeaderNames()) {
    const value = request.getHeader(name);
    if (value === undefined) continue;
    fields.push(name, Array.isArray(value) ? value.map(String) : String(value));
  }
  return fields;
}

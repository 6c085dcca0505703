import type { ClientRequest } from "node:http";
import type { Socket } from "node:net";
import type { FieldList } from "../headers/field-list.ts";

/**
 * The parts of a request of `node:http` that write its head. Node keeps them for agents that lead through a proxy,
 * which call them as well; read in Node 22.12 to 24.
 */
interface HeadParts {
  /** The head as text, a character for a byte, once it is made. */
  _header: string | null;
  /** Whether it stands in `outputData` or has been written. */
  _headerSent: boolean;
  /** What waits for a connection, in order: the head, or head and body in one. */
  readonly outputData: readonly { data: unknown }[];
  /** Makes `_header` of the fields that were set. */
  _implicitHeader(): void;
  _storeHeader(requestLine: string, fields: FieldList): void;
  /** Writes a piece of the body; before a first one that is text, the head as part of that text. */
  _send(data: unknown, encoding?: string | null, ...more: unknown[]): boolean;
  /** Writes what waits, where the connection is writable. */
  _flush(): void;
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
    if (fields === undefined) {
      _implicitHeader.call(request);
      return;
    }
    parts._storeHeader(`${request.method} ${request.path} HTTP/1.1\r\n`, fields);
    if (addsBytes(request, fields)) writeApart(parts);
  };
}

const BEYOND_ASCII = /[\u0080-\u00ff]/u;

/** Whether these fields have a value with U+0080 to U+00FF, a byte each on the wire, that was not set on the request. */
function addsBytes(request: ClientRequest, fields: FieldList): boolean {
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const value = String(fields[at + 1]);
    if (BEYOND_ASCII.test(value) && value !== String(request.getHeader(String(fields[at])))) {
      return true;
    }
  }
  return false;
}

/** Keeps the head out of the first text of the body, with which it would be written as UTF-8. */
function writeApart(parts: HeadParts): void {
  const { _send } = parts;
  parts._send = function apart(data, encoding, ...more): boolean {
    const isText = typeof data === "string" && (!encoding || encoding === "utf8");
    if (parts._headerSent || !isText) return _send.call(parts, data, encoding, ...more);
    return _send.call(parts, Buffer.from(data), undefined, ...more);
  };
}

/** Makes the head anew, before anything was written. */
export function renewHead(request: ClientRequest): void {
  const parts = request as unknown as HeadParts;
  const { _header: before, _headerSent: waits, outputData } = parts;
  if (before === null) return;
  parts._header = null;
  parts._implicitHeader();
  parts._headerSent = waits;
  const [first] = outputData;
  if (typeof first?.data === "string" && first.data.startsWith(before)) {
    first.data = headOf(request) + first.data.slice(before.length);
  }
}

/** Writes nothing before the connection is made and `ready` was called; call it when the request gets its socket. */
export function holdHead(request: ClientRequest, socket: Socket, ready: () => void): void {
  const event = "encrypted" in socket ? "secureConnect" : "connect";
  const held = socket as { writable: boolean };
  held.writable = false;
  socket.once(event, () => {
    ready();
    held.writable = true;
    (request as unknown as HeadParts)._flush();
  });
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

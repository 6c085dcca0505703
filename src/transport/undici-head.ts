import type { ClientHttp2Session, OutgoingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import { type FieldList, pairsOf } from "../headers/field-list.ts";
import { fieldsOfHead } from "./published-fields.ts";
import type { SendHeadersMessage } from "./undici-connection.ts";

type Rewrite = (fields: FieldList) => FieldList;
type AnyMethod = (...values: unknown[]) => unknown;

/** A head that undici has made and not written yet. */
interface WaitingHead {
  readonly request: object;
  /** As undici made it. */
  readonly head: string;
  readonly rewrites: Rewrite[];
}

/** By what writes them: a socket, or a session of HTTP/2. */
const waiting = new WeakMap<object, WaitingHead[]>();

/**
 * Puts other fields on a request whose head undici has made already; call it while `undici:client:sendHeaders` is
 * published. undici gives the head next to the socket's `write` or the session's `request`.
 */
export function rewriteHead(
  { request, headers: head, socket }: SendHeadersMessage,
  rewrite: Rewrite,
): void {
  const session = sessionOf(socket);
  const writer = session ?? socket;
  const heads = waiting.get(writer) ?? [];
  const known = heads.find((one) => one.request === request && one.head === head);
  if (known !== undefined) known.rewrites.push(rewrite);
  else heads.push({ request, head, rewrites: [rewrite] });
  if (waiting.has(writer)) return;
  waiting.set(writer, heads);
  if (session === undefined) replaceFirst(socket, "write", (chunk) => withoutText(heads, chunk));
  else replaceFirst(session, "request", (fields) => withoutFields(heads, fields));
}

/** undici keeps it on the socket, under a symbol. */
function sessionOf(socket: Socket): ClientHttp2Session | undefined {
  const held = Object.getOwnPropertySymbols(socket).find(
    ({ description }) => description === "http2Session",
  );
  return held && ((Reflect.get(socket, held) as ClientHttp2Session | null) ?? undefined);
}

/** Calls the method with another first value, of this one object. */
function replaceFirst(object: object, name: string, replace: (value: unknown) => unknown): void {
  const method = Reflect.get(object, name) as AnyMethod;
  Reflect.set(object, name, (first: unknown, ...more: unknown[]) =>
    method.call(object, replace(first), ...more),
  );
}

/** The head and what follows it in one piece of text. */
function withoutText(heads: WaitingHead[], chunk: unknown): unknown {
  if (heads.length === 0 || typeof chunk !== "string") return chunk;
  const written = heads.find(({ head }) => chunk.startsWith(head));
  if (written === undefined) return chunk;
  heads.splice(heads.indexOf(written), 1);
  const { head, rewrites } = written;
  const requestLine = head.slice(0, head.indexOf("\r\n") + 2);
  const lines = pairsOf(rewritten(fieldsOfHead(head), rewrites)).flatMap(([name, value]) =>
    [value].flat().map((one) => `${String(name)}: ${one}\r\n`),
  );
  return requestLine + lines.join("") + chunk.slice(head.length);
}

/** The very next call is of the head that was published last. */
function withoutFields(heads: WaitingHead[], fields: unknown): unknown {
  const written = heads.pop();
  heads.length = 0;
  if (written === undefined) return fields;
  const result: OutgoingHttpHeaders = Object.create(null) as OutgoingHttpHeaders;
  const list = Object.entries(fields as OutgoingHttpHeaders).flatMap(([name, value]) => [
    name,
    Array.isArray(value) ? value : String(value),
  ]);
  for (const [key, value] of pairsOf(rewritten(list, written.rewrites))) {
    const name = String(key).toLowerCase();
    const held = result[name];
    result[name] = held === undefined ? value : `${String(held)}, ${String(value)}`;
  }
  return result;
}

function rewritten(fields: FieldList, rewrites: readonly Rewrite[]): FieldList {
  return rewrites.reduce((now, rewrite) => rewrite(now), fields);
}

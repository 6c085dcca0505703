import type { Socket } from "node:net";
import { carrierOf, endsElsewhere, targetNamedBy } from "./connection-target.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** Before undici writes the head of a request. */
export interface SendHeadersMessage {
  readonly request: {
    readonly origin: unknown;
    readonly path: string;
    readonly method: string;
  };
  /** HTTP/1.1: the head without its end; HTTP/2: a field a line. */
  readonly headers: string;
  readonly socket: Socket;
}

/** Connections over which a proxy was asked for another. */
const tunnels = new WeakSet<object>();
/** Of a connection, what it was last judged for. */
const judged = new WeakMap<object, { readonly origin: string; readonly elsewhere: boolean }>();

/** For each connection that undici has made. What was written on it before, a proxy read. */
export function seeConnected({ socket }: { readonly socket: Socket }): void {
  if (socket.bytesWritten > 0) tunnels.add(carrierOf(socket));
}

/** For each head that undici writes; undici's agents for proxies ask for a tunnel by `CONNECT`. */
export function seeTunnel({ request, socket }: SendHeadersMessage): void {
  if (request.method === "CONNECT") tunnels.add(carrierOf(socket));
}

/** Whether the connection leads to another place than the request names. What leads through a proxy is never judged. */
export function leadsElsewhere({ request, socket }: SendHeadersMessage): boolean {
  if (!request.path.startsWith("/")) return false;
  const origin = String(request.origin);
  const known = judged.get(socket);
  if (known?.origin === origin) return known.elsewhere;
  if (parseUrl(origin) === undefined) return false;
  const elsewhere = !tunnels.has(carrierOf(socket)) && endsElsewhere(socket, targetNamedBy(origin));
  judged.set(socket, { origin, elsewhere });
  return elsewhere;
}

import { type FieldList, valuesOf } from "../headers/field-list.ts";
import { type CallWatch, watchCall } from "./call-watch.ts";
import type { DressedRequest } from "./dress-request.ts";
import { reportMissing } from "./missing-headers.ts";
import type { Seam } from "./seam.ts";
import { subscribeAll } from "./subscribe-all.ts";
import { modelInBody, seeFirstCall, withWireModel } from "./wire-model.ts";

/** What undici's own request objects have, from version 5 to 8; anything may be absent in a later one. */
interface UndiciRequest {
  readonly origin: unknown;
  readonly path: string;
  readonly method: string;
  /** Names and values in turn, not yet written. A string in undici 5. */
  headers: unknown;
  /** A `Host` that somebody set. */
  readonly host?: unknown;
  contentType?: unknown;
  contentLength?: unknown;
  /** Up to undici 7. */
  onData?: (chunk: unknown) => unknown;
  /** Called with each piece of the body. */
  onBodySent?: (chunk: unknown) => unknown;
}

interface Message {
  readonly request: UndiciRequest;
}
interface HeadersMessage extends Message {
  readonly response: { readonly statusCode: number; readonly headers: unknown };
}

interface Ongoing {
  readonly dressed: DressedRequest;
  watch?: CallWatch;
  wireModel?: string | undefined;
  /** The head as undici wrote it; undefined where it publishes none (HTTP/2 in undici 6). */
  written?: FieldList;
}

/**
 * Subscribes to undici's diagnostics channels, which every copy of undici in the process publishes on, Node's own
 * included. Returns what ends it.
 */
export function subscribeToUndici(seam: Seam): () => void {
  const { guest, guard } = seam;
  const ongoing = new WeakMap<object, Ongoing>();

  function onCreate({ request }: Message): void {
    const { dresser } = seam;
    const found = dresser.find(request);
    if (found === undefined) {
      if (typeof request.host === "string") sayOfHiddenHost(request, request.host);
      return;
    }
    if (!Array.isArray(request.headers)) {
      guest.sayOnce("warn", "undici 5", () => tooOld(found.route.entries[0]?.id ?? ""));
      return;
    }
    const dressed = dresser.dress(found, {
      method: request.method,
      origin: request.origin,
      path: request.path,
      fields: request.headers as FieldList,
    });
    if (dressed === undefined) return;
    const state: Ongoing = { dressed };
    if (dressed.isModelCall) {
      state.watch = watchCall(
        {
          ...dressed,
          call: () => withWireModel(dressed.call, state.wireModel),
          sent: () =>
            state.written === undefined
              ? dressed.sent(dressed.fields).map((header) => ({ ...header, unverified: true }))
              : dressed.sent(state.written),
        },
        guard,
        guest,
      );
      seeFirstCall(request, "onBodySent", (chunk) => {
        state.wireModel = guest.attempt("reading a request", () => modelInBody(chunk));
      });
    }
    ongoing.set(request, state);
    // undici adds the type of a form only where the request has none, and keeps that beside the fields.
    if (dressed.fields !== request.headers && "contentType" in request) {
      request.contentType = valuesOf(dressed.fields, "content-type")[0] ?? null;
    }
    request.headers = dressed.fields;
    // With a length that is not the body's, the request fails or waits for ever for what the body does not have.
    if (dressed.refusedLength !== undefined && request.contentLength === dressed.refusedLength) {
      request.contentLength = null;
    }
  }

  /** undici's `dns` interceptor asks an address and names the host in `Host` alone. */
  function sayOfHiddenHost(request: UndiciRequest, host: string): void {
    const scheme = String(request.origin).split("//", 1)[0] ?? "";
    const found = seam.dresser.find({ ...request, origin: `${scheme}//${host}` });
    if (found === undefined) return;
    guest.sayOnce("warn", "hidden host", () => hiddenHost(found.route.entries[0]?.id ?? "", host));
  }

  function onSendHeaders({ request, headers }: Message & { readonly headers: string }): void {
    const state = ongoing.get(request);
    if (state === undefined) return;
    state.written = fieldsOfHead(headers);
    reportMissing(state.dressed, state.written, guest);
  }

  function onHeaders({ request, response }: HeadersMessage): void {
    const watch = ongoing.get(request)?.watch;
    const wanted = watch?.responded(response.statusCode, response.headers);
    if (watch !== undefined && wanted === true) copyBody(request, watch);
  }

  /** Before undici 7.11 no channel publishes the body: this one request's method is wrapped, nothing of its class. */
  function copyBody(request: UndiciRequest, watch: CallWatch): void {
    const { onData } = request;
    if (typeof onData !== "function" || Object.hasOwn(request, "onData")) return;
    request.onData = function copied(this: UndiciRequest, chunk: unknown): unknown {
      guest.attempt("reading a body", () => watch.received(chunk));
      return onData.call(this, chunk);
    };
  }

  const subscribers: Readonly<Record<string, (message: never) => void>> = {
    "undici:request:create": onCreate,
    "undici:client:sendHeaders": onSendHeaders,
    "undici:request:headers": onHeaders,
    "undici:request:bodyChunkReceived": ({ request, chunk }: Message & { chunk: unknown }) =>
      ongoing.get(request)?.watch?.received(chunk),
    "undici:request:trailers": ({ request }: Message) => ongoing.get(request)?.watch?.ended(),
    "undici:request:error": ({ request, error }: Message & { error: unknown }) =>
      ongoing.get(request)?.watch?.failed(error),
  };
  return subscribeAll(subscribers, guest);
}

/** HTTP/1.1: the request line and its fields; HTTP/2: fields and pseudo-fields, which begin with a colon. */
function fieldsOfHead(head: string): FieldList {
  const fields: FieldList = [];
  for (const line of head.split("\r\n")) {
    const colon = line.indexOf(": ", 1);
    const name = line.slice(0, colon);
    if (colon !== -1 && !name.includes(" ")) fields.push(name, line.slice(colon + 2));
  }
  return fields;
}

function hiddenHost(id: string, host: string): string {
  return `provider-headers: a request to ${id} was sent to an address, with ${host} only in its Host field, as undici's dns interceptor does: it was left alone. Take that interceptor off for this provider.`;
}

function tooOld(id: string): string {
  return `provider-headers: a request to ${id} was made with undici 5, whose headers cannot be changed: it was left alone. Use undici 6 or later.`;
}

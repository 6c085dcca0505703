import { type FieldList, valuesOf } from "../headers/field-list.ts";
import { type CallWatch, watchCall } from "./call-watch.ts";
import { takeFetchModel } from "./fetch-bodies.ts";
import { isRefusedLength } from "./refused-fields.ts";
import type { Runtime } from "./runtime.ts";
import { subscribeAll } from "./subscribe-all.ts";
import { isWhole, modelAtTop, seeFirstCall } from "./wire-model.ts";

/** What undici's own request objects have, from version 5 to 8; anything may be absent in a later one. */
interface UndiciRequest {
  readonly origin: unknown;
  readonly path: string;
  readonly method: string;
  /** Names and values in turn, not yet written. A string in undici 5. */
  headers: unknown;
  /** A `Host` that somebody set. */
  readonly host?: unknown;
  /** Bytes where the caller gave text or bytes; of `fetch` something that yields them later. */
  readonly body?: unknown;
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

/**
 * Subscribes to undici's diagnostics channels, which every copy of undici in the process publishes on, Node's own
 * included. Returns what ends it.
 */
export function subscribeToUndici(runtime: Runtime): () => void {
  const { failOpen } = runtime;
  const watches = new WeakMap<object, CallWatch>();

  function onCreate({ request }: Message): void {
    const { planner } = runtime;
    const found = planner.find(request);
    if (found === undefined) {
      if (typeof request.host === "string") warnOfHiddenHost(request, request.host);
      return;
    }
    if (!Array.isArray(request.headers)) {
      failOpen.logOnce("warn", "undici 5", () => tooOld(found.id));
      return;
    }
    const { method, origin, path } = request;
    const fields = request.headers as FieldList;
    const modelInBody = () => {
      const named = modelAtTop(request.body);
      return named === undefined ? takeFetchModel(found.target) : named;
    };
    const plan = planner.plan(found, { method, origin, path, fields, modelInBody });
    if (plan === undefined) return;
    // Not written before `sendHeaders`, which HTTP/2 in undici 6 does not publish.
    const watch = watchCall(plan, runtime, undefined);
    watches.set(request, watch);
    if (plan.isModelCall) {
      if (isWhole(request.body)) watch.asked(request.body);
      else seeFirstCall(request, "onBodySent", watch.asked);
    }
    // undici adds the type of a form only where the request has none, and keeps that beside the fields.
    if (plan.fields !== fields && "contentType" in request) {
      request.contentType = valuesOf(plan.fields, "content-type")[0] ?? null;
    }
    request.headers = plan.fields;
    // With a length that is not the body's, the request fails or waits for ever for what the body does not have.
    if (isRefusedLength(plan.provider.entry.refused, request.contentLength)) {
      request.contentLength = null;
    }
  }

  /** undici's `dns` interceptor asks an address and names the host in `Host` alone. */
  function warnOfHiddenHost(request: UndiciRequest, host: string): void {
    const scheme = String(request.origin).split("//", 1)[0] ?? "";
    const found = runtime.planner.find({ ...request, origin: `${scheme}//${host}` });
    if (found === undefined) return;
    failOpen.logOnce("warn", "hidden host", () => hiddenHost(found.id, host));
  }

  function onHeaders({ request, response }: HeadersMessage): void {
    const watch = watches.get(request);
    const wanted = watch?.responded(response.statusCode, response.headers);
    if (watch !== undefined && wanted === true) copyBody(request, watch);
  }

  /** Before undici 7.11 no channel publishes the body: this one request's method is wrapped, nothing of its class. */
  function copyBody(request: UndiciRequest, watch: CallWatch): void {
    const { onData } = request;
    if (typeof onData !== "function" || Object.hasOwn(request, "onData")) return;
    request.onData = function copied(this: UndiciRequest, chunk: unknown): unknown {
      failOpen.attempt("reading a body", () => watch.received(chunk));
      return onData.call(this, chunk);
    };
  }

  const subscribers: Readonly<Record<string, (message: never) => void>> = {
    "undici:request:create": onCreate,
    "undici:client:sendHeaders": ({ request, headers }: Message & { headers: string }) =>
      watches.get(request)?.wrote(headers),
    "undici:request:headers": onHeaders,
    "undici:request:bodyChunkReceived": ({ request, chunk }: Message & { chunk: unknown }) =>
      watches.get(request)?.received(chunk),
    "undici:request:trailers": ({ request }: Message) => watches.get(request)?.ended(),
    "undici:request:error": ({ request, error }: Message & { error: unknown }) =>
      watches.get(request)?.failed(error),
  };
  return subscribeAll(subscribers, failOpen);
}

function hiddenHost(id: string, host: string): string {
  return `provider-headers: a request to ${id} was sent to an address, with ${host} only in its Host field, as undici's dns interceptor does: it was left alone. Take that interceptor off for this provider.`;
}

function tooOld(id: string): string {
  return `provider-headers: a request to ${id} was made with undici 5, whose headers cannot be changed: it was left alone. Use undici 6 or later.`;
}

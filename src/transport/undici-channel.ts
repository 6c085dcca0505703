import { type FieldList, placeOf } from "../headers/field-list.ts";
import { createAttached } from "./attached.ts";
import { type CallWatch, watchCall } from "./call-watch.ts";
import { takeFetchModel } from "./fetch-bodies.ts";
import { warnOfConnection } from "./plan-warnings.ts";
import { isRefusedLength } from "./refused-fields.ts";
import type { Runtime } from "./runtime.ts";
import { subscribeAll } from "./subscribe-all.ts";
import {
  leadsElsewhere,
  seeConnected,
  seeTunnel,
  type SendHeadersMessage,
} from "./undici-connection.ts";
import { rewriteHead } from "./undici-head.ts";
import { isWhole, modelAtTop, seeFirstCall } from "./wire-model.ts";
import { type PlannedFields, withoutPlan } from "./without-plan.ts";

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
interface PlannedCall extends PlannedFields {
  readonly id: string;
  readonly watch: CallWatch;
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
  const calls = createAttached<PlannedCall>();

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
    calls.set(request, { id: found.id, watch, before: fields, after: plan.fields });
    if (plan.isModelCall) {
      if (isWhole(request.body)) watch.askedWhole(request.body);
      else seeFirstCall(request, "onBodySent", (chunk) => watch.asked(chunk));
    }
    if (plan.fields !== fields) {
      // undici adds the type of a form only where the request has none, and keeps that beside the fields.
      if ("contentType" in request) {
        request.contentType = firstOf(plan.fields, "content-type");
      }
      // What else sees the request may write into them.
      request.headers = plan.fields.slice();
    }
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

  function onSendHeaders(message: SendHeadersMessage): void {
    seeTunnel(message);
    const call = calls.get(message.request);
    if (call === undefined) return;
    if (!leadsElsewhere(message)) {
      call.watch.wrote(message.headers);
      return;
    }
    rewriteHead(message, (fields) => withoutPlan(fields, call, { redirected: false }));
    // What answers is not the provider.
    call.watch.failed(undefined);
    warnOfConnection(failOpen, call.id);
  }

  function onHeaders({ request, response }: HeadersMessage): void {
    const watch = calls.get(request)?.watch;
    if (watch?.responded(response.statusCode, response.headers) === true) copyBody(request, watch);
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
    "undici:client:connected": seeConnected,
    "undici:client:sendHeaders": onSendHeaders,
    "undici:request:headers": onHeaders,
    "undici:request:bodyChunkReceived": ({ request, chunk }: Message & { chunk: unknown }) =>
      calls.get(request)?.watch.received(chunk),
    "undici:request:trailers": ({ request }: Message) => calls.get(request)?.watch.ended(),
    "undici:request:error": ({ request, error }: Message & { error: unknown }) =>
      calls.get(request)?.watch.failed(error),
  };
  return subscribeAll(subscribers, failOpen);
}

function firstOf(fields: FieldList, name: string): string | null {
  const at = placeOf(fields, name);
  const held = at === -1 ? undefined : fields[at + 1];
  return (typeof held === "string" ? held : held?.[0]) ?? null;
}

function hiddenHost(id: string, host: string): string {
  return `provider-headers: a request to ${id} was sent to an address, with ${host} only in its Host field, as undici's dns interceptor does: it was left alone. Remove that interceptor for this provider.`;
}

function tooOld(id: string): string {
  return `provider-headers: a request to ${id} was made with undici 5, whose headers cannot be changed: it was left alone. Use undici 6 or later.`;
}

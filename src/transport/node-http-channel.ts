import type { ClientRequest, IncomingMessage } from "node:http";
import type { FieldList } from "../headers/field-list.ts";
import { sameFieldName } from "../headers/field-name.ts";
import { type CallWatch, watchCall } from "./call-watch.ts";
import type { DressedRequest, FoundProvider } from "./dress-request.ts";
import { reportMissing } from "./missing-headers.ts";
import type { Seam } from "./seam.ts";
import { subscribeAll } from "./subscribe-all.ts";
import { modelInBody, seeFirstCall, withWireModel } from "./wire-model.ts";

interface Message {
  readonly request: ClientRequest;
}

interface Ongoing {
  readonly dressed: DressedRequest;
  watch?: CallWatch;
  wireModel?: string | undefined;
  written: FieldList;
}

/**
 * Subscribes to the channels of `node:http`. Headers can be changed from Node 22.12 on, which publishes a request
 * before it writes them; earlier ones publish only `start`, which is too late and told once.
 */
export function subscribeToNodeHttp(seam: Seam): () => void {
  const { guest, guard } = seam;
  const ongoing = new WeakMap<object, Ongoing>();
  /** Seen in time, whatever was made of it. */
  const created = new WeakSet<object>();

  function onCreated({ request }: Message): void {
    const found = findFor(request);
    if (found === undefined) return;
    created.add(request);
    if (request.headersSent) {
      guest.sayOnce("warn", "headers sent", () => sentAlready(found));
      return;
    }
    const fields = fieldsOf(request);
    const dressed = seam.dresser.dress(found, { ...addressOf(request), fields });
    if (dressed === undefined) return;
    const state: Ongoing = { dressed, written: dressed.fields };
    if (dressed.isModelCall) {
      state.watch = watchCall(
        {
          ...dressed,
          call: () => withWireModel(dressed.call, state.wireModel),
          sent: () => dressed.sent(state.written),
        },
        guard,
        guest,
      );
      for (const method of ["write", "end"] as const) {
        seeFirstCall(request, method, (chunk) => {
          state.wireModel ??= guest.attempt("reading a request", () => modelInBody(chunk));
        });
      }
    }
    ongoing.set(request, state);
    putOn(request, fields, dressed.fields);
    const { refusedLength } = dressed;
    if (
      refusedLength !== undefined &&
      Number(request.getHeader("content-length")) === refusedLength
    ) {
      request.removeHeader("content-length");
    }
  }

  function findFor(request: ClientRequest): FoundProvider | undefined {
    // A socket's path has no origin, whatever Host says.
    if ("socketPath" in request && request.socketPath) return undefined;
    return seam.dresser.find(addressOf(request));
  }

  function onStart({ request }: Message): void {
    const state = ongoing.get(request);
    if (state !== undefined) {
      state.written = fieldsOf(request);
      reportMissing(state.dressed, state.written, guest);
    } else if (!created.has(request)) {
      const found = findFor(request);
      if (found !== undefined) guest.sayOnce("warn", "old node", () => tooLate(found));
    }
  }

  function onResponse({
    request,
    response,
  }: Message & { readonly response: IncomingMessage }): void {
    const watch = ongoing.get(request)?.watch;
    const wanted = watch?.responded(response.statusCode ?? 0, response.rawHeaders);
    if (watch !== undefined && wanted === true) copyBody(response, watch);
  }

  /** Copies what the parser pushes into the stream: a `data` listener would make it flow. */
  function copyBody(response: IncomingMessage, watch: CallWatch): void {
    const { push } = response;
    response.push = function copied(this: IncomingMessage, chunk: unknown, encoding): boolean {
      guest.attempt("reading a body", () => {
        if (chunk === null) watch.ended();
        else watch.received(chunk);
      });
      return push.call(this, chunk, encoding);
    };
    response.once("close", () => guest.attempt("reading a body", () => watch.failed(undefined)));
  }

  return subscribeAll(
    {
      "http.client.request.created": onCreated,
      "http.client.request.start": onStart,
      "http.client.response.finish": onResponse,
      "http.client.request.error": ({ request, error }: Message & { error: unknown }) =>
        ongoing.get(request)?.watch?.failed(error),
    },
    guest,
  );
}

/** A request knows its host and not its port; `Host` tells that, where it names the same host. */
function addressOf(request: ClientRequest): { method: string; origin: string; path: string } {
  const { method, path, protocol, host } = request;
  const named = request.getHeader("host");
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  const wanted = bracketed.toLowerCase();
  const authority = typeof named === "string" ? named.toLowerCase() : "";
  const names = authority === wanted || authority.startsWith(`${wanted}:`);
  return { method, path, origin: `${protocol}//${names ? authority : ""}` };
}

function fieldsOf(request: ClientRequest): FieldList {
  const fields: FieldList = [];
  for (const name of request.getRawHeaderNames()) {
    const value = request.getHeader(name);
    if (value === undefined) continue;
    fields.push(name, Array.isArray(value) ? value.map(String) : String(value));
  }
  return fields;
}

/** Sets and removes what differs, and leaves the rest as the client set it. */
function putOn(request: ClientRequest, before: FieldList, after: FieldList): void {
  for (let at = 0; at < before.length; at += 2) {
    const name = String(before[at]);
    if (!after.some((other, index) => index % 2 === 0 && sameFieldName(String(other), name))) {
      request.removeHeader(name);
    }
  }
  for (let at = 0; at < after.length; at += 2) {
    const name = String(after[at]);
    const value = after[at + 1] ?? "";
    const held = before.indexOf(name);
    if (held % 2 !== 0 || before[held + 1] !== value) request.setHeader(name, value);
  }
}

function sentAlready({ route }: FoundProvider): string {
  const id = route.entries[0]?.id ?? "";
  return `provider-headers: a request to ${id} was made with node:http and headers as an array or with "Expect: 100-continue"; such headers are written at once and cannot be changed, so it was left alone.`;
}

function tooLate({ route }: FoundProvider): string {
  const id = route.entries[0]?.id ?? "";
  return `provider-headers: a request to ${id} was made with node:http, whose headers cannot be changed before Node 22.12 (this is ${process.version}): it was left alone. Use a client on fetch or undici, or a newer Node.`;
}

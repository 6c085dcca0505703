import { AsyncLocalStorage } from "node:async_hooks";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { FieldList } from "../headers/field-list.ts";
import { createAttached } from "./attached.ts";
import { type CallWatch, watchCall } from "./call-watch.ts";
import { judgedOnce, usesSocketPath } from "./connection-target.ts";
import { dressHead, headOf, holdHead, renewHead } from "./outgoing-head.ts";
import { ownerIndexOf } from "./owner-index.ts";
import { type InContext, inThisContext } from "./request-context.ts";
import type { FoundProvider } from "./request-planner.ts";
import type { Runtime } from "./runtime.ts";
import { subscribeAll } from "./subscribe-all.ts";
import { seeFirstCall } from "./wire-model.ts";

interface Message {
  readonly request: ClientRequest;
}

/**
 * Subscribes to the channels of `node:http`. Headers can be changed from Node 22.12 on, which publishes a request
 * before it writes them; earlier ones publish only `start`, which is too late and logged once.
 */
export function subscribeToNodeHttp(runtime: Runtime): () => void {
  const { failOpen } = runtime;
  const watches = createAttached<CallWatch | undefined>();
  /** Whether requests are seen in time. */
  let isCreatedSeen = false;
  /** Their connection leads to another place than their `Host` says. */
  const elsewhere = new WeakSet<object>();

  function onCreated({ request }: Message): void {
    isCreatedSeen = true;
    const found = findFor(request);
    if (found === undefined) return;
    if (request.headersSent) {
      failOpen.logOnce("warn", "headers sent", () => sentAlready(found));
      return;
    }
    let body: unknown;
    for (const method of ["write", "end"] as const) {
      seeFirstCall(request, method, (chunk) => (body ??= chunk));
    }
    request.once("socket", (socket) =>
      failOpen.attempt("reading a connection", () => onSocket(request, socket)),
    );
    // The head is written later, and where a body is piped in, outside the caller's context.
    const inContext: InContext = ownerIndexOf(found.tiers).readsLate
      ? AsyncLocalStorage.snapshot()
      : inThisContext();
    dressHead(request, (fields) =>
      failOpen.attempt("setting headers", () => inContext(() => dressed(request, fields, body))),
    );
  }

  function onSocket(request: ClientRequest, socket: Socket): void {
    const { origin } = addressOf(request);
    const judge = (): boolean | "later" => judgedOnce(request, socket, origin);
    const leads = judge();
    if (leads === true) undress(request);
    if (leads !== "later") return;
    holdHead(request, socket, () =>
      failOpen.attempt("reading a connection", () => {
        if (judge() !== false) undress(request);
      }),
    );
  }

  /** Takes the plan off a head that is not written yet. */
  function undress(request: ClientRequest): void {
    const found = findFor(request);
    elsewhere.add(request);
    watches.set(request, undefined);
    renewHead(request);
    if (found !== undefined) failOpen.logOnce("warn", `led away ${found.id}`, () => ledAway(found));
  }

  function dressed(
    request: ClientRequest,
    fields: FieldList,
    body: unknown,
  ): FieldList | undefined {
    // Its address can have changed since.
    const address = addressOf(request);
    const found = elsewhere.has(request) ? undefined : findFor(request, address);
    const plan = found && runtime.planner.plan(found, { ...address, fields });
    if (plan === undefined) return undefined;
    // An agent for proxies writes a head twice.
    if (watches.get(request) === undefined) {
      const watch = watchCall(plan, runtime, plan.fields);
      watches.set(request, watch);
      if (plan.isModelCall) watch.asked(body);
    }
    return plan.fields;
  }

  function findFor(
    request: ClientRequest,
    address = addressOf(request),
  ): FoundProvider | undefined {
    const found = runtime.planner.find(address);
    if (found === undefined || !usesSocketPath(request)) return found;
    failOpen.logOnce("warn", `led away ${found.id}`, () => ledAway(found));
    return undefined;
  }

  function onStart({ request }: Message): void {
    const watch = watches.get(request);
    if (watch !== undefined) watch.wrote(headOf(request));
    else if (!isCreatedSeen) {
      const found = findFor(request);
      if (found !== undefined) failOpen.logOnce("warn", "old node", () => tooLate(found));
    }
  }

  function onResponse({
    request,
    response,
  }: Message & { readonly response: IncomingMessage }): void {
    const watch = watches.get(request);
    const wanted = watch?.responded(response.statusCode ?? 0, response.rawHeaders);
    if (watch !== undefined && wanted === true) copyBody(response, watch);
  }

  /** Copies what the parser pushes into the stream: a `data` listener would make it flow. */
  function copyBody(response: IncomingMessage, watch: CallWatch): void {
    const { push } = response;
    response.push = function copied(this: IncomingMessage, chunk: unknown, encoding): boolean {
      failOpen.attempt("reading a body", () => {
        if (chunk === null) watch.ended();
        else watch.received(chunk);
      });
      return push.call(this, chunk, encoding);
    };
    response.once("close", () => failOpen.attempt("reading a body", () => watch.failed(undefined)));
  }

  return subscribeAll(
    {
      "http.client.request.created": onCreated,
      "http.client.request.start": onStart,
      "http.client.response.finish": onResponse,
      "http.client.request.error": ({ request, error }: Message & { error: unknown }) =>
        watches.get(request)?.failed(error),
    },
    failOpen,
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

function ledAway({ id }: FoundProvider): string {
  return `provider-headers: a request names ${id} in its Host field and goes to another port or socket (by \`port\`, \`socketPath\`, \`createConnection\` or its agent): it was left alone. Give that address as the baseUrl of ${id}, or an agent for proxies.`;
}

function sentAlready({ id }: FoundProvider): string {
  return `provider-headers: a request to ${id} was made with node:http and headers as an array or with "Expect: 100-continue"; such headers are written at once and cannot be changed, so it was left alone.`;
}

function tooLate({ id }: FoundProvider): string {
  return `provider-headers: a request to ${id} was made with node:http, whose headers cannot be changed before Node 22.12 (this is ${process.version}): it was left alone. Use a client on fetch or undici, or a newer Node.`;
}

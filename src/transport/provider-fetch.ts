import { finished, Readable } from "node:stream";
import { type FieldList, pairsOf } from "../headers/field-list.ts";
import type { FailOpen } from "../guard/fail-open.ts";
import { MAX_BODY_BYTES } from "./body-evidence.ts";
import { type CallWatch, PATIENCE } from "./call-watch.ts";
import { createExplicitCalls, type ExplicitOptions } from "./explicit-call.ts";
import { followRedirect } from "./follow-redirect.ts";
import { isInstalled } from "./install.ts";
import type { RequestPlan } from "./request-plan.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** The one that it puts on whatever stands there. */
const FIXED_BY_FETCH = "sec-fetch-mode";

type Fetch = typeof globalThis.fetch;

/** Names that `fetch` puts on by itself where they are missing, after every wrapper. */
const SET_BY_FETCH = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "sec-fetch-mode",
  "user-agent",
]);

/** The same as a `fetch`, for the `fetch` option of an SDK. Redirects are followed without the configured headers. */
export function createProviderFetch(
  options: ExplicitOptions,
  fetch: Fetch = globalThis.fetch,
): Fetch {
  const calls = createExplicitCalls(options);

  return async function providerFetch(input, init) {
    const request = isRequest(input) ? input : undefined;
    const url = String(request?.url ?? input);
    const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
    const parsed = parseUrl(url);
    if (parsed === undefined) return fetch(input, init);
    const { origin, pathname, search } = parsed;
    const address = { method, origin, path: pathname + search };
    const found = calls.find(address);
    if (found === undefined) return fetch(input, init);
    const fields = fieldsOf(init?.headers ?? request?.headers);
    const body = init?.body ?? (request?.body == null ? null : undefined);
    const call = calls.plan(found, { ...address, body }, fields);
    if (call === undefined) return fetch(input, init);

    const { plan, watch } = call;
    warnOfFetch(calls.failOpen, plan);
    const redirect = init?.redirect ?? request?.redirect ?? "follow";
    const sent = {
      ...init,
      headers: toHeaders(plan.fields),
      redirect: redirect === "follow" ? ("manual" as const) : redirect,
    };
    let response: Response;
    try {
      response = await fetch(input, sent);
    } catch (error) {
      watch?.failed(causeOf(error));
      throw error;
    }
    if (watch !== undefined)
      void calls.failOpen.attempt("reading a response", () => readInto(watch, response));
    if (redirect !== "follow") return response;
    const headers = pairsOf(fields);
    return followRedirect(response, { url, method, headers, request, init }, providerFetch);
  };
}

/** Of any copy of `fetch`, not only of Node's own. */
function isRequest(input: Parameters<Fetch>[0]): input is Request {
  return typeof input === "object" && "url" in input;
}

/** What `new Headers` would take, not yet checked: that is done of what is sent. */
function fieldsOf(headers: RequestInit["headers"] = []): string[] {
  const pairs = Symbol.iterator in headers ? headers : Object.entries(headers);
  const fields: string[] = [];
  for (const [name, value] of pairs) fields.push(String(name), String(value));
  return fields;
}

function toHeaders(fields: FieldList): Headers {
  const headers = new Headers();
  for (const [name, held] of pairsOf(fields)) {
    for (const value of [held].flat()) headers.append(String(name), value);
  }
  return headers;
}

function warnOfFetch(failOpen: FailOpen, { headers, call }: RequestPlan): void {
  if (isInstalled()) return;
  const names = headers.fields
    .filter(({ name, value }) =>
      value === null ? SET_BY_FETCH.has(name) : name === FIXED_BY_FETCH,
    )
    .map(({ name }) => name);
  if (names.length === 0) return;
  failOpen.logOnce("warn", `fetch ${call.providerId}`, () => {
    const change = names.includes(FIXED_BY_FETCH) ? "changing" : "removing";
    return `provider-headers: fetch adds ${names.join(", ")} itself, so ${change} it for ${call.providerId} takes installProviderHeaders or the undici interceptor.`;
  });
}

/** `fetch` wraps whatever happened in a TypeError that says nothing. */
function causeOf(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}

/** A copy is read, so the caller's own body is untouched. */
async function readInto(watch: CallWatch, response: Response): Promise<void> {
  if (response.status < 400) {
    watch.responded(response.status, {});
    return;
  }
  const headers = Object.fromEntries(response.headers);
  // `fetch` has decoded the body already.
  delete headers["content-encoding"];
  if (!watch.responded(response.status, headers)) return;
  const source: unknown = response.body;
  const copy: unknown = response.clone().body;
  // A body of `node-fetch` is a stream of Node.
  const stream = copy instanceof ReadableStream ? copy : ReadableStream.from((copy ?? []) as []);
  const reader: ReadableStreamDefaultReader<unknown> = stream.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  const timer = setTimeout(stop, PATIENCE).unref();
  let isGivenUp = false;
  // The connection is kept until the copy is given up as well.
  whenLeft(response.body, () => {
    isGivenUp = true;
    stop();
    if (source instanceof Readable) source.destroy();
  });
  try {
    for (let size = 0; size <= MAX_BODY_BYTES;) {
      const { done, value } = await reader.read();
      if (done) break;
      watch.received(value);
      size += (value as Uint8Array).length;
    }
    if (isGivenUp) watch.failed(undefined);
    else watch.ended();
  } catch (error) {
    watch.failed(error);
  } finally {
    clearTimeout(timer);
    // The copy of what its caller does not read stays in memory.
    stop();
  }
}

/** Calls back when the caller has read its body or gave it up, and a copy has all that came until then. */
function whenLeft(body: unknown, callback: () => void): void {
  if (!(body instanceof ReadableStream || body instanceof Readable)) return;
  // Its types know streams of Node alone. A copy's pieces pass in microtasks.
  finished(body as Readable, () => setImmediate(callback));
}

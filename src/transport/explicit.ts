import type { FieldList } from "../headers/apply-plan.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { MAX_BODY_BYTES } from "./body-evidence.ts";
import { type CallWatch, PATIENCE, watchCall } from "./call-watch.ts";
import type { DressedRequest } from "./dress-request.ts";
import { followRedirect } from "./follow-redirect.ts";
import type { Guest } from "../guard/fail-open.ts";
import { isInstalled } from "./install.ts";
import { callersContext, type RequestContext } from "./request-context.ts";
import { prepareSeam, type SeamOptions } from "./seam.ts";
import { modelInBody, withWireModel } from "./wire-model.ts";

export type ExplicitOptions = SeamOptions & {
  /** What all these requests are for; by default what `withRequestContext` says when the request is made. */
  readonly context?: RequestContext | undefined;
};

/** The parts of undici's dispatch options that count here; the same in undici 6, 7 and 8. */
interface DispatchOptions {
  readonly origin?: unknown;
  readonly path: string;
  readonly method: string;
  readonly headers?: unknown;
  readonly body?: unknown;
}

type AnyDispatch = (options: never, handler: never) => boolean;

/**
 * The same as an undici interceptor: `agent.compose(providerHeaders({ providers }))`. Compose it first, so that undici's
 * `redirect` and `retry` work outside it: a redirect would otherwise carry the headers along to another origin.
 */
export function providerHeaders(
  options: ExplicitOptions,
): <Dispatch extends AnyDispatch>(dispatch: Dispatch) => Dispatch {
  const explicit = createExplicit(options);
  return <Dispatch extends AnyDispatch>(dispatch: Dispatch): Dispatch => {
    const next = dispatch as unknown as (options: DispatchOptions, handler: object) => boolean;
    function dressed(request: DispatchOptions, handler: object): boolean {
      sayOfOrigin(explicit.guest, request);
      let { headers } = request;
      const made = explicit.dress(request, () => {
        // An iterator can be read once, and a request that is left alone needs it, too.
        if (isIterable(headers) && !Array.isArray(headers)) headers = [...headers].flat();
        return flatFields(headers);
      });
      if (made === undefined) return next({ ...request, headers }, handler);
      const watched =
        made.watch === undefined ? handler : watchHandler(handler, made.watch, explicit.guest);
      return next({ ...request, headers: made.dressed.fields }, watched);
    }
    return dressed as unknown as Dispatch;
  };
}

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
  const explicit = createExplicit(options);

  return async function providerFetch(input, init) {
    const request = isRequest(input) ? input : undefined;
    const url = String(request?.url ?? input);
    const headers = new Headers(init?.headers ?? request?.headers);
    const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
    const fields = [...headers].flat();
    const made = explicit.dress({ ...addressOf(url, method), body: init?.body }, () => fields);
    if (made === undefined) return fetch(input, init);

    const { dressed, watch } = made;
    sayOfFetch(explicit.guest, dressed);
    const redirect = init?.redirect ?? request?.redirect ?? "follow";
    const sent = {
      ...init,
      headers: toHeaders(dressed.fields),
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
      void explicit.guest.attempt("reading a response", () => readInto(watch, response));
    if (redirect !== "follow") return response;
    return followRedirect(response, { url, method, headers, request, init }, providerFetch);
  };
}

interface Explicit {
  readonly guest: Guest;
  dress(
    request: DispatchOptions,
    fields: () => FieldList,
  ): { readonly dressed: DressedRequest; readonly watch: CallWatch | undefined } | undefined;
}

function createExplicit(options: ExplicitOptions): Explicit {
  const seam = prepareSeam(options);
  const { guest, guard } = seam;

  function dress(request: DispatchOptions, fields: () => FieldList): ReturnType<Explicit["dress"]> {
    return guest.attempt("setting headers", () => {
      const { method, path, origin } = request;
      const found = seam.dresser.find({ method, path, origin });
      if (found === undefined) return undefined;
      const context = options.context ?? callersContext();
      const dressed = seam.dresser.dress(found, {
        method,
        path,
        origin,
        fields: fields(),
        context,
      });
      if (dressed === undefined) return undefined;
      // What is installed sees this request, too, and would tell of it a second time.
      const watch =
        dressed.isModelCall && !isInstalled()
          ? watchCall(
              {
                ...dressed,
                call: () => withWireModel(dressed.call, modelInBody(request.body)),
                sent: () => dressed.sent(dressed.fields),
              },
              guard,
              guest,
            )
          : undefined;
      return { dressed, watch };
    });
  }

  return { guest, dress };
}

/** Of any copy of `fetch`, not only of Node's own. */
function isRequest(input: Parameters<Fetch>[0]): input is Request {
  return typeof input === "object" && "url" in input;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

/** Headers as undici's dispatch takes them: an object, or a flat list. */
function flatFields(headers: unknown): FieldList {
  const fields: FieldList = [];
  const add = (name: unknown, value: unknown): void => {
    if (value === undefined) return;
    fields.push(text(name), Array.isArray(value) ? value.map(text) : text(value ?? ""));
  };
  if (Array.isArray(headers)) {
    for (let at = 0; at + 1 < headers.length; at += 2) add(headers[at], headers[at + 1]);
  } else if (typeof headers === "object" && headers !== null) {
    for (const [name, value] of Object.entries(headers)) add(name, value);
  }
  return fields;
}

function text(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
}

function addressOf(url: string, method: string): DispatchOptions {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return {
    method,
    origin: parsed?.origin ?? "",
    path: `${parsed?.pathname ?? ""}${parsed?.search ?? ""}`,
  };
}

function toHeaders(fields: FieldList): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    for (const value of [fields[at + 1] ?? ""].flat()) headers.append(String(fields[at]), value);
  }
  return headers;
}

function sayOfFetch(guest: Guest, dressed: DressedRequest): void {
  if (isInstalled()) return;
  const added = dressed.removed.filter((name) => SET_BY_FETCH.has(normalizeFieldName(name)));
  if (added.length === 0) return;
  guest.sayOnce("warn", `fetch ${dressed.call.providerId}`, () => {
    return `provider-headers: fetch sends ${added.join(", ")} by itself, so removing it for ${dressed.call.providerId} takes installProviderHeaders or the undici interceptor.`;
  });
}

function sayOfOrigin(guest: Guest, { origin, path }: DispatchOptions): void {
  // What is installed knows it.
  if (origin !== undefined || !path.startsWith("/") || isInstalled()) return;
  guest.sayOnce("warn", "no origin", () => {
    return `provider-headers: a request did not tell its origin, as those of undici's Client and Pool do not, so its provider is not known and it was left alone. Compose an Agent, or give \`origin\` with each request.`;
  });
}

/** `fetch` wraps whatever happened in a TypeError that says nothing. */
function causeOf(error: unknown): unknown {
  return error instanceof TypeError && error.cause instanceof Error ? error.cause : error;
}

/** A copy is read, so the caller's own body is untouched. */
async function readInto(watch: CallWatch, response: Response): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  // `fetch` has decoded the body already.
  delete headers["content-encoding"];
  if (!watch.responded(response.status, headers)) return;
  const copy: unknown = response.clone().body;
  // A body of `node-fetch` is a stream of Node.
  const stream = copy instanceof ReadableStream ? copy : ReadableStream.from((copy ?? []) as []);
  const reader: ReadableStreamDefaultReader<unknown> = stream.getReader();
  const stop = (): void => void reader.cancel().catch(() => {});
  // While the copy is read, a caller that gives up its own body waits: no longer than the verdict.
  const timer = setTimeout(stop, PATIENCE).unref();
  try {
    for (let size = 0; size <= MAX_BODY_BYTES;) {
      const { done, value } = await reader.read();
      if (done) break;
      watch.received(value);
      size += (value as Uint8Array).length;
    }
    watch.ended();
  } catch (error) {
    watch.failed(error);
  } finally {
    clearTimeout(timer);
    // The copy of what its caller does not read stays in memory.
    stop();
  }
}

/** What undici calls on a handler: up to version 6 and in 7 the first, in 7 and 8 the second kind. */
function watchHandler(handler: object, watch: CallWatch, guest: Guest): object {
  const taps: Readonly<Record<string, (...values: unknown[]) => void>> = {
    onHeaders: (status, headers) => watch.responded(Number(status), headers),
    onData: (chunk) => watch.received(chunk),
    onComplete: () => watch.ended(),
    onError: (error) => watch.failed(error),
    onResponseStart: (_controller, status, headers) => watch.responded(Number(status), headers),
    onResponseData: (_controller, chunk) => watch.received(chunk),
    onResponseEnd: () => watch.ended(),
    onResponseError: (_controller, error) => watch.failed(error),
  };
  // Around an object of its own: of a frozen handler, a proxy must answer with the very methods.
  return new Proxy(Object.create(null) as object, {
    has: (_target, name) => Reflect.has(handler, name),
    set: (_target, name, value) => Reflect.set(handler, name, value, handler),
    get(_target, name) {
      const method: unknown = Reflect.get(handler, name, handler);
      if (typeof method !== "function") return method;
      const tap = typeof name === "string" ? taps[name] : undefined;
      // Bound to the handler itself: its private fields are not the proxy's.
      return (...values: unknown[]): unknown => {
        if (tap !== undefined) guest.attempt("reading a response", () => tap(...values));
        return Reflect.apply(method, handler, values);
      };
    },
  });
}

import type { FailOpen } from "../guard/fail-open.ts";
import type { CallWatch } from "./call-watch.ts";
import {
  createExplicitCalls,
  type DispatchOptions,
  type ExplicitOptions,
} from "./explicit-call.ts";
import { dispatchStarts, rememberDispatch, watchInnerRedirects } from "./inner-redirects.ts";
import { isInstalled } from "./install.ts";
import { warnOfConnection } from "./plan-warnings.ts";
import { publishedFields } from "./published-fields.ts";

type AnyDispatch = (options: never, handler: never) => boolean;

/**
 * The same as an undici interceptor: `agent.compose(providerHeaders({ providers }))`. Compose it first, so that undici's
 * `redirect` and `retry` work outside it: from a redirect inside it the headers can only be taken off again.
 */
export function providerHeaders(
  options: ExplicitOptions,
): <Dispatch extends AnyDispatch>(dispatch: Dispatch) => Dispatch {
  const calls = createExplicitCalls(options);
  const { failOpen } = calls;
  watchInnerRedirects(failOpen);
  return <Dispatch extends AnyDispatch>(dispatch: Dispatch): Dispatch => {
    const next = dispatch as unknown as (options: DispatchOptions, handler: object) => boolean;
    function planned(request: DispatchOptions, handler: object): boolean {
      warnOfOrigin(failOpen, request);
      const found = calls.find(request);
      if (found === undefined) return next(request, handler);
      let { headers } = request;
      // An iterator can be read once, and a request that is left alone needs it, too.
      if (isIterable(headers) && !Array.isArray(headers)) headers = [...headers].flat();
      const before = publishedFields(headers);
      const call = calls.plan(found, { ...request, body: request.body ?? null }, before);
      if (call === undefined) return next({ ...request, headers }, handler);
      const { plan, watch, owns } = call;
      const watched = watchHandler(handler, watch, failOpen);
      const { id } = plan.provider.entry;
      const redirected = (): void => warnOfInnerRedirect(failOpen, id);
      const ledAway = (): void => {
        // What answers is not the provider.
        watch?.failed(undefined);
        warnOfConnection(failOpen, id);
      };
      rememberDispatch(watched, { before, after: plan.fields, owns, redirected, ledAway });
      // What stands behind it may write into them.
      return next({ ...request, headers: plan.fields.slice() }, watched);
    }
    return planned as unknown as Dispatch;
  };
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function warnOfOrigin(failOpen: FailOpen, { origin, path }: DispatchOptions): void {
  // What is installed knows it.
  if (origin !== undefined || !path.startsWith("/") || isInstalled()) return;
  failOpen.logOnce("warn", "no origin", () => {
    return `provider-headers: a request has no origin, like all requests of undici's Client and Pool, so its provider is not known and it was left alone. Compose an Agent, or give \`origin\` with each request.`;
  });
}

function warnOfInnerRedirect(failOpen: FailOpen, id: string): void {
  failOpen.logOnce("warn", `inner redirect ${id}`, () => {
    return `provider-headers: a request to ${id} went elsewhere inside providerHeaders, by a \`redirect\` that was composed before it or by \`maxRedirections\` of undici 6, with the configured headers: they were removed. Compose providerHeaders first and \`redirect\` after it.`;
  });
}

/** What undici calls on a handler: up to version 6 and in 7 the first, in 7 and 8 the second kind. */
function watchHandler(handler: object, watch: CallWatch | undefined, failOpen: FailOpen): object {
  const taps: Readonly<Record<string, (...values: unknown[]) => void>> = {
    onConnect: () => dispatchStarts(watched),
    onHeaders: (status, headers) => watch?.responded(Number(status), headers),
    onData: (chunk) => watch?.received(chunk),
    onComplete: () => watch?.ended(),
    onError: (error) => watch?.failed(error),
    onRequestStart: () => dispatchStarts(watched),
    onResponseStart: (_controller, status, headers) => watch?.responded(Number(status), headers),
    onResponseData: (_controller, chunk) => watch?.received(chunk),
    onResponseEnd: () => watch?.ended(),
    onResponseError: (_controller, error) => watch?.failed(error),
  };
  // Around an object of its own: of a frozen handler, a proxy must answer with the very methods.
  const watched = new Proxy(Object.create(null) as object, {
    has: (_target, name) => Reflect.has(handler, name),
    set: (_target, name, value) => Reflect.set(handler, name, value, handler),
    get(_target, name) {
      const method: unknown = Reflect.get(handler, name, handler);
      if (typeof method !== "function") return method;
      const tap = typeof name === "string" ? taps[name] : undefined;
      // Bound to the handler itself: its private fields are not the proxy's.
      return (...values: unknown[]): unknown => {
        if (tap !== undefined) failOpen.attempt("reading a response", () => tap(...values));
        return Reflect.apply(method, handler, values);
      };
    },
  });
  return watched;
}

import type { FailOpen } from "../guard/fail-open.ts";
import type { CallWatch } from "./call-watch.ts";
import {
  createExplicitCalls,
  type DispatchOptions,
  type ExplicitOptions,
} from "./explicit-call.ts";
import { isInstalled } from "./install.ts";
import { publishedFields } from "./published-fields.ts";

type AnyDispatch = (options: never, handler: never) => boolean;

/**
 * The same as an undici interceptor: `agent.compose(providerHeaders({ providers }))`. Compose it first, so that undici's
 * `redirect` and `retry` work outside it: a redirect would otherwise carry the headers along to another origin.
 */
export function providerHeaders(
  options: ExplicitOptions,
): <Dispatch extends AnyDispatch>(dispatch: Dispatch) => Dispatch {
  const calls = createExplicitCalls(options);
  return <Dispatch extends AnyDispatch>(dispatch: Dispatch): Dispatch => {
    const next = dispatch as unknown as (options: DispatchOptions, handler: object) => boolean;
    function planned(request: DispatchOptions, handler: object): boolean {
      warnOfOrigin(calls.failOpen, request);
      let { headers } = request;
      const call = calls.plan({ ...request, body: request.body ?? null }, () => {
        // An iterator can be read once, and a request that is left alone needs it, too.
        if (isIterable(headers) && !Array.isArray(headers)) headers = [...headers].flat();
        return publishedFields(headers);
      });
      if (call === undefined) return next({ ...request, headers }, handler);
      const { plan, watch } = call;
      const watched = watch === undefined ? handler : watchHandler(handler, watch, calls.failOpen);
      return next({ ...request, headers: plan.fields }, watched);
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
    return `provider-headers: a request did not tell its origin, as those of undici's Client and Pool do not, so its provider is not known and it was left alone. Compose an Agent, or give \`origin\` with each request.`;
  });
}

/** What undici calls on a handler: up to version 6 and in 7 the first, in 7 and 8 the second kind. */
function watchHandler(handler: object, watch: CallWatch, failOpen: FailOpen): object {
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
        if (tap !== undefined) failOpen.attempt("reading a response", () => tap(...values));
        return Reflect.apply(method, handler, values);
      };
    },
  });
}

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
      const watched = new Watched(handler, watch, failOpen).proxy();
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

type Tap = (watch: CallWatch | undefined, ...values: unknown[]) => void;

/** What undici calls on a handler: up to version 6 and in 7 the first, in 7 and 8 the second kind. */
const TAPS: ReadonlyMap<unknown, Tap> = new Map<string, Tap>([
  ["onHeaders", (watch, status, headers) => watch?.responded(Number(status), headers)],
  ["onData", (watch, chunk) => watch?.received(chunk)],
  ["onComplete", (watch) => watch?.ended()],
  ["onError", (watch, error) => watch?.failed(error)],
  ["onResponseStart", (watch, _, status, headers) => watch?.responded(Number(status), headers)],
  ["onResponseData", (watch, _, chunk) => watch?.received(chunk)],
  ["onResponseEnd", (watch) => watch?.ended()],
  ["onResponseError", (watch, _, error) => watch?.failed(error)],
]);
const STARTS: ReadonlySet<unknown> = new Set(["onConnect", "onRequestStart"]);

/** Stands for a handler. Its fields are private: a proxy must answer with the very methods of a frozen target. */
class Watched {
  readonly #handler: object;
  readonly #watch: CallWatch | undefined;
  readonly #failOpen: FailOpen;

  constructor(handler: object, watch: CallWatch | undefined, failOpen: FailOpen) {
    this.#handler = handler;
    this.#watch = watch;
    this.#failOpen = failOpen;
  }

  static readonly #traps: ProxyHandler<Watched> = {
    has: (target, name) => Reflect.has(target.#handler, name),
    set: (target, name, value) => Reflect.set(target.#handler, name, value, target.#handler),
    get(target, name) {
      const handler = target.#handler;
      const method: unknown = Reflect.get(handler, name, handler);
      if (typeof method !== "function") return method;
      const tap = TAPS.get(name);
      // Bound to the handler itself: its private fields are not the proxy's.
      return (...values: unknown[]): unknown => {
        if (STARTS.has(name)) dispatchStarts(target.#proxy);
        if (tap !== undefined) {
          target.#failOpen.attempt("reading a response", () => tap(target.#watch, ...values));
        }
        return Reflect.apply(method, handler, values);
      };
    },
  };

  readonly #proxy: object = new Proxy(this, Watched.#traps);

  /** What undici gets. */
  proxy(): object {
    return this.#proxy;
  }
}

import { AsyncLocalStorage } from "node:async_hooks";
import type { RequestTarget } from "./parse-target.ts";
import type { Runtime } from "./runtime.ts";
import { modelAtTop } from "./wire-model.ts";
import { parseUrl } from "../providers/parse-url.ts";

/** What the body of one call of `fetch` names, until the one request that it makes takes it. */
interface FetchModel {
  readonly target: RequestTarget;
  readonly model: string | null;
  isTaken: boolean;
}

/** Undefined within a call that names none, which may be made within another. */
const models = new AsyncLocalStorage<FetchModel | undefined>();

/**
 * The model of the call of `fetch` that makes this request. Taken once: what else goes out within that call is another
 * request, which waited for its connection.
 */
export function takeFetchModel({ origin, path }: RequestTarget): string | null | undefined {
  const held = models.getStore();
  if (held === undefined || held.isTaken) return undefined;
  if (held.target.origin !== origin || held.target.path !== path) return undefined;
  held.isTaken = true;
  return held.model;
}

type Fetch = typeof globalThis.fetch;

export interface FetchBodies {
  /** To be called when the configuration has changed. */
  sync(): void;
  stop(): void;
}

/**
 * `fetch` publishes its requests before it has read their bodies, so the global one is wrapped to look at what it is
 * given: only while models of the configuration have headers, and only at calls to their providers.
 */
export function readFetchBodies(runtime: Runtime): FetchBodies {
  let before: PropertyDescriptor | undefined;
  let wrapper: Fetch | undefined;

  function wrap(): void {
    before = Object.getOwnPropertyDescriptor(globalThis, "fetch");
    const original = globalThis.fetch;
    if (before?.configurable !== true || typeof original !== "function") return;
    const own: Fetch = function fetch(...call) {
      if (wrapper !== own) return original(...call);
      return models.run(modelOf(runtime, ...call), () => original(...call));
    };
    wrapper = own;
    const enumerable = Boolean(before.enumerable);
    const value = { value: own, enumerable, writable: true, configurable: true };
    Object.defineProperty(globalThis, "fetch", value);
  }

  /** Under somebody else's wrapper ours stays, and passes calls on. */
  function unwrap(): void {
    if (wrapper !== undefined && globalThis.fetch === wrapper && before !== undefined) {
      Object.defineProperty(globalThis, "fetch", before);
    }
    wrapper = undefined;
  }

  function sync(): void {
    const isWanted = runtime.planner.hasModelHeaders;
    if (isWanted && wrapper === undefined) wrap();
    if (!isWanted) unwrap();
  }

  sync();
  return { sync, stop: unwrap };
}

function modelOf(
  { planner, failOpen }: Runtime,
  ...call: Parameters<Fetch>
): FetchModel | undefined {
  return failOpen.attempt("reading a request", () => {
    const [input, init] = call;
    const request = typeof input === "object" && "url" in input ? input : undefined;
    const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
    if (method !== "POST" || init?.body == null) return undefined;
    const url = parseUrl(request?.url ?? String(input));
    if (url === undefined) return undefined;
    const found = planner.find({ method, origin: url.origin, path: url.pathname });
    if (found?.tiers.some((tier) => tier.some((one) => one.hasModelHeaders)) !== true) {
      return undefined;
    }
    const model = modelAtTop(init.body);
    return model === undefined ? undefined : { target: found.target, model, isTaken: false };
  });
}

import type { FailOpen } from "../guard/fail-open.ts";
import { type FieldList, pairsOf } from "../headers/field-list.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { BOUND_TO_BODY, BOUND_TO_ORIGIN } from "./follow-redirect.ts";
import { subscribeAll } from "./subscribe-all.ts";

/** undici's own request, of version 6 to 8; what is absent in one of them is optional. */
interface CreatedRequest {
  readonly origin: unknown;
  readonly path: string;
  readonly method: string;
  readonly headers: unknown;
  /** A `Host` that somebody set: undici's `dns` interceptor asks an address. */
  readonly host?: unknown;
  onConnect?: StartMethod;
  onRequestStart?: StartMethod;
}

type StartMethod = (...values: unknown[]) => unknown;

/** What an interceptor made of one dispatch, whose handler every request that comes of it leads to. */
export interface PlannedDispatch {
  /** The fields of its caller. */
  readonly before: FieldList;
  /** The same with the plan on them. */
  readonly after: FieldList;
  /** Whether a request goes to the provider that the plan is for. */
  owns(request: Pick<CreatedRequest, "origin" | "path" | "method">): boolean;
  /** Called where one does not, and the plan was taken off again. */
  ledAway(): void;
}

const dispatches = new WeakMap<object, PlannedDispatch>();
/** The request whose handlers are called because its head will be written next. */
let starting: CreatedRequest | undefined;
let subscribed = false;

/**
 * Sees the requests that undici makes of a planned dispatch below its interceptor: one that goes on to another origin
 * there (`maxRedirections` of undici 6, a `redirect` that was composed first) has a copy of the planned fields.
 */
export function watchInnerRedirects(failOpen: FailOpen): void {
  if (subscribed) return;
  subscribed = true;
  subscribeAll(
    { "undici:request:create": ({ request }: { request: CreatedRequest }) => onCreate(request) },
    failOpen,
  );
}

export function rememberDispatch(handler: object, dispatch: PlannedDispatch): void {
  dispatches.set(handler, dispatch);
}

/** For the handler of a dispatch, when it is told that its request begins. */
export function dispatchStarts(handler: object): void {
  const dispatch = dispatches.get(handler);
  if (starting !== undefined && dispatch !== undefined) takeOff(starting, dispatch);
}

function onCreate(request: CreatedRequest): void {
  const dispatch = dispatchBehind(request);
  if (dispatch !== undefined) {
    takeOff(request, dispatch);
    return;
  }
  // undici 7 hides its handlers from each other; the call goes through all of them.
  for (const name of ["onConnect", "onRequestStart"] as const) {
    const method = request[name];
    if (method === undefined) continue;
    request[name] = (...values): unknown => {
      const outer = starting;
      starting = request;
      try {
        return method.apply(request, values);
      } finally {
        starting = outer;
      }
    };
  }
}

/** Handlers wrap each other: a redirect's, a retry's, ours. */
const MOST_HANDLERS = 20;

function dispatchBehind(request: CreatedRequest): PlannedDispatch | undefined {
  const held = Object.getOwnPropertySymbols(request).find(
    ({ description }) => description === "handler",
  );
  let handler: unknown = held && Reflect.get(request, held);
  for (let depth = 0; depth < MOST_HANDLERS && isObject(handler); depth++) {
    const dispatch = dispatches.get(handler);
    if (dispatch !== undefined) return dispatch;
    handler = Reflect.get(handler, "handler");
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function takeOff(request: CreatedRequest, dispatch: PlannedDispatch): void {
  const { origin, path, method, host, headers } = request;
  if (!Array.isArray(headers) || dispatch.owns({ origin, path, method })) return;
  const scheme = String(origin).split("//", 1)[0] ?? "";
  if (typeof host === "string" && dispatch.owns({ origin: `${scheme}//${host}`, path, method })) {
    return;
  }
  headers.splice(0, headers.length, ...withoutPlan(headers as FieldList, dispatch));
  dispatch.ledAway();
}

/** The fields of a redirected request as they would be if its caller's had been redirected. */
export function withoutPlan(
  redirected: FieldList,
  { before, after }: Pick<PlannedDispatch, "before" | "after">,
): FieldList {
  const [callers, planned] = [byName(before), byName(after)];
  const result: FieldList = [];
  for (const [key, value] of pairsOf(redirected)) {
    const name = normalizeFieldName(String(key));
    const own = callers.get(name) ?? [];
    if (String(own.flat()) === String(planned.get(name)?.flat())) result.push(key, value);
    else for (const held of own) result.push(key, held);
    callers.delete(name);
  }
  for (const [name, held] of callers) {
    if (planned.has(name) || BOUND_TO_ORIGIN.has(name) || BOUND_TO_BODY.has(name)) continue;
    for (const value of held) result.push(name, value);
  }
  return result;
}

function byName(fields: FieldList): Map<string, FieldList> {
  const named = new Map<string, FieldList>();
  for (const [key, value] of pairsOf(fields)) {
    const name = normalizeFieldName(String(key));
    const held = named.get(name);
    if (held === undefined) named.set(name, [value]);
    else held.push(value);
  }
  return named;
}

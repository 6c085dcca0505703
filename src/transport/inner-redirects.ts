import type { FailOpen } from "../guard/fail-open.ts";
import type { FieldList } from "../headers/field-list.ts";
import { createAttached } from "./attached.ts";
import { subscribeAll } from "./subscribe-all.ts";
import {
  leadsElsewhere,
  seeConnected,
  seeTunnel,
  type SendHeadersMessage,
} from "./undici-connection.ts";
import { rewriteHead } from "./undici-head.ts";
import { type PlannedFields, withoutPlan } from "./without-plan.ts";

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
export interface PlannedDispatch extends PlannedFields {
  /** Whether a request goes to the provider that the plan is for. */
  owns(request: Pick<CreatedRequest, "origin" | "path" | "method">): boolean;
  /** Called where one does not, and the plan was taken off again. */
  redirected(): void;
  /** Called where one does, and its connection leads elsewhere; the same. */
  ledAway(): void;
}

/** By their handlers. */
const dispatches = createAttached<PlannedDispatch>();
/** By the requests that come of them. */
const started = createAttached<PlannedDispatch>();
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
    {
      "undici:request:create": ({ request }: { request: CreatedRequest }) => onCreate(request),
      "undici:client:connected": seeConnected,
      "undici:client:sendHeaders": onSendHeaders,
    },
    failOpen,
  );
}

export function rememberDispatch(handler: object, dispatch: PlannedDispatch): void {
  dispatches.set(handler, dispatch);
}

/** For the handler of a dispatch, when it is told that its request begins. */
export function dispatchStarts(handler: object): void {
  const dispatch = dispatches.get(handler);
  if (starting !== undefined && dispatch !== undefined) started.set(starting, dispatch);
}

function onCreate(request: CreatedRequest): void {
  const dispatch = dispatchBehind(request);
  if (dispatch !== undefined) {
    // Here, because undici 6 does not publish what it writes on HTTP/2.
    if (isRedirected(request, dispatch)) takeOff(request, dispatch);
    else started.set(request, dispatch);
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

function onSendHeaders(message: SendHeadersMessage): void {
  seeTunnel(message);
  const dispatch = started.get(message.request);
  if (dispatch === undefined) return;
  const redirected = isRedirected(message.request, dispatch);
  if (!redirected && !leadsElsewhere(message)) return;
  rewriteHead(message, (fields) => withoutPlan(fields, dispatch, { redirected }));
  if (redirected) dispatch.redirected();
  else dispatch.ledAway();
}

function isRedirected(
  { origin, path, method, host }: Omit<CreatedRequest, "headers">,
  { owns }: PlannedDispatch,
): boolean {
  if (owns({ origin, path, method })) return false;
  const scheme = String(origin).split("//", 1)[0] ?? "";
  return typeof host !== "string" || !owns({ origin: `${scheme}//${host}`, path, method });
}

function takeOff({ headers }: CreatedRequest, dispatch: PlannedDispatch): void {
  if (!Array.isArray(headers)) return;
  const fields = withoutPlan(headers as FieldList, dispatch, { redirected: true });
  headers.splice(0, headers.length, ...fields);
  dispatch.redirected();
}

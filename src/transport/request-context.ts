import { AsyncLocalStorage } from "node:async_hooks";
import { BoundedMap } from "../guard/bounded-map.ts";
import type { ModelCall } from "../guard/fallback-guard.ts";

/** What the caller knows of a request. */
export interface RequestContext {
  readonly providerId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly runId?: string | undefined;
}

/** A model call that a host announces by the trace id that its request will carry as `traceparent`, which matches it exactly. */
export interface AnnouncedCall extends ModelCall {
  readonly traceId: string;
  readonly spanId: string;
}

interface HeldContext {
  readonly context: RequestContext;
  /** By `enterContext`: it goes on for whatever runs next, wanted or not. */
  readonly entered: boolean;
}

interface ProcessWide {
  readonly contexts: AsyncLocalStorage<HeldContext | undefined>;
  readonly calls: BoundedMap<string, AnnouncedCall>;
}

/** One for the process: the copy of this package that a caller imports need not be the one that is installed. */
const KEY = Symbol.for("provider-headers.context");
const holder = globalThis as { [KEY]?: ProcessWide };

/** Calls are not taken off when seen, as a retry carries the same trace; the oldest go first. */
const MAX_ANNOUNCED_CALLS = 1000;

function processWide(): ProcessWide {
  return (holder[KEY] ??= {
    contexts: new AsyncLocalStorage(),
    calls: new BoundedMap(MAX_ANNOUNCED_CALLS),
  });
}

/** Says what the requests of `callback` are for: fills placeholders, names the model. */
export function withRequestContext<Result>(
  context: RequestContext,
  callback: () => Result,
): Result {
  return processWide().contexts.run({ context, entered: false }, callback);
}

/** The same for a hook that cannot wrap what follows it. May reach requests it was not meant for, and is treated so. */
export function enterContext(context: RequestContext): void {
  processWide().contexts.enterWith({ context, entered: true });
}

export function currentContext(): RequestContext | undefined {
  return holder[KEY]?.contexts.getStore()?.context;
}

export type InContext = <Result>(callback: () => Result) => Result;

/** What calls back later in the context that is current now: a tenth of the cost of `AsyncLocalStorage.snapshot`. */
export function inThisContext(): InContext {
  const held = holder[KEY]?.contexts.getStore();
  return (callback) => {
    const contexts = holder[KEY]?.contexts;
    if (contexts === undefined || contexts.getStore() === held) return callback();
    return contexts.run(held, callback);
  };
}

/** The context of the `withRequestContext` that the caller itself is in; exact only where the caller is the one who asks. */
export function callersContext(): RequestContext | undefined {
  const held = holder[KEY]?.contexts.getStore();
  return held?.entered === false ? held.context : undefined;
}

export function announceCall(call: AnnouncedCall): void {
  processWide().calls.set(`${call.traceId}-${call.spanId}`.toLowerCase(), call);
}

/** W3C Trace Context section 3.2: version, trace id, parent id, flags. */
const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32}-[0-9a-f]{16})-[0-9a-f]{2}/iu;

/** Whether there is a call that a request could name. */
export function areCallsAnnounced(): boolean {
  return (holder[KEY]?.calls.size ?? 0) > 0;
}

/** The call that a request's `traceparent` names. */
export function announcedCall(traceparent: string | undefined): AnnouncedCall | undefined {
  const calls = holder[KEY]?.calls;
  if (traceparent === undefined || calls === undefined || calls.size === 0) return undefined;
  const ids = TRACEPARENT.exec(traceparent)?.[1];
  return ids === undefined ? undefined : calls.get(ids.toLowerCase());
}

/** Leaves nothing behind. A callback of `withRequestContext` under way goes on without a context. */
export function forgetContexts(): void {
  holder[KEY]?.contexts.disable();
  delete holder[KEY];
}

import { isAbort } from "../diagnosis/sdk-error.ts";
import type { FallbackGuard, ModelCall } from "../guard/fallback-guard.ts";
import type { FieldList } from "../headers/field-list.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import { type BodyEvidence, createBodyEvidence } from "./body-evidence.ts";
import type { FailOpen } from "../guard/fail-open.ts";
import { warnOfMissing } from "./plan-warnings.ts";
import { fieldsOfHead, headerRecord } from "./published-fields.ts";
import type { RequestPlan } from "./request-plan.ts";
import { keyPrefixOf, scrubberOf, sentHeaders } from "./request-report.ts";
import { modelInBody, pieceWithModel, withWireModel } from "./wire-model.ts";
import { holdsOnly, linesOf } from "./written-head.ts";

/** How long a failure waits for the rest of its body. Milliseconds. */
export const PATIENCE = 2000;

/** What a transport sees of one planned request, in the order it happens. Anything after the first verdict is ignored. */
export interface CallWatch {
  /** The first piece of its body, which names the model. */
  asked(chunk: unknown): void;
  /** The head as it went out; a field that differs from the plan is logged. */
  wrote(head: string): void;
  /**
   * The final response's head; its headers in any form that clients publish, read only of a failure. `true` when its
   * body is wanted.
   */
  responded(status: number, headers: unknown): boolean;
  received(chunk: unknown): void;
  /** The body is complete. */
  ended(): void;
  /** The connection or the caller broke it off. */
  failed(error: unknown): void;
}

/**
 * Shows the guard what comes of a planned request. `written`: what goes out as far as it is known; undefined where only
 * `wrote` can tell. A request that is no model call is none of the guard's.
 */
export function watchCall(
  plan: RequestPlan,
  { guard, failOpen }: { readonly guard: FallbackGuard; readonly failOpen: FailOpen },
  written: FieldList | undefined,
): CallWatch {
  let over = !plan.isModelCall;
  /** Read only where somebody asks for it. */
  let piece: unknown;
  let head: string | undefined;
  const planned = linesOf(plan.fields);
  let failure:
    | { status: number; headers: Readonly<Record<string, string>>; body: BodyEvidence }
    | undefined;
  let timer: NodeJS.Timeout | undefined;

  function call(): ModelCall {
    const wireModel = failOpen.attempt("reading a request", () => modelInBody(piece));
    return withWireModel(plan.call, wireModel);
  }

  function report(text: string | undefined, error: unknown): void {
    over = true;
    clearTimeout(timer);
    failOpen.attempt("the fallback guard", () => {
      const scrub = scrubberOf(plan);
      return guard.requestFailed({
        ...call(),
        endpoint: plan.endpoint,
        keyPrefix: keyPrefixOf(plan),
        status: failure?.status,
        headers: scrubValues(failure?.headers ?? {}, scrub),
        body: text === undefined ? undefined : scrub(text),
        error: failure === undefined ? scrubError(error, scrub) : undefined,
        sent: sentHeaders(plan, head === undefined ? written : fieldsOfHead(head)),
        scrub,
        scrubNames: plan.scrub,
      });
    });
    // A client may keep its last request, and with it this watch.
    failure = undefined;
  }

  /** Undefined where no byte came before the verdict had to be made: not seen is not empty. */
  function bodySoFar(): string | undefined {
    if (failure === undefined || failure.body.size === 0) return undefined;
    return failure.body.text(failure.headers["content-encoding"]);
  }

  return {
    asked(chunk) {
      piece ??= failOpen.attempt("reading a request", () => pieceWithModel(chunk));
    },
    wrote(text) {
      head = text;
      if (!holdsOnly(text, planned)) warnOfMissing(plan, fieldsOfHead(text), failOpen);
    },
    responded(status, headers) {
      if (over || status < 200) return false;
      if (status < 400) {
        over = true;
        if (status < 300 && guard.remembersNothing !== true) {
          failOpen.attempt("the fallback guard", () =>
            guard.requestSucceeded({ ...call(), endpoint: plan.endpoint }),
          );
        }
        return false;
      }
      failure = { status, headers: headerRecord(headers), body: createBodyEvidence() };
      timer = setTimeout(() => {
        if (!over) report(bodySoFar(), undefined);
      }, PATIENCE);
      timer.unref();
      return true;
    },
    received(chunk) {
      if (!over && failure?.body.add(chunk) === true) report(bodySoFar(), undefined);
    },
    ended() {
      if (over || failure === undefined) return;
      report(failure.body.size === 0 ? "" : bodySoFar(), undefined);
    },
    failed(error) {
      if (over) return;
      if (failure !== undefined) report(bodySoFar(), undefined);
      // A caller that gives up says nothing about the provider.
      else if (isOwnDoing(error)) over = true;
      else report(undefined, error);
    },
  };
}

function scrubError(error: unknown, scrub: Scrub): Error {
  const { name, message, code } = (typeof error === "object" && error !== null ? error : {}) as {
    name?: unknown;
    message?: unknown;
    code?: unknown;
  };
  const copy = new Error(scrub(String(message ?? error)));
  if (typeof name === "string") copy.name = scrub(name);
  return typeof code === "string" ? Object.assign(copy, { code: scrub(code) }) : copy;
}

function scrubValues(
  headers: Readonly<Record<string, string>>,
  scrub: Scrub,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, scrub(value)]));
}

/** Of a client that its owner closed, in undici. */
const CLOSED_CODES: ReadonlySet<unknown> = new Set(["UND_ERR_DESTROYED", "UND_ERR_CLOSED"]);

/** The caller gave up or closed its client; what is no error is its own reason, or none. */
function isOwnDoing(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return true;
  return isAbort(error) || CLOSED_CODES.has(Reflect.get(error, "code"));
}

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
  /** The first piece of its body, which names the model; copied, as its client may use the bytes again. */
  asked(chunk: unknown): void;
  /** The whole body where it stays as it is until it is answered: read only where somebody asks for the model. */
  askedWhole(body: unknown): void;
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
  surroundings: Surroundings,
  written: FieldList | undefined,
): CallWatch {
  return new Watch(plan, surroundings, written);
}

/** The latest head that was compared with a plan which is used again: HTTP/2 writes no lines to compare with. */
const compared = new WeakMap<RequestPlan, string>();

interface Surroundings {
  readonly guard: FallbackGuard;
  readonly failOpen: FailOpen;
}

interface Failure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyEvidence;
}

/** A class, as nearly every watch sees two or three of these events and nothing else. */
class Watch implements CallWatch {
  readonly #plan: RequestPlan;
  readonly #surroundings: Surroundings;
  readonly #written: FieldList | undefined;
  readonly #lines: string;
  #over: boolean;
  /** As much of it as names the model, or all of it. */
  #body: unknown;
  #head: string | undefined;
  #failure: Failure | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: RequestPlan, surroundings: Surroundings, written: FieldList | undefined) {
    this.#plan = plan;
    this.#surroundings = surroundings;
    this.#written = written;
    this.#lines = plan.lines ?? linesOf(plan.fields);
    this.#over = !plan.isModelCall;
  }

  asked(chunk: unknown): void {
    this.#body ??= this.#pieceOf(chunk);
  }

  askedWhole(body: unknown): void {
    this.#body ??= body;
  }

  wrote(head: string): void {
    this.#head = head;
    const plan = this.#plan;
    if (compared.get(plan) === head) return;
    // What differs is told of once.
    if (plan.lines !== undefined) compared.set(plan, head);
    if (holdsOnly(head, this.#lines)) return;
    warnOfMissing(plan, fieldsOfHead(head), this.#surroundings.failOpen);
  }

  responded(status: number, headers: unknown): boolean {
    if (this.#over || status < 200) return false;
    if (status < 400) {
      this.#over = true;
      const { guard, failOpen } = this.#surroundings;
      if (status < 300 && guard.remembersNothing !== true) {
        failOpen.attempt("the fallback guard", () =>
          guard.requestSucceeded({ ...this.#call(), endpoint: this.#plan.endpoint }),
        );
      }
      return false;
    }
    this.#body = this.#pieceOf(this.#body);
    const failure = { status, headers: headerRecord(headers), body: createBodyEvidence() };
    this.#failure = failure;
    this.#timer = setTimeout(() => {
      if (!this.#over) this.#report(bodySoFar(failure), undefined);
    }, PATIENCE);
    this.#timer.unref();
    return true;
  }

  received(chunk: unknown): void {
    if (this.#over || this.#failure?.body.add(chunk) !== true) return;
    this.#report(bodySoFar(this.#failure), undefined);
  }

  ended(): void {
    if (this.#over || this.#failure === undefined) return;
    this.#report(this.#failure.body.size === 0 ? "" : bodySoFar(this.#failure), undefined);
  }

  failed(error: unknown): void {
    if (this.#over) return;
    if (this.#failure !== undefined) this.#report(bodySoFar(this.#failure), undefined);
    // A caller that gives up says nothing about the provider.
    else if (isOwnDoing(error)) this.#over = true;
    else this.#report(undefined, error);
  }

  #pieceOf(body: unknown): string | Buffer | undefined {
    return this.#surroundings.failOpen.attempt("reading a request", () => pieceWithModel(body));
  }

  #call(): ModelCall {
    const wireModel = this.#surroundings.failOpen.attempt("reading a request", () =>
      modelInBody(this.#body),
    );
    return withWireModel(this.#plan.call, wireModel);
  }

  #report(text: string | undefined, error: unknown): void {
    this.#over = true;
    clearTimeout(this.#timer);
    const plan = this.#plan;
    const failure = this.#failure;
    const head = this.#head;
    const { guard, failOpen } = this.#surroundings;
    failOpen.attempt("the fallback guard", () => {
      const scrub = scrubberOf(plan);
      return guard.requestFailed({
        ...this.#call(),
        endpoint: plan.endpoint,
        keyPrefix: keyPrefixOf(plan),
        status: failure?.status,
        headers: scrubValues(failure?.headers ?? {}, scrub),
        body: text === undefined ? undefined : scrub(text),
        error: failure === undefined ? scrubError(error, scrub) : undefined,
        sent: sentHeaders(plan, head === undefined ? this.#written : fieldsOfHead(head)),
        scrub,
        scrubNames: plan.scrub,
      });
    });
    // A client may keep its last request, and with it this watch.
    this.#failure = undefined;
  }
}

/** Undefined where no byte came before the verdict had to be made: not seen is not empty. */
function bodySoFar({ headers, body }: Failure): string | undefined {
  return body.size === 0 ? undefined : body.text(headers["content-encoding"]);
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

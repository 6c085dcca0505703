import type {
  FallbackGuard,
  ModelCall,
  ObservedFailure,
  SentHeader,
} from "../guard/fallback-guard.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { type BodyEvidence, createBodyEvidence } from "./body-evidence.ts";
import type { Guest } from "../guard/fail-open.ts";

/** How long a failure waits for the rest of its body. Milliseconds. */
export const PATIENCE = 2000;

/** What a transport tells of one model call, in the order it happens. Anything after the first verdict is ignored. */
export interface CallWatch {
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

export interface WatchedCall {
  /** Read when there is something to tell: the model on the wire is seen after the headers. */
  readonly call: () => ModelCall;
  readonly endpoint: string;
  readonly keyPrefix: () => string | undefined;
  /** What went out, masked; asked only when a failure is told. */
  readonly sent: () => readonly SentHeader[];
  /** Takes secrets out of text; made only when a failure is told. */
  readonly scrubber: () => (text: string) => string;
}

export function watchCall(watched: WatchedCall, guard: FallbackGuard, guest: Guest): CallWatch {
  let over = false;
  let failure:
    | { status: number; headers: Readonly<Record<string, string>>; body: BodyEvidence }
    | undefined;
  let timer: NodeJS.Timeout | undefined;

  function speak(text: string | undefined, error: unknown): void {
    over = true;
    clearTimeout(timer);
    guest.attempt("the fallback guard", () => {
      const scrub = watched.scrubber();
      const observed: ObservedFailure = {
        ...watched.call(),
        endpoint: watched.endpoint,
        keyPrefix: watched.keyPrefix(),
        status: failure?.status,
        headers: scrubValues(failure?.headers ?? {}, scrub),
        body: text === undefined ? undefined : scrub(text),
        error: failure === undefined ? scrubError(error, scrub) : undefined,
        sent: watched.sent(),
        scrub,
      };
      return guard.requestFailed(observed);
    });
  }

  /** Undefined where no byte came before the verdict had to be made: not seen is not empty. */
  function bodySoFar(): string | undefined {
    if (failure === undefined || failure.body.size === 0) return undefined;
    return failure.body.text(failure.headers["content-encoding"]);
  }

  return {
    responded(status, headers) {
      if (over || status < 200) return false;
      if (status < 400) {
        over = true;
        if (status < 300) {
          guest.attempt("the fallback guard", () =>
            guard.requestSucceeded({ ...watched.call(), endpoint: watched.endpoint }),
          );
        }
        return false;
      }
      failure = { status, headers: headerRecord(headers), body: createBodyEvidence() };
      timer = setTimeout(() => {
        if (!over) speak(bodySoFar(), undefined);
      }, PATIENCE);
      timer.unref();
      return true;
    },
    received(chunk) {
      if (!over && failure?.body.add(chunk) === true) speak(bodySoFar(), undefined);
    },
    ended() {
      if (over || failure === undefined) return;
      speak(failure.body.size === 0 ? "" : bodySoFar(), undefined);
    },
    failed(error) {
      if (over) return;
      if (failure !== undefined) speak(bodySoFar(), undefined);
      // A caller that gives up says nothing about the provider.
      else if (isAbort(error)) over = true;
      else speak(undefined, error);
    },
  };
}

const ABORT_CODES = new Set([
  "ABORT_ERR",
  "UND_ERR_ABORTED",
  "UND_ERR_DESTROYED",
  "UND_ERR_CLOSED",
]);

function isAbort(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return true;
  const { name, code } = error as { name?: unknown; code?: unknown };
  return name === "AbortError" || (typeof code === "string" && ABORT_CODES.has(code));
}

function scrubError(error: unknown, scrub: (text: string) => string): Error {
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
  scrub: (text: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, scrub(value)]));
}

/** Cookies of a response are credentials of a session, and say nothing about a failure. */
const NOT_EVIDENCE = new Set(["set-cookie"]);

/**
 * Response headers in the forms that clients publish them (flat pairs of bytes or strings; an object) as one record,
 * names in lower case, several lines joined (RFC 9110 section 5.3).
 */
export function headerRecord(headers: unknown): Record<string, string> {
  const pairs: [unknown, unknown][] = [];
  if (Array.isArray(headers)) {
    for (let index = 0; index + 1 < headers.length; index += 2) {
      pairs.push([headers[index], headers[index + 1]]);
    }
  } else if (typeof headers === "object" && headers !== null) {
    pairs.push(...Object.entries(headers));
  }
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, value] of pairs) {
    const name = normalizeFieldName(latin1(key));
    if (value === undefined || NOT_EVIDENCE.has(name)) continue;
    const text = Array.isArray(value) ? value.map(latin1).join(", ") : latin1(value);
    record[name] = record[name] === undefined ? text : `${record[name]}, ${text}`;
  }
  return record;
}

function latin1(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value);
}

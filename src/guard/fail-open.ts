import { BoundedMap } from "./bounded-map.ts";

export interface Logger {
  error(text: string): unknown;
  warn(text: string): unknown;
}

/**
 * We run in somebody else's process: an exception in a channel's subscriber or a timer would end it. Every subscriber,
 * wrapper and call of something injected goes through here, which goes on without it and logs a fault once.
 */
export interface FailOpen {
  /** Runs `work`; what it throws, or rejects with later, is logged once under `name`, and undefined is returned for it. */
  attempt<Result>(name: string, work: () => Result): Result | undefined;
  /** Logs through the injected logger, whatever that does. */
  log(level: "error" | "warn", text: string): void;
  /** Logs what belongs to `key` the first time only. */
  logOnce(level: "error" | "warn", key: string, text: () => string): void;
}

/** What was logged once is remembered by a short key; beyond this, the oldest may be logged again. */
export const MOST_LOGGED = 1000;

/** `logged`: what was logged already, where this goes on from another. */
export function createFailOpen(
  logger: Logger,
  logged = new BoundedMap<string>(MOST_LOGGED),
): FailOpen {
  function log(level: "error" | "warn", text: string): void {
    try {
      // A logger may be asynchronous whatever its type says; an unhandled rejection would end the process.
      void Promise.resolve(logger[level](text)).catch(() => {});
    } catch {
      // There is no other place to log it.
    }
  }

  function logOnce(level: "error" | "warn", key: string, text: () => string): void {
    if (logged.has(key)) return;
    logged.set(key, true);
    log(level, text());
  }

  function logFault(name: string, fault: unknown): undefined {
    const reason = fault instanceof Error ? fault.message : String(fault);
    const text = `provider-headers: an internal error in ${name} (${reason}); the request goes on without it. Please report this.`;
    logOnce("error", `fault ${name}`, () => text);
  }

  function attempt<Result>(name: string, work: () => Result): Result | undefined {
    try {
      const result = work();
      if (result instanceof Promise) result.catch((fault) => logFault(name, fault));
      return result;
    } catch (fault) {
      return logFault(name, fault);
    }
  }

  return { attempt, log, logOnce };
}

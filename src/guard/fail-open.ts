import type { Logger } from "./fallback-guard.ts";

/**
 * We are a guest in somebody else's process: an exception in a channel's subscriber would end it. Every subscriber,
 * wrapper and call of something injected goes through a Guest, which fails open and tells a fault once.
 */
export interface Guest {
  /** Runs `work`; what it throws, or rejects with later, is told once under `name`. What throws is answered with undefined. */
  attempt<Result>(name: string, work: () => Result): Result | undefined;
  /** Speaks through the injected logger, whatever that does. */
  say(level: "error" | "warn", text: string): void;
  /** Says what belongs to `key` the first time only. */
  sayOnce(level: "error" | "warn", key: string, text: () => string): void;
}

/** What was said once is remembered by a short key; beyond this, the oldest may be said again. */
const MAX_REMEMBERED = 1000;

/** `said` is what was said already, where somebody spoke before. */
export function createGuest(logger: Logger, said: Set<string> = new Set()): Guest {
  function say(level: "error" | "warn", text: string): void {
    try {
      // A logger may be asynchronous whatever its type says; an unhandled rejection would end the process.
      void Promise.resolve(logger[level](text)).catch(() => {});
    } catch {
      // There is nobody left to tell.
    }
  }

  function sayOnce(level: "error" | "warn", key: string, text: () => string): void {
    if (said.has(key)) return;
    if (said.size >= MAX_REMEMBERED) {
      for (const oldest of said) {
        said.delete(oldest);
        break;
      }
    }
    said.add(key);
    say(level, text());
  }

  function attempt<Result>(name: string, work: () => Result): Result | undefined {
    const sayFault = (fault: unknown): void =>
      sayOnce("error", `fault ${name}`, () => {
        const reason = fault instanceof Error ? fault.message : String(fault);
        return `provider-headers: a fault of its own in ${name} (${reason}); the request goes on without it. Please report this.`;
      });
    try {
      const result = work();
      if (result instanceof Promise) result.catch(sayFault);
      return result;
    } catch (fault) {
      sayFault(fault);
      return undefined;
    }
  }

  return { attempt, say, sayOnce };
}

import {
  type Clock,
  type FallbackGuard,
  type FallbackGuardOptions,
  Guard,
} from "../guard/fallback-guard.ts";

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export type GuardOptions = Omit<FallbackGuardOptions, "clock"> & {
  /** By default the system's. */
  readonly clock?: Clock | undefined;
};

/** A guard for a running process: the one of the pure room, with a clock. */
export function createFallbackGuard(options: GuardOptions): FallbackGuard {
  return new Guard({ ...options, clock: options.clock ?? SYSTEM_CLOCK });
}

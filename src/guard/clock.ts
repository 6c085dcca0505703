/** Milliseconds throughout. */
export interface Clock {
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): { unref?(): unknown };
  clearTimeout(timer: unknown): void;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

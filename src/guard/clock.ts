/** Milliseconds throughout. */
export interface Clock {
  now(): number;
  setTimeout(callback: () => void, milliseconds: number): { unref?(): unknown };
  clearTimeout(timer: unknown): void;
}

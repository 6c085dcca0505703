import type { Clock } from "../../src/guard/clock.ts";

interface FakeTimer {
  readonly at: number;
  readonly callback: () => void;
  unreferenced: boolean;
}

/** Time that passes only when it is told to; due timers then fire in their order. */
export class FakeClock implements Clock {
  #now = 1_772_236_800_000;
  readonly timers = new Set<FakeTimer & { unref(): void }>();

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, milliseconds: number) {
    const timer = {
      at: this.#now + milliseconds,
      callback,
      unreferenced: false,
      unref() {
        timer.unreferenced = true;
      },
    };
    this.timers.add(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    for (const candidate of this.timers) {
      if (candidate === timer) this.timers.delete(candidate);
    }
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#now = Math.max(this.#now, due.at);
      this.timers.delete(due);
      due.callback();
    }
    this.#now = end;
  }
}

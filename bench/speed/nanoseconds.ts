import { measure } from "mitata";
import type { Size } from "./measure.ts";

/** Nanoseconds that a call takes, of the quickest of many batches: what else the machine does is not counted. */
export async function nanoseconds(
  work: () => unknown,
  { milliseconds, batch }: Size,
): Promise<number> {
  const options = { min_cpu_time: milliseconds * 1e6, min_samples: 12, batch_samples: batch };
  return (await measure(work, options)).min;
}

/** Milliseconds of one call. */
export function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

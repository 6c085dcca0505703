import { availableParallelism, loadavg } from "node:os";

/** How many processes share a core: a limit on time is that much longer on a busy machine. */
export function loadFactor(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}

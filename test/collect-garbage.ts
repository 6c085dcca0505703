import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // What a job has made or read a reference of stays until it ends.
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
}

/** How many of these objects are still held after a garbage collection. */
export async function stillHeld(references: readonly WeakRef<object>[]): Promise<number> {
  await collectGarbage();
  return references.filter((reference) => reference.deref() !== undefined).length;
}

/** Bytes of the heap after a garbage collection. */
export async function heapHeld(): Promise<number> {
  await collectGarbage();
  return process.memoryUsage().heapUsed;
}

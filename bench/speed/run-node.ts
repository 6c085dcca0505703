import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What a program prints, run by the Node that runs this one; throws where it fails. */
export async function runNode(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", ...args],
    { maxBuffer: 1 << 28 },
  );
  return stdout;
}

/** Of what starts and ends at once, the quickest of so many: the machine is shared. */
const RUNS = 3;

/** Milliseconds from its start to its end. */
export async function runTime(args: readonly string[]): Promise<number> {
  let quickest = Infinity;
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    await runNode(args);
    quickest = Math.min(quickest, performance.now() - start);
  }
  return quickest;
}

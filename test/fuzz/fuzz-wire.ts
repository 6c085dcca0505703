import { NEWER_NODES, runNode } from "../transport/child-process.ts";
import type { WireResult } from "./wire-run.ts";
import { WAYS, type Way } from "./wire-ways.ts";

const HOUR = 3_600_000;

export interface FuzzWireResult extends WireResult {
  readonly seed: number;
  /** Pairs by way. */
  readonly ways: Readonly<Record<string, number>>;
}

/**
 * What a configuration accepts arrives, and what it refuses could not: random names and values by every client, in
 * processes on the Nodes that have them. Pairs are shared out evenly.
 */
export async function fuzzWire(options: {
  readonly size: number;
  readonly seed: number;
  readonly plant?: boolean;
  readonly wanted?: (way: Way) => boolean;
}): Promise<FuzzWireResult> {
  const { size, seed, plant = false, wanted = () => true } = options;
  const chosen = WAYS.filter(wanted);
  const runs = Math.ceil(size / chosen.length);
  const results: Record<string, WireResult> = {};
  for (const node of NEWER_NODES) {
    const own = chosen.filter((way) => way.node === node).map((way) => WAYS.indexOf(way));
    if (own.length === 0) continue;
    const order = JSON.stringify({ runs, seed, plant, ways: own });
    const ended = await runNode(node, ["test/fuzz/child/wire.ts", order], {}, HOUR);
    if (ended.code !== 0) throw new Error(`Node ${node} ended with ${ended.code}\n${ended.stderr}`);
    Object.assign(results, JSON.parse(ended.stdout));
  }
  const classes: Record<string, number> = {};
  for (const result of Object.values(results)) {
    for (const [name, count] of Object.entries(result.classes))
      classes[name] = (classes[name] ?? 0) + count;
  }
  const ways = Object.fromEntries(Object.entries(results).map(([way, of]) => [way, of.runs]));
  return {
    runs: Object.values(ways).reduce((sum, count) => sum + count, 0),
    seed,
    ways,
    classes,
    failures: Object.values(results).flatMap((result) => result.failures),
  };
}

import { CLIENTS } from "../wire-clients.ts";
import { fuzzWay, type WireResult } from "../wire-run.ts";
import { WAYS, wayName } from "../wire-ways.ts";

/** The ways of one Node, in a process on it: prints what came of each as one JSON text. */
const { runs, seed, plant, ways } = JSON.parse(process.argv[2] ?? "") as {
  runs: number;
  seed: number;
  plant: boolean;
  /** Places in `WAYS`. */
  ways: number[];
};
const results: Record<string, WireResult> = {};
for (const at of ways) {
  const way = WAYS[at];
  if (way === undefined) throw new Error(`There is no way ${at}.`);
  const client = CLIENTS[way.client](way.http2 === true);
  results[wayName(way)] = await fuzzWay(way, client, { runs, seed: seed + at, plant });
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));

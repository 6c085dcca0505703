import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../../src/diagnosis/classify-failure.ts";
import type { Build, Group, Measure, Size } from "./measure.ts";
import { millisecondsOf, nanoseconds } from "./nanoseconds.ts";
import { publishRefusal } from "./published-request.ts";
import { KEY, manyProviders, SILENT } from "./sample-request.ts";

const FAILURES = join(import.meta.dirname, "../failures/judge.jsonl");
const KIB = 1024;

/** What a failure costs. */
export function guardMeasures(size: Size): Group {
  const failures = readFileSync(FAILURES, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Failure);

  const refused = (["first", "second"] as const).map((which): Measure => {
    const cost = (build: Build, keys: number) => refusal(build, keys, which);
    return {
      measure: `a refused call of 1 KiB with ${size.entries} keys, the ${which} of a process`,
      unit: "ms",
      ours: (build) => cost(build, size.entries),
      peerName: "one key",
      peer: (build) => cost(build, 1),
      goal: { of: "ours", atMost: 0.3 },
    };
  });

  return {
    measures: [
      classified("median", 0.5, 20, failures, size),
      classified("95 %", 0.95, 50, failures, size),
      ...refused,
    ],
  };
}

/** A share of the failures takes no longer than this. */
function classified(
  name: string,
  share: number,
  atMost: number,
  failures: readonly Failure[],
  size: Size,
): Measure {
  const some = failures.slice(0, size.entries);
  return {
    measure: `classifyFailure, ${name} of ${some.length} real failures`,
    unit: "us",
    ours({ index }) {
      const times: number[] = [];
      for (const failure of some) {
        const least: number[] = [];
        for (let round = 0; round < 20; round += 1) {
          least.push(millisecondsOf(() => index.classifyFailure(failure)));
        }
        times.push(Math.min(...least) * 1000);
      }
      return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;
    },
    peerName: "their JSON, written and read",
    peer: async () =>
      (await nanoseconds(() => JSON.parse(JSON.stringify(some)), size)) / some.length / 1000,
    goal: { of: "ours", atMost },
  };
}

/** Milliseconds of one refusal; of the second, another model's. */
function refusal({ index }: Build, keys: number, which: "first" | "second"): number {
  const relay = {
    baseUrl: "https://relay.example/v1",
    apiKey: KEY,
    headers: { "X-Title": "mine" },
  };
  const other = { ...relay, baseUrl: "https://relay.example/v2" };
  const providers = { ...manyProviders(keys - 1), relay, other };
  const installation = index.installProviderHeaders({ providers, logger: SILENT });
  const body = Buffer.from(
    JSON.stringify({ error: { message: "Invalid key. ".repeat(KIB / 13) } }),
  );
  const refuse = (version: string) =>
    publishRefusal(`https://relay.example/${version}/chat/completions`, body);
  if (which === "second") refuse("v2");
  const taken = millisecondsOf(() => refuse("v1"));
  installation.uninstall();
  return taken;
}

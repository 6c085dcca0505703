import { expect, it } from "vitest";
// Runs processes of newer Nodes, by child-process.ts.
import { fuzzWire } from "./fuzz-wire.ts";
import { WAYS } from "./wire-ways.ts";

it("the verdict on a header is what happens to it on the wire, by every client", async () => {
  const { runs, failures, ways, classes } = await fuzzWire({ size: 9000, seed: 16 });
  expect(failures).toEqual([]);
  expect(runs).toBeGreaterThanOrEqual(9000);
  expect(Object.keys(ways)).toHaveLength(WAYS.length);
  expect(Object.keys(classes).length).toBeGreaterThan(40);
}, 120_000);

it("a fault that is planted is found", async () => {
  const { failures } = await fuzzWire({
    size: 600,
    seed: 16,
    plant: true,
    wanted: ({ client, node }) => client === "node:http" && node === "24",
  });
  const verdicts = new Set(failures.map(({ verdict }) => verdict));
  expect([...verdicts].sort()).toEqual(["accepted", "control-character"]);
}, 60_000);

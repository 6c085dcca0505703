import { expect, it } from "vitest";
import { fuzzConfig } from "./fuzz-config.ts";

it("no configuration makes a command throw, show a secret or report a problem without its place", async () => {
  const { runs, failures, classes } = await fuzzConfig({ size: 200, seed: 16 });
  expect(failures).toEqual([]);
  expect(runs).toBe(200);
  expect(Object.keys(classes).length).toBeGreaterThan(15);
});

it("a fault that is planted is found", async () => {
  expect((await fuzzConfig({ size: 20, seed: 16, plant: true })).failures).not.toEqual([]);
});

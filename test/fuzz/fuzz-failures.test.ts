import { expect, it } from "vitest";
import { fuzzFailures } from "./fuzz-failures.ts";

it("no body makes the classifier throw, answer no kind or show a secret", () => {
  const { runs, failures, classes } = fuzzFailures({ size: 600, seed: 16 });
  expect(failures).toEqual([]);
  expect(runs).toBe(600);
  expect(Object.keys(classes).length).toBeGreaterThan(20);
});

it("a fault that is planted is found", () => {
  expect(fuzzFailures({ size: 100, seed: 16, plant: true }).failures).not.toEqual([]);
});

it("steps over the budget are found", () => {
  const { failures } = fuzzFailures({ size: 1, seed: 16, countSteps: () => 1e12 });
  expect(failures.map(({ wrong }) => wrong)).toEqual([expect.stringContaining("steps for")]);
});

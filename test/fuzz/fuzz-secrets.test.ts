import { expect, it } from "vitest";
import { fuzzSecrets } from "./fuzz-secrets.ts";

it("no secret is shown, however it is spelled and wherever it stands", () => {
  const { runs, failures, classes } = fuzzSecrets({ size: 3000, seed: 16 });
  expect(failures).toEqual([]);
  expect(runs).toBe(3000);
  expect(Object.keys(classes).length).toBeGreaterThan(30);
});

it("a fault that is planted is found", () => {
  expect(fuzzSecrets({ size: 200, seed: 16, plant: true }).failures).not.toEqual([]);
});

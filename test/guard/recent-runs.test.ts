import { expect, test } from "vitest";
import { RecentRuns } from "../../src/guard/recent-runs.ts";

test("what is tried again within a minute is one; under the same name later it is another", () => {
  const runs = new RecentRuns();
  expect(runs.add("r1", 0)).toBe(true);
  expect(runs.add("r1", 20_000)).toBe(false);
  expect(runs.add("r1", 70_000)).toBe(false);
  expect(runs.add("r1", 130_001)).toBe(true);
  expect(runs.add("r2", 130_001)).toBe(true);
});

test("the latest are remembered, the one that was longest silent is forgotten", () => {
  const runs = new RecentRuns();
  for (let run = 0; run < 64; run++) runs.add(`r${run}`, run);
  runs.add("r0", 64);
  runs.add("one more", 65);
  expect(runs.has("r0")).toBe(true);
  expect(runs.has("r1")).toBe(false);
});

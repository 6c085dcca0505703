import { resolve } from "node:path";
import { expect, it } from "vitest";
import { drawFrom } from "../fuzz/draw.ts";
import { instrument, sampleOf } from "./instrument.ts";

it("a mutant has its place and its words as they stand in the source", async () => {
  const { mutants } = await instrument([resolve("test/mutants/fixtures/steps.ts")]);
  expect(mutants).toContainEqual({
    id: expect.any(String),
    path: resolve("test/mutants/fixtures/steps.ts"),
    range: "12:10-12:23",
    file: "test/mutants/fixtures/steps.ts",
    line: "return count > limit ? limit : count;",
    original: "count > limit",
    replacement: "count >= limit",
  });
});

it("a sample has each item at most once, in order, and is the same for its seed", () => {
  const items = Array.from({ length: 100 }, (_item, at) => at);
  const sample = sampleOf(items, 30, drawFrom(7));
  expect(sample).toEqual([...new Set(sample)].sort((one, other) => one - other));
  expect(sample).toHaveLength(30);
  expect(sampleOf(items, 30, drawFrom(7))).toEqual(sample);
  expect(sampleOf(items, 30, drawFrom(8))).not.toEqual(sample);
});

it("a sample larger than the whole is the whole", () => {
  expect(sampleOf(["a", "b"], 3, drawFrom(1))).toEqual(["a", "b"]);
});

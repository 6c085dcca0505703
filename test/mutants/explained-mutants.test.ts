import { expect, it } from "vitest";
import { readExplained, stillExists } from "./explained-mutants.ts";

it("every change that is explained has its place in the source", () => {
  expect(readExplained().filter((mutant) => !stillExists(mutant))).toEqual([]);
});

it("a place that is gone is noticed", () => {
  const [first] = readExplained();
  if (first === undefined) throw new Error("Nothing is explained.");
  expect(stillExists({ ...first, line: `${first.line} // changed` })).toBe(false);
  expect(stillExists({ ...first, original: "not in that line" })).toBe(false);
});

import { expect, it, test } from "vitest";
import { isOfRun, noteRun, nothingSince } from "../../src/guard/remembered.ts";

test("what is tried again within a minute is one; under the same name later it is another", () => {
  const remembered = nothingSince();
  expect(noteRun(remembered, "r1", 0)).toBe(true);
  expect(noteRun(remembered, "r1", 20_000)).toBe(false);
  expect(noteRun(remembered, "r1", 80_000)).toBe(false);
  expect(noteRun(remembered, "r1", 140_001)).toBe(true);
  expect(noteRun(remembered, "r2", 140_001)).toBe(true);
});

test("the latest are remembered, the one that was longest silent is forgotten", () => {
  const remembered = nothingSince();
  for (let run = 0; run < 64; run++) noteRun(remembered, `r${run}`, run);
  noteRun(remembered, "r0", 64);
  noteRun(remembered, "one more", 65);
  expect(isOfRun(remembered, "r0")).toBe(true);
  expect(isOfRun(remembered, "r1")).toBe(false);
});

it("is of any run where its own is not known, and of a turn without one until that ends", () => {
  const remembered = nothingSince();
  expect(isOfRun(remembered, undefined)).toBe(false);
  noteRun(remembered, "r1", 0);
  expect([isOfRun(remembered, undefined), isOfRun(remembered, "r2")]).toEqual([true, false]);
  expect(noteRun(remembered, undefined, 1)).toBe(true);
  expect(isOfRun(remembered, "r2")).toBe(true);
  noteRun(remembered, "r1", 2);
  expect(isOfRun(remembered, "r2")).toBe(true);
});

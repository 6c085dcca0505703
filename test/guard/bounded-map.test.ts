import { expect, it } from "vitest";
import { BoundedMap } from "../../src/guard/bounded-map.ts";

it("forgets the oldest, and what is set again is the newest", () => {
  const map = new BoundedMap<string, number>(2);
  map.set("a", 1).set("b", 2);
  expect([...map]).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
  map.set("a", 3).set("c", 4);
  expect([map.has("a"), map.has("b"), map.has("c")]).toEqual([true, false, true]);
  expect([...map.keys()]).toEqual(["a", "c"]);
  expect(map.get("a")).toBe(3);
});

import { expect, it } from "vitest";
import { RecentSet } from "../../src/guard/recent-set.ts";

it("tells what is new, and forgets the oldest", () => {
  const set = new RecentSet(2, "a");
  expect(set.add("a")).toBe(false);
  expect(set.add("b")).toBe(true);
  expect(set.add("c")).toBe(true);
  expect([set.has("a"), set.has("b"), set.has("c")]).toEqual([false, true, true]);
  expect(set.add("a")).toBe(true);
});

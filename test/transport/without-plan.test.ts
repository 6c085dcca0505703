import { expect, it } from "vitest";
import type { FieldList } from "../../src/headers/field-list.ts";
import { withoutPlan } from "../../src/transport/without-plan.ts";

const before = ["Authorization", "a", "X-Two", "1", "x-two", "2", "X-Gone", "g", "Cookie", "c"];
const after = ["Authorization", "b", "X-Two", "3", "X-New", "n"];

it("gives back what the plan replaced and removed, and nothing that a redirect took off", () => {
  expect(
    withoutPlan(["X-Two", "3", "X-New", "n"], { before, after }, { redirected: true }),
  ).toEqual(["X-Two", "1", "X-Two", "2", "x-gone", "g"]);
});

it("gives back everything where nothing was redirected", () => {
  expect(withoutPlan(after, { before, after }, { redirected: false })).toEqual([
    "Authorization",
    "a",
    "X-Two",
    "1",
    "X-Two",
    "2",
    "x-gone",
    "g",
    "cookie",
    "c",
  ]);
});

it.each<[what: string, before: FieldList, after: FieldList, fields: FieldList]>([
  ["several lines of one name", ["A", "1", "a", "2"], ["A", "1", "a", "2"], ["A", "1", "a", "2"]],
  ["several values of one line", ["A", ["1", "2"]], ["A", ["1", "2"]], ["A", ["1", "2"]]],
  ["what was added since", [], ["X-New", "n"], ["traceparent", "t"]],
  ["what is the same before and after", ["A", "1"], ["A", "1", "X-New", "n"], ["A", "1"]],
])("leaves %s", (_what, own, planned, fields) => {
  const all = { before: own, after: planned };
  expect(withoutPlan(fields, all, { redirected: false })).toEqual(fields);
});

it("a length that undici keeps beside the fields does not come back twice", () => {
  const fields = { before: ["Content-Length", "2"], after: [] };
  expect(withoutPlan([], fields, { redirected: false })).toEqual([]);
});

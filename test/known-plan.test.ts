import { describe, expect, it } from "vitest";

import { applyHeaderPlan as applyUnchecked } from "../src/headers/apply-plan.ts";
import type { FieldList } from "../src/headers/field-list.ts";
import type { HeaderLayer } from "../src/headers/header-layer.ts";
import { compileHeaderPlan as compileUnknown } from "../src/headers/header-plan.ts";
import { isApplied, isKnownPlan, knownPlan } from "../src/known-plan.ts";

const planOf = (headers: HeaderLayer["headers"], more: Partial<HeaderLayer> = {}) =>
  knownPlan(compileUnknown([{ layer: "provider", headers, ...more }]));

const TWO = { "X-A": "1", "X-B": "2", "X-Gone": null };

describe("isApplied", () => {
  const cases: readonly (readonly [string, FieldList, boolean])[] = [
    ["all of them, in any order and case", ["x-b", "2", "accept", "*/*", "X-A", "1"], true],
    ["one is missing", ["X-A", "1"], false],
    ["another value", ["X-A", "1", "X-B", "3"], false],
    ["a second copy", ["X-A", "1", "X-B", "2", "x-a", "1"], false],
    ["one that is removed", ["X-A", "1", "X-B", "2", "x-gone", ""], false],
    ["no fields", [], false],
    ["a list of values, which is left to the closer look", ["X-A", "1", "X-B", ["2"]], false],
    ["a name without a value", ["X-A", "1", "X-B", "2", "X-C"], false],
    ["a name that is no text", ["X-A", "1", "X-B", "2", 7 as never, "x"], false],
    ["no list", "X-A" as never, false],
  ];
  it.each(cases)("%s", (_, fields, expected) => {
    expect(isApplied(planOf(TWO), fields)).toBe(expected);
  });

  it("never says so where applying the plan changes something", () => {
    const plans = [
      planOf(TWO),
      planOf({ "X-A": "1", "X-Other-*": null }),
      planOf({ "X-A": "{{sessionId}}" }),
      planOf({ "User-Agent": "kimi/1" }, { layer: "built-in" }),
      planOf(Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`X-${at}`, "1"]))),
    ];
    const names = ["X-A", "x-a", "X-B", "X-Gone", "X-Other-1", "User-Agent", "X-31"];
    const wrong = plans.flatMap((plan) => {
      const dressed = applyUnchecked(plan, ["accept", "*/*"]);
      const lists = [dressed, ...names.map((name) => [...dressed, name, "1"])];
      return lists.filter(
        (fields) => isApplied(plan, fields) && applyUnchecked(plan, fields) !== fields,
      );
    });
    expect(wrong).toEqual([]);
  });

  it("leaves plans with families, models or what a request fills, and large ones, to the closer look", () => {
    const many = Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`X-${at}`, "1"]));
    for (const headers of [many, { "X-A": "1", "X-Other-*": null }, { "X-A": "{{sessionId}}" }]) {
      const plan = planOf(headers);
      expect(isApplied(plan, applyUnchecked(plan, []))).toBe(false);
    }
    const most = planOf(Object.fromEntries(Object.entries(many).slice(1)));
    expect(isApplied(most, applyUnchecked(most, []))).toBe(true);
  });
});

it("a plan that was not made by compileHeaderPlan is not known", () => {
  expect(isKnownPlan(planOf(TWO))).toBe(true);
  expect(isKnownPlan({ ...planOf(TWO) })).toBe(false);
  expect(isKnownPlan(undefined)).toBe(false);
});

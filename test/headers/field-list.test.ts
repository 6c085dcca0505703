import { describe, expect, it } from "vitest";
import {
  type FieldList,
  lastPlaceOf,
  pairsOf,
  placeOf,
  textOf,
  valuesOf,
} from "../../src/headers/field-list.ts";

const FIELDS: FieldList = ["x-a", "1", "X-B", ["2", "3"], "X-A", "x-b", "x-c", ""];

describe("pairsOf", () => {
  it("gives names and values two by two, lists as they are held", () => {
    expect(pairsOf(FIELDS)).toEqual([
      ["x-a", "1"],
      ["X-B", ["2", "3"]],
      ["X-A", "x-b"],
      ["x-c", ""],
    ]);
    expect(pairsOf(FIELDS).flat()).toEqual(FIELDS);
  });

  it("takes bytes for text, and leaves out a name without a value", () => {
    const name = new Uint8Array([120]);
    expect(pairsOf<unknown>([name, undefined, "x"])).toEqual([[name, undefined]]);
    expect(pairsOf([])).toEqual([]);
  });
});

it.each<[string, string[], first: number, last: number]>([
  ["x-a", ["1", "x-b"], 0, 4],
  ["X-b", ["2", "3"], 2, 2],
  ["X-C", [""], 6, 6],
  // A value is no name.
  ["1", [], -1, -1],
  ["x-", [], -1, -1],
])("%s holds %j, in places %d to %d", (name, values, first, last) => {
  expect(valuesOf(FIELDS, name)).toEqual(values);
  expect(placeOf(FIELDS, name)).toBe(first);
  expect(lastPlaceOf(FIELDS, name)).toBe(last);
});

it.each<[string, FieldList]>([
  ["a name without a value", ["x-a", "1", "x"]],
  ["a list in place of a name", [["y"], "1"]],
])("%s is not found", (_what, fields) => {
  expect(placeOf(fields, "x")).toBe(-1);
});

it("walks the copies of a name from either end", () => {
  expect(placeOf(FIELDS, "x-a", 2)).toBe(4);
  expect(placeOf(FIELDS, "x-a", 6)).toBe(-1);
  expect(lastPlaceOf(FIELDS, "x-a", 4)).toBe(0);
  expect(lastPlaceOf(FIELDS, "x-a", 0)).toBe(-1);
});

it.each<[string | string[], string]>([
  [" a\t", "a"],
  [["a", "b, c"], "a, b, c"],
  [[], ""],
])("textOf(%j) is %j", (held, text) => {
  expect(textOf(held)).toBe(text);
});

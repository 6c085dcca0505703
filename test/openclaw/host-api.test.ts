import { expect, it } from "vitest";
import { fieldOf, textOf } from "../../src/openclaw/host-api.ts";

const EVENT = { data: { phase: "end", count: 0, empty: "", nothing: null } };

it.each([
  [EVENT, ["data", "phase"], "end"],
  [EVENT, ["data", "count"], 0],
  [EVENT, ["data", "phase", "length"], undefined],
  [EVENT, ["data", "nothing", "more"], undefined],
  [EVENT, ["missing", "more"], undefined],
  [undefined, ["data"], undefined],
  ["text", ["length"], undefined],
  [EVENT, [], EVENT],
])("fieldOf %j at %j", (value, keys, found) => {
  expect(fieldOf(value, ...keys)).toBe(found);
});

it.each([
  ["phase", "end"],
  ["count", undefined],
  ["empty", undefined],
  ["nothing", undefined],
])("textOf at data.%s: %s", (key, text) => {
  expect(textOf(EVENT, "data", key)).toBe(text);
});

import { expect, it } from "vitest";
import { isPrototypeKey, isRecord } from "../../src/config/is-record.ts";

it.each([
  [{}, true],
  [{ a: 1 }, true],
  [Object.create(null), true],
  [[], false],
  [null, false],
  [undefined, false],
  ["text", false],
  [1, false],
])("%j is a record: %s", (value, isOne) => {
  expect(isRecord(value)).toBe(isOne);
});

it.each([
  ["__proto__", true],
  ["constructor", true],
  ["prototype", true],
  ["proto", false],
  ["Constructor", false],
  ["", false],
])("%s reaches what all objects share: %s", (key, reaches) => {
  expect(isPrototypeKey(key)).toBe(reaches);
});

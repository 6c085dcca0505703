import { expect, it } from "vitest";
import { isSecretReference } from "../../src/config/secret-reference.ts";

it.each([
  [{ source: "env", provider: "default", id: "KEY" }, true],
  // Wrong, and still meant as one: it must not be sent as a value.
  [{ source: 1 }, true],
  [{ source: undefined }, true],
  [{ provider: "default", id: "KEY" }, false],
  [Object.create({ source: "env" }), false],
  [["source"], false],
  ["source", false],
  [null, false],
])("%j: %s", (value, isOne) => {
  expect(isSecretReference(value)).toBe(isOne);
});

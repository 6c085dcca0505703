import { expect, it } from "vitest";
import { configValue } from "../../src/config/config-value.ts";
import { originByPath } from "../../src/config/origin.ts";
import { sourceWithReference } from "../../src/config/value-reference.ts";

const referenceOf = (content: unknown, variables: readonly string[] = []) =>
  sourceWithReference(
    configValue(
      content,
      originByPath({ substitution: () => ({ text: "", variables, unset: [] }) }),
    ),
  ).reference;

it.each<[string, unknown, readonly string[], string | undefined]>([
  ["plain text", "sk-1", [], undefined],
  ["a variable", "the value", ["KIMI_API_KEY"], "${KIMI_API_KEY}"],
  ["two variables, one of them twice", "ab", ["A", "B", "A"], "${A} and ${B}"],
  [
    "a SecretRef of a variable",
    { source: "env", id: "KIMI_API_KEY" },
    [],
    "SecretRef env:KIMI_API_KEY",
  ],
  ["a SecretRef of a file", { source: "file", id: "/kimi" }, [], "a SecretRef"],
  ["a SecretRef with a key for a name", { source: "env", id: "sk-kimi-1" }, [], "a SecretRef"],
  ["nothing", undefined, [], undefined],
])("of %s", (_what, content, variables, reference) => {
  expect(referenceOf(content, variables)).toBe(reference);
});

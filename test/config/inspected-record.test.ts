import { expect, it } from "vitest";
import { z } from "zod";
import { createInspectedRecord, refusePrototypeKeys } from "../../src/config/inspected-record.ts";

const schema = createInspectedRecord(z.string(), z.number(), refusePrototypeKeys);

it.each<[unknown, unknown]>([
  [{ a: 1 }, { a: 1 }],
  [{ a: "x" }, ["a: Invalid input: expected number, received string"]],
  [5, [": Invalid input: expected record, received number"]],
  [
    JSON.parse('{ "__proto__": 1 }'),
    ['__proto__: "__proto__" cannot be used as a name. Choose another.'],
  ],
  [{ prototype: 1, a: "x" }, ['prototype: "prototype" cannot be used as a name. Choose another.']],
])("%j", (value, result) => {
  const { success, data, error } = schema.safeParse(value);
  expect(
    success ? data : error.issues.map(({ path, message }) => `${path.join("/")}: ${message}`),
  ).toEqual(result);
});

it("is what a record drops", () => {
  // If zod learns to refuse `__proto__` by itself, this schema is not needed any more.
  const plain = z.record(z.string(), z.number());
  expect(plain.parse(JSON.parse('{ "__proto__": 1 }'))).toEqual({});
});

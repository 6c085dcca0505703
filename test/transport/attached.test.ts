import { inspect } from "node:util";
import { expect, it } from "vitest";
import { createAttached } from "../../src/transport/attached.ts";

it("holds a value of each object, the latest", () => {
  const attached = createAttached<string>();
  const [one, other, frozen] = [{}, {}, Object.freeze({})];
  attached.set(one, "first");
  attached.set(one, "second");
  attached.set(frozen, "frozen");
  expect([one, other, frozen].map((object) => attached.get(object))).toEqual([
    "second",
    undefined,
    "frozen",
  ]);
});

it("does not mix what two hold of one object", () => {
  const [some, others] = [createAttached<number>(), createAttached<number>()];
  const object = {};
  some.set(object, 1);
  expect(others.get(object)).toBe(undefined);
  others.set(object, 2);
  expect([some.get(object), others.get(object)]).toEqual([1, 2]);
});

it("shows nothing on the object, and nothing on a copy or a proxy of it", () => {
  const attached = createAttached<string>();
  const object = { a: 1 };
  attached.set(object, "a-secret");
  expect(Reflect.ownKeys(object)).toEqual(["a"]);
  expect(inspect(object, { showHidden: true, depth: null })).not.toContain("a-secret");
  expect(JSON.stringify(object)).toBe('{"a":1}');
  expect(attached.get({ ...object })).toBe(undefined);
  expect(attached.get(new Proxy(object, {}))).toBe(undefined);
});

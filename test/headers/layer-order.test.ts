import { expect, it } from "vitest";
import type { HeaderLayer } from "../../src/headers/header-layer.ts";
import { LAYER_NAMES, winnersOf } from "../../src/headers/precedence.ts";

const layer = (name: HeaderLayer["layer"], value = name as string): HeaderLayer => ({
  layer: name,
  headers: { "X-Title": value },
});

/** The winner's value, then those that it beats. */
function order(layers: readonly HeaderLayer[]): unknown[] {
  return winnersOf(layers).winners.flatMap(({ field, overrides }) =>
    [field, ...overrides].map(({ value }) => value),
  );
}

it("puts layers lowest first, whatever order they come in", () => {
  const layers = LAYER_NAMES.map((name) => layer(name));
  expect(order(layers.toReversed())).toEqual(LAYER_NAMES.toReversed());
});

it("keeps the order of layers of one name, and the list that was given", () => {
  const given = [layer("override", "first"), layer("client"), layer("override", "second")];
  const before = [...given];
  expect(order(given)).toEqual(["second", "first", "client"]);
  expect(given).toEqual(before);
});

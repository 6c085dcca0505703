import { expect, it } from "vitest";
import { type HeaderLayer, inLayerOrder, LAYER_NAMES } from "../../src/headers/header-layer.ts";

const layer = (name: HeaderLayer["layer"], value = name as string): HeaderLayer => ({
  layer: name,
  headers: { "X-Title": value },
});

it("puts layers lowest first, whatever order they come in", () => {
  const layers = LAYER_NAMES.map((name) => layer(name));
  expect(inLayerOrder(layers.toReversed())).toEqual(layers);
});

it("keeps the order of layers of one name, and the list that was given", () => {
  const given = [layer("override", "first"), layer("client"), layer("override", "second")];
  const before = [...given];
  expect(inLayerOrder(given).map(({ headers }) => headers["X-Title"])).toEqual([
    "client",
    "first",
    "second",
  ]);
  expect(given).toEqual(before);
});

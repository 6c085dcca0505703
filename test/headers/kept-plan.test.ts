import { expect, it } from "vitest";
import type { HeaderLayer } from "../../src/headers/header-layer.ts";
import { keptPlanOf } from "../../src/headers/kept-plan.ts";

function layersOf(headers: Record<string, string | null>, more: Partial<HeaderLayer> = {}) {
  return [{ layer: "provider", headers, ...more }] satisfies HeaderLayer[];
}

it("compiles the same layers once", () => {
  const layers = layersOf({ "X-A": "1" });
  expect(keptPlanOf(layers)).toBe(keptPlanOf([...layers]));
});

const CHANGES: Readonly<Record<string, (layer: Record<string, unknown>) => void>> = {
  "a value": (layer) => void (layer["headers"] = { "X-A": "2", "X-B": "1" }),
  "a value of the same object": ({ headers }) => void ((headers as { "X-A": string })["X-A"] = "2"),
  "one more": ({ headers }) => void ((headers as Record<string, string>)["X-C"] = "1"),
  "one less": ({ headers }) => void delete (headers as { "X-B"?: string })["X-B"],
  "the layer": (layer) => void (layer["layer"] = "model"),
  "its sources": (layer) => void (layer["sources"] = { "X-A": { path: "elsewhere" } }),
  "its secrets": (layer) => void (layer["secrets"] = new Set(["X-A"])),
};

it.each(Object.entries(CHANGES))(
  "compiles again where somebody wrote into them: %s",
  (_, change) => {
    const layers = [
      ...layersOf({ "X-A": "1", "X-B": "1" }),
      ...layersOf({ "X-Same": "1" }, { layer: "override" }),
    ];
    const before = keptPlanOf(layers);
    change(layers[0] as unknown as Record<string, unknown>);
    const after = keptPlanOf(layers);
    expect(after).not.toBe(before);
    expect(after.fields[0]?.value).toBe(layers[0]?.headers["X-A"]);
    expect(after.fields[0]?.layer).toBe(layers[0]?.layer);
  },
);

it("knows another list of layers from the one that begins with the same", () => {
  const [first] = layersOf({ "X-A": "1" });
  const more: HeaderLayer = { layer: "override", headers: { "X-A": null } };
  if (first === undefined) throw new Error("No layer.");
  expect(keptPlanOf([first]).fields[0]?.value).toBe("1");
  expect(keptPlanOf([first, more]).fields[0]?.value).toBeNull();
  expect(keptPlanOf([first]).fields[0]?.value).toBe("1");
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyHeaderPlan } from "../../src/headers/apply-plan.ts";
import type { FieldList } from "../../src/headers/field-list.ts";
import { pairsOf, valuesOf } from "../../src/headers/field-list.ts";
import { normalizeFieldName } from "../../src/headers/field-name.ts";
import type { HeaderLayer, HeaderValue } from "../../src/headers/header-layer.ts";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { mergeHeaders } from "../../src/headers/merge-headers.ts";
import {
  clientFields,
  isReplaceableClientValue,
  LAYER_NAMES,
  winnersOf,
  winnersOfModels,
} from "../../src/headers/precedence.ts";

const SPELLINGS = ["X-A", "x-a", "x-a-b", "X-A-C", "User-Agent", "cookie", "x-d"];
const FAMILIES = ["x-a-*", "X-*"];

const headers = fc
  .uniqueArray(
    fc.oneof(
      fc.tuple(
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom<HeaderValue>("1", "2 ", "node", null, undefined),
      ),
      fc.tuple(fc.constantFrom(...FAMILIES), fc.constant(null)),
    ),
    { selector: ([key]) => normalizeFieldName(key) },
  )
  .map((entries): HeaderLayer["headers"] => Object.fromEntries(entries));

const layer = (names: readonly (typeof LAYER_NAMES)[number][]): fc.Arbitrary<HeaderLayer> =>
  fc.record({ layer: fc.constantFrom(...names), headers });
const configured = fc.array(layer(LAYER_NAMES.slice(1)), { maxLength: 5 });

/** The rules once more, from the top: the highest layer that says something of the name decides. */
function expected(layers: readonly HeaderLayer[], name: string): HeaderValue {
  const lowestFirst = LAYER_NAMES.flatMap((wanted) => layers.filter((one) => one.layer === wanted));
  const exact = (one: HeaderLayer): HeaderValue =>
    Object.entries(one.headers).find(([key]) => normalizeFieldName(key) === name)?.[1];
  for (const [at, one] of [...lowestFirst.entries()].toReversed()) {
    const value = exact(one);
    if (value !== undefined) return typeof value === "string" ? value.trim() : value;
    const isTakenOff = Object.keys(one.headers).some(
      (key) => key.endsWith("-*") && name.startsWith(key.slice(0, -1).toLowerCase()),
    );
    const isSetBelow = lowestFirst.slice(0, at).some((lower) => exact(lower) !== undefined);
    if (isTakenOff && isSetBelow) return null;
  }
  return undefined;
}

describe("for any layers", () => {
  it("the highest one that names a header decides, an exact name before a family", () => {
    fc.assert(
      fc.property(configured, (layers) => {
        const { winners } = winnersOf(layers);
        const values = new Map(winners.map(({ field }) => [field.name, field.value]));
        for (const name of new Set(SPELLINGS.map(normalizeFieldName))) {
          expect(values.get(name)).toBe(expected(layers, name));
        }
        expect(values.size).toBe(winners.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("their order does not count, but that of several of one name", () => {
    const anyOrder = fc.shuffledSubarray([...LAYER_NAMES], { minLength: LAYER_NAMES.length });
    fc.assert(
      fc.property(
        fc.array(layer(LAYER_NAMES), { maxLength: 6 }),
        anyOrder,
        fc.boolean(),
        (layers, names, withSecrets) => {
          const shuffled = names.flatMap((name) => layers.filter((one) => one.layer === name));
          const merged = mergeHeaders(layers, { withSecrets });
          const again = mergeHeaders(shuffled, { withSecrets });
          expect(again).toEqual(merged);
          expect(Object.keys(again.headers)).toEqual(Object.keys(merged.headers));
          const apart = layers.filter((one) => one.layer !== "client");
          expect(compileHeaderPlan(shuffled.filter((one) => one.layer !== "client"))).toEqual(
            compileHeaderPlan(apart),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("a request has one copy of each planned name, as the rules want it, and twice changes nothing", () => {
    const fields = fc
      .array(fc.tuple(fc.constantFrom(...SPELLINGS, "accept"), fc.constantFrom("1", "own", "node")))
      .map((pairs): FieldList => pairs.flat());
    fc.assert(
      fc.property(configured, fields, (layers, request) => {
        const plan = compileHeaderPlan(layers);
        const once = applyHeaderPlan(plan, request);
        expect(applyHeaderPlan(plan, once)).toBe(once);
        for (const { name, value, layer: from } of plan.fields) {
          const chosen = valuesOf(request, name).filter((own) => own !== "node");
          const wanted = from === "built-in" ? (chosen.at(-1) ?? value) : value;
          expect(valuesOf(once, name)).toEqual(wanted === null ? [] : [wanted]);
        }
        const accept = pairsOf(request).filter(([name]) => name === "accept");
        expect(pairsOf(once).filter(([name]) => name === "accept")).toEqual(accept);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("winnersOfModels", () => {
  it("keeps what a model's own layers win and do not remove, model by model", () => {
    const layers: HeaderLayer[] = [
      { layer: "provider", headers: { "x-a": "1", "x-b": "1" } },
      { layer: "override", headers: { "x-b": "over" } },
    ];
    const models: HeaderLayer[][] = [
      [{ layer: "model", headers: { "X-A": "2", "x-b": "2", "x-c": null } }],
      [{ layer: "model", headers: { "x-a-*": null, "x-a": "3" } }],
    ];
    expect(winnersOfModels(layers, models).map(({ field }) => [field.name, field.value])).toEqual([
      ["x-a", "2"],
      ["x-a", "3"],
    ]);
    expect(winnersOfModels(layers, [])).toEqual([]);
  });
});

describe("clientFields", () => {
  it("keeps the last copy of a name as it was written, and nothing of other layers", () => {
    const layers: HeaderLayer[] = [
      { layer: "client", headers: { a: "1", b: " 1 ", "x-*": "a name like any other" } },
      { layer: "provider", headers: { b: "2" } },
      { layer: "client", headers: { A: "3", B: undefined, c: "4", C: null } },
    ];
    expect(clientFields(layers)).toEqual(["b", " 1 ", "x-*", "a name like any other", "A", "3"]);
  });
});

describe("what a built-in may replace", () => {
  it.each([
    "OpenAI/JS 6.10.0",
    "openai/python 1.0",
    "Anthropic/JS 0.73.0",
    "google-genai-sdk/1.0 gl-node/v22",
    "ai-sdk/openai/2.0 runtime/node",
    "ai/5.0",
    "ollama-js/0.6.0 (x64 linux)",
    "ollama",
    "axios/1.7",
    "node",
    "node-fetch",
    "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
    "undici",
    "UNDICI",
    "OpenClaw-Gateway/1.0",
    "OpenAI/",
    "OpenAI/JS\u00a0\u0085x",
  ])("%s", (value) => {
    expect(isReplaceableClientValue(value)).toBe(true);
  });

  it.each([
    "openclaw/2026.9.6",
    "claude-code/0.1.0",
    "my-agent/1.0",
    "my OpenAI/JS",
    "OpenAI",
    "node/22",
    "undici/7",
    "air/1",
    "",
  ])("not %j", (value) => {
    expect(isReplaceableClientValue(value)).toBe(false);
  });
});

it("what a family takes off is no secret, whatever it was", () => {
  const { winners } = winnersOf([
    { layer: "provider", headers: { "x-a-token": "t" }, secrets: new Set(["x-a-token"]) },
    { layer: "override", headers: { "X-A-*": null } },
  ]);
  expect(winners.map(({ field }) => [field.name, field.value, field.secret])).toEqual([
    ["x-a-token", null, false],
  ]);
});

describe("where the model is not known", () => {
  const planOf = (own: HeaderLayer["headers"], provider: HeaderLayer["headers"] = {}) =>
    compileHeaderPlan([{ layer: "provider", headers: provider }], {
      modelLayers: [[{ layer: "model", headers: own }]],
    });

  it("a filled placeholder of a model stays, also on a request that may have no secrets", () => {
    const plan = planOf({ "x-api-key": "{{sessionId}}" });
    const fields = ["x-api-key", "s1"];
    const options = { withSecrets: false };
    expect(applyHeaderPlan(plan, fields, { sessionId: "s1" }, options)).toBe(fields);
    expect(applyHeaderPlan(plan, ["x-api-key", "{{sessionId}}"], {}, options)).toEqual([]);
  });

  it("a model's secret is not read only to look for it", () => {
    let reads = 0;
    const plan = planOf({ "x-token": () => `read ${(reads += 1)}` }, { "x-token": "provider's" });
    expect(applyHeaderPlan(plan, ["x-token", "own"])).toEqual(["x-token", "provider's"]);
    expect(reads).toBe(0);
  });
});

import * as fc from "fast-check";
import { expect, it } from "vitest";
import { applyHeaderPlan } from "../../src/headers/apply-plan.ts";
import { type FieldList, pairsOf, placeOf } from "../../src/headers/field-list.ts";
import { normalizeFieldName } from "../../src/headers/field-name.ts";
import type { HeaderLayer } from "../../src/headers/header-layer.ts";
import { compileHeaderPlan, type HeaderPlan } from "../../src/headers/header-plan.ts";
import { wantedOutsidePlan, wantedValue } from "../../src/headers/precedence.ts";

const NAMES = [
  "X-A",
  "x-a",
  "X-B",
  "user-agent",
  "User-Agent",
  "x-stainless-os",
  "X-Stainless-Lang",
];
const name = fc.constantFrom(...NAMES);
const held = fc.oneof(
  fc.constantFrom("1", "2", "{{sessionId}}", "OpenAI/JS 6.10.0", ""),
  fc.constant(["1", "2"]),
);
const layer = fc.record({
  layer: fc.constantFrom("built-in", "provider", "model", "override"),
  headers: fc.dictionary(
    fc.constantFrom("X-A", "X-B", "User-Agent", "X-Stainless-OS"),
    fc.constantFrom(
      "1",
      "2",
      "s {{sessionId}}",
      null,
      () => "late",
      () => undefined,
    ),
  ),
  secrets: fc.constantFrom(new Set<string>(), new Set(["X-A"])),
});
const family: HeaderLayer = { layer: "override", headers: { "x-stainless-*": null } };

/** What `applyHeaderPlan` promises, name by name. */
function expected(
  plan: HeaderPlan,
  fields: FieldList,
  sessionId: string | undefined,
  withSecrets: boolean,
): FieldList {
  const values = { sessionId };
  const fieldOf = (key: string) =>
    [...plan.fields, ...plan.undecided].find((one) => one.name === normalizeFieldName(key));
  const wantedOf = (key: string, value: FieldList[number]) => {
    const field = fieldOf(key);
    return field === undefined
      ? wantedOutsidePlan(plan, key, value, values)
      : wantedValue(plan, field, fields, values, withSecrets);
  };
  const kept = pairsOf(fields).flatMap(([key, value], at) => {
    const wanted = wantedOf(String(key), value);
    if (wanted === undefined) return [key, value];
    const isFirst = placeOf(fields, String(key)) === 2 * at;
    if (wanted === null || !isFirst) return [];
    const spelling = fieldOf(String(key))?.spelling ?? key;
    return [wanted === value ? key : spelling, wanted];
  });
  const added = plan.fields.flatMap((field) => {
    if (placeOf(fields, field.name) !== -1) return [];
    const wanted = wantedValue(plan, field, fields, values, withSecrets);
    return wanted === undefined || wanted === null ? [] : [field.spelling, wanted];
  });
  return [...kept, ...added];
}

it("one walk over the fields gives what each name by itself should be", () => {
  fc.assert(
    fc.property(
      fc.array(layer, { maxLength: 3 }),
      fc.boolean(),
      fc.array(fc.array(layer, { maxLength: 1 }), { maxLength: 2 }),
      fc.array(fc.tuple(name, held), { maxLength: 6 }),
      fc.option(fc.constant("digest"), { nil: undefined }),
      fc.boolean(),
      (layers, withFamily, modelLayers, pairs, sessionId, withSecrets) => {
        const all = [...layers, ...(withFamily ? [family] : [])] as HeaderLayer[];
        const plan = compileHeaderPlan(all, { modelLayers: modelLayers as HeaderLayer[][] });
        const fields: FieldList = pairs.flat(1) as FieldList;
        const before = structuredClone(fields);
        const result = applyHeaderPlan(plan, fields, { sessionId }, { withSecrets });
        expect(result).toEqual(expected(plan, fields, sessionId, withSecrets));
        expect(fields).toEqual(before);
      },
    ),
    { numRuns: 3000 },
  );
});

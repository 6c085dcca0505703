import { type FieldList, pairsOf } from "../headers/field-list.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { originOf } from "../headers/field-origin.ts";
import type { HeaderSource, LayerName } from "../headers/header-layer.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import type { PlaceholderValues } from "../headers/placeholders.ts";
import { maskFieldValue } from "../secrets/mask.ts";

/** A field as it went out, fit to be shown: the value is masked. */
export interface SentField {
  /** Normalized. */
  readonly name: string;
  readonly value: string;
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
}

/** Every field of a request with the layer that its value came from. */
export function sentFields(
  plan: HeaderPlan,
  fields: FieldList,
  values: PlaceholderValues = {},
): SentField[] {
  return pairsOf(fields).map(([key, held]) => {
    const name = normalizeFieldName(String(key));
    const value = [held].flat().join(", ");
    const origin = originOf(plan, name, value, values);
    const secret = origin?.secret ?? plan.byName.get(name)?.secret;
    return {
      name,
      value: maskFieldValue(name, value, { secret }),
      layer: origin?.layer ?? "client",
      source: origin?.source,
    };
  });
}

/** Every value of a request that is shown masked; a provider may echo it. */
export function hiddenValues(
  plan: HeaderPlan,
  fields: FieldList,
  values: PlaceholderValues,
): string[] {
  const shown = sentFields(plan, fields, values);
  return pairsOf(fields).flatMap(([, held], at) =>
    shown[at]?.value === [held].flat().join(", ") ? [] : held,
  );
}

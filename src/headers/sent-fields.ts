import { maskFieldValue } from "../secrets/mask.ts";
import { type FieldList, pairsOf } from "./field-list.ts";
import { normalizeFieldName } from "./field-name.ts";
import { type HeaderSource, type LayerName, RESOLVED_BY_HOST } from "./header-layer.ts";
import type { HeaderPlan } from "./header-plan.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import { type PlannedField, valueForRequest } from "./planned-field.ts";

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

/** The planned field that a request's field is; undefined for the client's own. `name` is normalized. */
export function originOf(
  plan: HeaderPlan,
  name: string,
  value: string,
  values: PlaceholderValues,
): PlannedField | undefined {
  const planned = plan.byName.get(name);
  if (planned !== undefined && isOf(planned, value, values)) return planned;
  return plan.modelFields.get(name)?.find((field) => isOf(field, value, values));
}

function isOf(field: PlannedField, value: string, values: PlaceholderValues): boolean {
  return field.value === RESOLVED_BY_HOST || valueForRequest(field, values) === value;
}

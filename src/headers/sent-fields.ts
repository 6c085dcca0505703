import { type FieldList, valueForRequest } from "./apply-plan.ts";
import { normalizeFieldName } from "./field-name.ts";
import {
  type HeaderPlan,
  type HeaderSource,
  type LayerName,
  type PlannedField,
  RESOLVED_BY_HOST,
} from "./header-plan.ts";
import { maskFieldValue } from "../secrets/mask.ts";
import type { PlaceholderValues } from "./placeholders.ts";

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
  const sent: SentField[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const name = normalizeFieldName(String(fields[at]));
    const value = [fields[at + 1] ?? ""].flat().join(", ");
    const origin = originOf(plan, name, value, values);
    const secret = origin?.secret ?? plan.byName.get(name)?.secret;
    sent.push({
      name,
      value: maskFieldValue(name, value, { secret }),
      layer: origin?.layer ?? "client",
      source: origin?.source,
    });
  }
  return sent;
}

/** The planned field that a request's field is; undefined for the client's own. `name` is normalized. */
export function originOf(
  plan: HeaderPlan,
  name: string,
  value: string,
  values: PlaceholderValues,
): PlannedField | undefined {
  const planned = plan.byName.get(name);
  return [...(planned ? [planned] : []), ...(plan.modelFields.get(name) ?? [])].find(
    (field) => field.value === RESOLVED_BY_HOST || valueForRequest(field, values) === value,
  );
}

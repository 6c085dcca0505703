import { RESOLVED_BY_HOST } from "./header-layer.ts";
import type { HeaderPlan } from "./header-plan.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import { type PlannedField, valueForRequest } from "./planned-field.ts";

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

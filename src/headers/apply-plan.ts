import {
  type FieldList,
  type HeldValue,
  lastPlaceOf,
  pairsOf,
  placeOf,
  textOf,
} from "./field-list.ts";
import { sameFieldName } from "./field-name.ts";
import type { HeaderPlan } from "./header-plan.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import type { PlannedField } from "./planned-field.ts";
import { wantedOutsidePlan, wantedValue } from "./precedence.ts";

export interface ApplyOptions {
  /** False for a request that is not known to be the provider's own: fields that carry a secret are left unchanged. */
  readonly withSecrets?: boolean | undefined;
}

/** What is to be done to one field; `null` removes it. */
export interface HeaderChange {
  readonly name: string;
  readonly value: string | null;
}

const NOTHING_KNOWN: PlaceholderValues = {};
const NO_OPTIONS: ApplyOptions = {};

/** The public one without the look at its arguments. Never writes into `fields`; returns them where nothing is to do. */
export function applyHeaderPlan(
  plan: HeaderPlan,
  fields: FieldList,
  values: PlaceholderValues = NOTHING_KNOWN,
  { withSecrets = true }: ApplyOptions = NO_OPTIONS,
): FieldList {
  const seen = plan.notSeen.slice();
  // Copied at the first change; up to there it is the same.
  let result: FieldList | undefined;
  let end = 0;
  for (let at = 0; at + 1 < fields.length; at += 2) {
    let name = fields[at] as string;
    let held: HeldValue = fields[at + 1] ?? "";
    const field = plannedFor(plan, name);
    const wanted =
      field === undefined
        ? wantedOutsidePlan(plan, name, held, values)
        : wantedValue(plan, field, fields, values, withSecrets);
    if (field !== undefined && wanted !== undefined && wanted !== null && !seen[field.slot]) {
      if (wanted !== held) {
        result ??= fields.slice();
        name = field.spelling;
        held = wanted;
      }
    } else if (wanted !== undefined) {
      // Removed, or a further copy of what stands already.
      result ??= fields.slice();
      continue;
    }
    if (field !== undefined) seen[field.slot] = true;
    if (result !== undefined) {
      result[end] = name;
      result[end + 1] = held;
    }
    end += 2;
  }
  if (result !== undefined) result.length = end;
  for (const field of plan.fields) {
    if (seen[field.slot]) continue;
    const wanted = wantedValue(plan, field, fields, values, withSecrets);
    if (wanted === undefined || wanted === null) continue;
    result ??= fields.slice();
    result.push(field.spelling, wanted);
  }
  return result ?? fields;
}

/**
 * The same as a list, for clients that set and remove single fields (`node:http`, the `Headers` of fetch). Empty where
 * the plan is on the fields already, so it also verifies what went out.
 */
export function headerChanges(
  plan: HeaderPlan,
  fields: FieldList,
  values: PlaceholderValues = NOTHING_KNOWN,
  { withSecrets = true }: ApplyOptions = NO_OPTIONS,
): HeaderChange[] {
  const changes: HeaderChange[] = [];
  for (const field of [...plan.fields, ...plan.undecided]) {
    const wanted = wantedValue(plan, field, fields, values, withSecrets);
    if (wanted === undefined || isSettled(fields, field.name, wanted)) continue;
    changes.push({ name: field.spelling, value: wanted && textOf(wanted) });
  }
  for (const [key, held] of pairsOf(fields)) {
    const name = String(key);
    if (plannedFor(plan, name) !== undefined) continue;
    const wanted = wantedOutsidePlan(plan, name, held, values);
    if (wanted === null) changes.push({ name, value: wanted });
  }
  return changes;
}

export function plannedFor({ byLength }: HeaderPlan, name: string): PlannedField | undefined {
  const candidates = byLength[name.length];
  if (candidates === undefined) return undefined;
  for (const field of candidates) {
    if (name === field.spelling || sameFieldName(name, field.name)) return field;
  }
  return undefined;
}

function isSettled(fields: FieldList, name: string, wanted: HeldValue | null): boolean {
  const place = placeOf(fields, name);
  if (place === -1 || wanted === null) return place === -1 && wanted === null;
  return fields[place + 1] === wanted && lastPlaceOf(fields, name) === place;
}

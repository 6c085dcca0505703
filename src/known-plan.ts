import { plannedFor } from "./headers/apply-plan.ts";
import type { FieldList } from "./headers/field-list.ts";
import type { HeaderPlan } from "./headers/header-plan.ts";

/** The bits of a number that are left when one is its sign. */
const MOST_FIELDS = 31;

/** Plans that `compileHeaderPlan` returned, sound as they are: by plan what `isApplied` looks for. */
const known = new WeakMap<object, number | undefined>();

export function knownPlan(plan: HeaderPlan): HeaderPlan {
  known.set(plan, sentByEveryRequest(plan));
  return plan;
}

export function isKnownPlan(value: unknown): boolean {
  return known.has(value as object);
}

/** The fields that the plan sends, a bit for each; undefined where that depends on the request. */
function sentByEveryRequest(plan: HeaderPlan): number | undefined {
  const { fields, families, modelFields } = plan;
  if (fields.length > MOST_FIELDS || families.length > 0 || modelFields.size > 0) return undefined;
  let sent = 0;
  for (const { slot, always } of fields) {
    if (always === undefined) return undefined;
    if (always !== null) sent |= 1 << slot;
  }
  return sent;
}

/**
 * Whether a known plan is on the fields already, in one walk that looks at the fields as arguments too. False also where
 * that would take a closer look.
 */
export function isApplied(plan: HeaderPlan, fields: FieldList): boolean {
  const sent = known.get(plan);
  if (sent === undefined || !Array.isArray(fields) || fields.length % 2 === 1) return false;
  let seen = 0;
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at];
    const value = fields[at + 1];
    if (typeof name !== "string" || typeof value !== "string") return false;
    const field = plannedFor(plan, name);
    if (field === undefined) continue;
    const bit = 1 << field.slot;
    if (value !== field.always || (seen & bit) !== 0) return false;
    seen |= bit;
  }
  return seen === sent;
}

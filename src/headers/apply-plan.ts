import { isReplaceableClientValue } from "./built-in.ts";
import { inFamily, normalizeFieldName, sameFieldName } from "./field-name.ts";
import { isFieldValue, trimFieldValue } from "./field-value.ts";
import { type HeaderPlan, type PlannedField, RESOLVED_BY_HOST } from "./header-plan.ts";
import { hasPlaceholder, type PlaceholderValues, renderTemplate } from "./placeholders.ts";

/** Names and values in turn, as undici holds them: `[name, value, name, [value, value], ...]`. */
export type FieldList = (string | string[])[];

export interface ApplyOptions {
  /** False for a request that is not proven to be the provider's own: fields that carry a secret stay as they are. */
  readonly withSecrets?: boolean | undefined;
}

/** What is to be done to one field; `null` removes it. */
export interface HeaderChange {
  readonly name: string;
  readonly value: string | null;
}

const NOTHING_KNOWN: PlaceholderValues = {};
const NO_OPTIONS: ApplyOptions = {};

/**
 * The request's fields with the plan on them: exactly one copy of every name that the plan sends, none of those that it
 * removes. Returns `fields` itself where the plan is on them already; never writes into it.
 */
export function applyHeaderPlan(
  plan: HeaderPlan,
  fields: FieldList,
  values: PlaceholderValues = NOTHING_KNOWN,
  { withSecrets = true }: ApplyOptions = NO_OPTIONS,
): FieldList {
  // Made at the first change; up to there it is the same.
  let result: FieldList | undefined;
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const name = fields[at] ?? "";
    const held = fields[at + 1] ?? "";
    const field = plannedFor(plan, name);
    const wanted =
      field === undefined
        ? keptOutsidePlan(plan, name, held, values)
        : wantedValue(plan, field, fields, values, withSecrets);
    if (wanted === undefined || (wanted === held && isFirst(fields, at))) {
      result?.push(name, held);
      continue;
    }
    result ??= fields.slice(0, at);
    if (field !== undefined && wanted !== null && isFirst(fields, at)) {
      result.push(field.spelling, wanted);
    }
  }
  for (const field of plan.fields) {
    if (holds(fields, field.name)) continue;
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
    changes.push({ name: field.spelling, value: wanted && asText(wanted) });
  }
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at] ?? "";
    if (plannedFor(plan, name) !== undefined) continue;
    const kept = keptOutsidePlan(plan, name, fields[at + 1] ?? "", values);
    if (kept === null) changes.push({ name: String(name), value: null });
  }
  return changes;
}

/** What a field sends on this request: `null` none, `undefined` where its value is missing or no field value. */
export function valueForRequest(
  field: PlannedField,
  values: PlaceholderValues,
): string | null | undefined {
  if (field.text !== undefined) return field.text;
  if (field.value === null) return null;
  if (field.template !== undefined) return renderTemplate(field.template, values);
  return typeof field.value === "function" ? readLate(field.value) : undefined;
}

/**
 * The only value that the field may have on this request; `undefined` leaves it as it is. What the client holds and
 * outranks the plan is looked for last copy first, and given back as it is held.
 */
function wantedValue(
  plan: HeaderPlan,
  field: PlannedField,
  fields: FieldList,
  values: PlaceholderValues,
  withSecrets: boolean,
): string | string[] | null | undefined {
  if (field.value === RESOLVED_BY_HOST) return undefined;
  const ours = withSecrets || !field.secret ? valueForRequest(field, values) : undefined;
  const ofModels = plan.modelFields.get(field.name);
  if (ours !== undefined && field.layer !== "built-in" && ofModels === undefined) return ours;

  let own: string | string[] | undefined;
  let hole = false;
  for (let at = fields.length - 2; at >= 0; at -= 2) {
    const held = fields[at + 1];
    if (held === undefined || !isNamed(fields[at], field.name)) continue;
    const text = asText(held);
    const ofModel = ofModels && fieldHolding(ofModels, text, values);
    if (ofModel?.template && ofModel.value === text) {
      const filled = withSecrets || !ofModel.secret ? valueForRequest(ofModel, values) : undefined;
      return filled ?? ours ?? null;
    }
    if (ofModel) return held;
    if (field.layer === "built-in" && text !== "" && !isReplaceableClientValue(text)) return held;
    if (ours !== undefined) continue;
    // Without a value of ours the client's own stays, but no `{{...}}` that a host took for a value.
    if (hasPlaceholder(text) || inAnyFamily(plan, field.name)) hole = true;
    else own ??= held;
  }
  if (ours === undefined) return hole ? (own ?? null) : undefined;
  return ours;
}

function fieldHolding(
  fields: readonly PlannedField[],
  current: string,
  values: PlaceholderValues,
): PlannedField | undefined {
  return fields.find(
    (field) =>
      field.value === RESOLVED_BY_HOST ||
      field.value === current ||
      (typeof field.value === "string" && valueForRequest(field, values) === current),
  );
}

/** `null` for a field that a family of the plan takes off. */
function keptOutsidePlan(
  plan: HeaderPlan,
  name: string | string[],
  held: string | string[],
  values: PlaceholderValues,
): null | undefined {
  if (typeof name !== "string" || !inAnyFamily(plan, name)) return undefined;
  const ofModels = plan.modelFields.get(normalizeFieldName(name));
  return ofModels && fieldHolding(ofModels, asText(held), values) ? undefined : null;
}

function plannedFor({ byLength }: HeaderPlan, name: string | string[]): PlannedField | undefined {
  const candidates = byLength[name.length];
  if (candidates === undefined) return undefined;
  for (const field of candidates) if (isNamed(name, field.name)) return field;
  return undefined;
}

function inAnyFamily({ families }: HeaderPlan, name: string): boolean {
  for (const { prefix } of families) if (inFamily(name, prefix)) return true;
  return false;
}

function asText(held: string | string[]): string {
  return trimFieldValue(typeof held === "string" ? held : held.join(", "));
}

function isNamed(name: string | string[] | undefined, wanted: string): boolean {
  return typeof name === "string" && sameFieldName(name, wanted);
}

function holds(fields: FieldList, name: string): boolean {
  for (let at = 0; at < fields.length; at += 2) if (isNamed(fields[at], name)) return true;
  return false;
}

/** No copy of the same name stands before it. */
function isFirst(fields: FieldList, place: number): boolean {
  const name = String(fields[place]);
  for (let at = 0; at < place; at += 2) if (isNamed(fields[at], name)) return false;
  return true;
}

function isSettled(fields: FieldList, name: string, wanted: string | string[] | null): boolean {
  let copies = 0;
  for (let at = 0; at < fields.length; at += 2) {
    if (!isNamed(fields[at], name)) continue;
    copies += 1;
    if (fields[at + 1] !== wanted) return false;
  }
  return copies === (wanted === null ? 0 : 1);
}

function readLate(read: () => string | undefined): string | undefined {
  try {
    const value: unknown = read();
    // Too late for this request; its rejection would end the process.
    if (value instanceof Promise) value.catch(() => {});
    if (typeof value !== "string") return undefined;
    const trimmed = trimFieldValue(value);
    return isFieldValue(trimmed) ? trimmed : undefined;
  } catch {
    // A secret that cannot be read now must not end the request.
    return undefined;
  }
}

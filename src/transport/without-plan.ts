import { type FieldList, pairsOf } from "../headers/field-list.ts";
import { normalizeFieldName } from "../headers/field-name.ts";
import { BOUND_TO_BODY, BOUND_TO_ORIGIN } from "./follow-redirect.ts";

/** The fields of a request before and after a plan was put on them. */
export interface PlannedFields {
  readonly before: FieldList;
  readonly after: FieldList;
}

/**
 * What a request would carry if it had had no plan: `fields` are the planned ones with what was changed on them since.
 * `redirected`: a redirect took off what is bound to the origin, so nothing of that comes back.
 */
export function withoutPlan(
  fields: FieldList,
  { before, after }: PlannedFields,
  { redirected }: { readonly redirected: boolean },
): FieldList {
  const [callers, planned] = [byName(before), byName(after)];
  const given = new Set<string>();
  const result: FieldList = [];
  for (const [key, value] of pairsOf(fields)) {
    const name = normalizeFieldName(String(key));
    const own = callers.get(name) ?? [];
    if (String(own.flat()) === String((planned.get(name) ?? []).flat())) result.push(key, value);
    else if (!given.has(name)) for (const held of own) result.push(key, held);
    given.add(name);
  }
  for (const [name, held] of callers) {
    if (given.has(name) || planned.has(name) || BOUND_TO_BODY.has(name)) continue;
    if (redirected && BOUND_TO_ORIGIN.has(name)) continue;
    for (const value of held) result.push(name, value);
  }
  return result;
}

function byName(fields: FieldList): Map<string, FieldList> {
  const named = new Map<string, FieldList>();
  for (const [key, value] of pairsOf(fields)) {
    const name = normalizeFieldName(String(key));
    const held = named.get(name);
    if (held === undefined) named.set(name, [value]);
    else held.push(value);
  }
  return named;
}

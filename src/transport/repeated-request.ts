import type { FieldList } from "../headers/field-list.ts";
import { areCallsAnnounced, currentContext } from "./request-context.ts";
import { ownerIndexOf } from "./owner-index.ts";
import type { FoundProvider } from "./request-planner.ts";
import type { PlainRequest, RequestPlan } from "./request-plan.ts";
import { linesOf } from "./written-head.ts";

/** What the latest request to an address said, and its plan. */
export interface RepeatedRequest {
  readonly method: string;
  readonly path: string;
  readonly fields: FieldList;
  readonly plan: RequestPlan;
}

/** Whether a plan depends on nothing but what a request holds before its body: nothing else is known of it, or wanted. */
export function showsAll({ tiers }: FoundProvider, { context }: PlainRequest): boolean {
  const { hasModelHeaders, readsLate } = ownerIndexOf(tiers);
  return (
    !hasModelHeaders &&
    !readsLate &&
    context === undefined &&
    !areCallsAnnounced() &&
    currentContext() === undefined
  );
}

/** A plan that changes nothing returns the client's own fields, and is not kept. */
export function toBeRepeated(
  { method, path, fields }: PlainRequest,
  plan: RequestPlan,
): RepeatedRequest | undefined {
  const isPlain = fields.every((text) => typeof text === "string");
  if (plan.fields === fields || !isPlain) return undefined;
  const kept = { ...plan, fields: plan.fields.slice(), lines: linesOf(plan.fields) };
  return { method, path, fields: fields.slice(), plan: kept };
}

/** SDKs put the very same fields on each request. */
export function isRepeated(
  known: RepeatedRequest,
  { method, path, fields }: PlainRequest,
): boolean {
  if (known.method !== method || known.path !== path) return false;
  if (known.fields.length !== fields.length) return false;
  for (let at = 0; at < fields.length; at += 1) if (fields[at] !== known.fields[at]) return false;
  return true;
}

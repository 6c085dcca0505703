import { applyHeaderPlan, type ApplyOptions } from "./apply-plan.ts";
import { normalizeFieldName } from "./field-name.ts";
import type { HeaderLayer, HeaderSource, LayerName } from "./header-layer.ts";
import type { HeaderPlan } from "./header-plan.ts";
import { keptPlanOf } from "./kept-plan.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import type { ConfiguredField, PlannedField } from "./planned-field.ts";
import { clientFields } from "./precedence.ts";
import { originOf } from "./field-origin.ts";

export interface HeaderOrigin {
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
  /** What lower layers of the configuration said, highest first. */
  readonly overrides: readonly ConfiguredField[];
}

export interface RemovedHeader {
  /** Normalized; a family as `x-stainless-*`. */
  readonly name: string;
  readonly by: LayerName;
  readonly source?: HeaderSource | undefined;
}

export interface MergedHeaders {
  /** One key per name, spelled as the winning layer spells it. */
  readonly headers: Record<string, string>;
  readonly removed: readonly RemovedHeader[];
  /** By normalized name. */
  readonly origins: ReadonlyMap<string, HeaderOrigin>;
}

const OWN_FIELD = { configurable: true, enumerable: true, writable: true };

/**
 * All layers of one call as one record. The `client` layers hold what the client would send by itself and are not
 * judged: twins become one, the last. Throws `InvalidHeadersError` for the others. What was compiled of them is kept
 * with the layers, and used again as long as they say the same.
 */
export function mergeHeaders(
  layers: readonly HeaderLayer[],
  { values = {}, withSecrets }: ApplyOptions & { readonly values?: PlaceholderValues } = {},
): MergedHeaders {
  const plan = keptPlanOf(layers.filter(({ layer }) => layer !== "client"));
  const merged = applyHeaderPlan(plan, clientFields(layers), values, { withSecrets });
  const headers: Record<string, string> = {};
  const origins = new Map<string, HeaderOrigin>();
  for (let at = 0; at < merged.length; at += 2) {
    const spelling = String(merged[at]);
    const value = String(merged[at + 1]);
    // An assignment to `__proto__` would do something else.
    if (spelling in headers) Object.defineProperty(headers, spelling, { value, ...OWN_FIELD });
    else headers[spelling] = value;
    const name = normalizeFieldName(spelling);
    origins.set(name, shownOrigin(originOf(plan, name, value, values)));
  }
  return { headers, removed: removedBy(plan), origins };
}

function shownOrigin(field: PlannedField | undefined): HeaderOrigin {
  if (field === undefined) return { layer: "client", source: undefined, overrides: [] };
  const { layer, source, overrides } = field;
  return { layer, source, overrides };
}

function removedBy({ fields, families }: HeaderPlan): RemovedHeader[] {
  const removed: RemovedHeader[] = [];
  for (const { name, value, layer, source } of fields) {
    if (value === null) removed.push({ name, by: layer, source });
  }
  for (const { prefix, layer, source } of families) {
    removed.push({ name: `${prefix}*`, by: layer, source });
  }
  return removed;
}

import { applyHeaderPlan, type ApplyOptions } from "./apply-plan.ts";
import { type FieldList, pairsOf } from "./field-list.ts";
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

const OWN = { configurable: true, enumerable: true, writable: true };

/** The public one without the look at its arguments. Throws `InvalidHeadersError`, for `client` layers never. */
export function mergeHeaders(
  layers: readonly HeaderLayer[],
  { values = {}, withSecrets }: ApplyOptions & { readonly values?: PlaceholderValues } = {},
): MergedHeaders {
  const plan = keptPlanOf(layers.filter(({ layer }) => layer !== "client"));
  const fields = applyHeaderPlan(plan, clientFields(layers), values, { withSecrets });
  let origins: ReadonlyMap<string, HeaderOrigin> | undefined;
  return {
    headers: recordOf(fields),
    removed: removedBy(plan),
    // Most callers do not ask for them.
    get origins() {
      return (origins ??= originsIn(fields, plan, values));
    },
  };
}

function recordOf(fields: FieldList): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < fields.length; at += 2) {
    const name = String(fields[at]);
    // Only defined does it become a name.
    if (name === "__proto__") Object.defineProperty(headers, name, OWN);
    headers[name] = String(fields[at + 1]);
  }
  return headers;
}

function originsIn(
  merged: FieldList,
  plan: HeaderPlan,
  values: PlaceholderValues,
): ReadonlyMap<string, HeaderOrigin> {
  const origins = new Map<string, HeaderOrigin>();
  for (const [spelling, value] of pairsOf(merged)) {
    const name = normalizeFieldName(String(spelling));
    const { layer, source, overrides }: Partial<PlannedField> =
      originOf(plan, name, String(value), values) ?? {};
    origins.set(name, { layer: layer ?? "client", source, overrides: overrides ?? [] });
  }
  return origins;
}

function removedBy({ fields, families }: HeaderPlan): RemovedHeader[] {
  const single = fields.filter(({ value }) => value === null);
  return [
    ...single.map(({ name, layer: by, source }) => ({ name, by, source })),
    ...families.map(({ prefix, layer: by, source }) => ({ name: `${prefix}*`, by, source })),
  ];
}

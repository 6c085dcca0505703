import { applyHeaderPlan, type ApplyOptions } from "./apply-plan.ts";
import { pairsOf } from "./field-list.ts";
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

/** The public one without the look at its arguments. Throws `InvalidHeadersError`, for `client` layers never. */
export function mergeHeaders(
  layers: readonly HeaderLayer[],
  { values = {}, withSecrets }: ApplyOptions & { readonly values?: PlaceholderValues } = {},
): MergedHeaders {
  const plan = keptPlanOf(layers.filter(({ layer }) => layer !== "client"));
  const merged = applyHeaderPlan(plan, clientFields(layers), values, { withSecrets });
  const fields = pairsOf(merged).map(([name, value]) => [String(name), String(value)] as const);
  let origins: ReadonlyMap<string, HeaderOrigin> | undefined;
  // Most callers want the headers alone.
  return {
    headers: Object.fromEntries(fields),
    get removed() {
      return removedBy(plan);
    },
    get origins() {
      return (origins ??= originsIn(fields, plan, values));
    },
  };
}

function originsIn(
  fields: readonly (readonly [spelling: string, value: string])[],
  plan: HeaderPlan,
  values: PlaceholderValues,
): ReadonlyMap<string, HeaderOrigin> {
  const origins = new Map<string, HeaderOrigin>();
  for (const [spelling, value] of fields) {
    const name = normalizeFieldName(spelling);
    const { layer, source, overrides }: Partial<PlannedField> =
      originOf(plan, name, value, values) ?? {};
    origins.set(name, { layer: layer ?? "client", source, overrides: overrides ?? [] });
  }
  return origins;
}

function removedBy({ fields, families }: HeaderPlan): RemovedHeader[] {
  const single = fields.filter(({ value }) => value === null);
  return [
    ...single.map(({ name, layer, source }) => ({ name, by: layer, source })),
    ...families.map(({ prefix, layer, source }) => ({ name: `${prefix}*`, by: layer, source })),
  ];
}

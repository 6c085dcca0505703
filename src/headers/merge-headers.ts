import { applyHeaderPlan, type ApplyOptions } from "./apply-plan.ts";
import { pairsOf } from "./field-list.ts";
import { normalizeFieldName } from "./field-name.ts";
import type { HeaderLayer, HeaderSource, LayerName } from "./header-layer.ts";
import { compileHeaderPlan, requireLayers } from "./header-plan.ts";
import type { PlaceholderValues } from "./placeholders.ts";
import type { ConfiguredField } from "./planned-field.ts";
import { clientFields } from "./precedence.ts";
import { originOf } from "./sent-fields.ts";

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

/**
 * All layers of one call as one record. The `client` layers hold what the client would send by itself and are not
 * judged: twins become one, the last. Throws `InvalidHeadersError` for the others.
 */
export function mergeHeaders(
  layers: readonly HeaderLayer[],
  { values = {}, withSecrets }: ApplyOptions & { readonly values?: PlaceholderValues } = {},
): MergedHeaders {
  requireLayers("mergeHeaders", layers);
  const plan = compileHeaderPlan(layers.filter(({ layer }) => layer !== "client"));
  const merged = applyHeaderPlan(plan, clientFields(layers), values, { withSecrets });
  const headers = pairsOf(merged).map(([name, value]) => [String(name), String(value)] as const);
  const origins = headers.map(([spelling, value]): [string, HeaderOrigin] => {
    const name = normalizeFieldName(spelling);
    const { layer = "client", source, overrides = [] } = originOf(plan, name, value, values) ?? {};
    return [name, { layer, source, overrides }];
  });
  return {
    // Defines each key, where an assignment to `__proto__` would change the prototype.
    headers: Object.fromEntries(headers),
    removed: [
      ...plan.fields
        .filter(({ value }) => value === null)
        .map(({ name, layer, source }) => ({ name, by: layer, source })),
      ...plan.families.map(({ prefix, layer, source }) => ({
        name: `${prefix}*`,
        by: layer,
        source,
      })),
    ],
    origins: new Map(origins),
  };
}

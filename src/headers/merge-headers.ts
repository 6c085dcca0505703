import { applyHeaderPlan, type ApplyOptions, type FieldList } from "./apply-plan.ts";
import { normalizeFieldName, sameFieldName } from "./field-name.ts";
import {
  compileHeaderPlan,
  type ConfiguredField,
  type HeaderLayer,
  type HeaderSource,
  type LayerName,
} from "./header-plan.ts";
import type { PlaceholderValues } from "./placeholders.ts";
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
  const plan = compileHeaderPlan(layers.filter(({ layer }) => layer !== "client"));
  const dressed = applyHeaderPlan(plan, clientFields(layers), values, { withSecrets });

  const headers: [string, string][] = [];
  const origins = new Map<string, HeaderOrigin>();
  for (let at = 0; at < dressed.length; at += 2) {
    const spelling = String(dressed[at]);
    const value = String(dressed[at + 1]);
    const name = normalizeFieldName(spelling);
    const field = originOf(plan, name, value, values);
    headers.push([spelling, value]);
    origins.set(name, {
      layer: field?.layer ?? "client",
      source: field?.source,
      overrides: field?.overrides ?? [],
    });
  }
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
    origins,
  };
}

/** The client's own fields, one copy a name; its own `null` takes off what it said before. */
function clientFields(layers: readonly HeaderLayer[]): FieldList {
  let fields: [string, string][] = [];
  for (const { layer, headers } of layers) {
    if (layer !== "client") continue;
    for (const [name, value] of Object.entries(headers)) {
      if (value === undefined) continue;
      fields = fields.filter(([known]) => !sameFieldName(known, name));
      if (typeof value === "string") fields.push([name, value]);
    }
  }
  return fields.flat();
}

import type { ProviderEntry } from "../config/provider-entries.ts";
import {
  type BuiltInProvider,
  builtInProviderFor,
  canonicalProviderId,
} from "../providers/find.ts";
import { builtInLayer } from "../headers/built-in.ts";
import { compileHeaderPlan, type HeaderPlan } from "../headers/header-plan.ts";

/** A provider entry at one of its addresses, with everything done that can be done before a request comes. */
export interface CompiledProvider {
  readonly entry: ProviderEntry;
  /** Of the entry and its models at this address. */
  readonly apis: readonly (string | undefined)[];
  /** Ids compare through this. */
  readonly canonicalId: string;
  /** The row of the built-in table whose layer is in the plans. */
  readonly builtIn: BuiltInProvider | undefined;
  /** Whether a request's model makes a difference. */
  readonly hasModelHeaders: boolean;
  /** Whether the model is asked at this address. */
  configures<Id extends string | null | undefined>(modelId: Id): modelId is Id & string;
  /** For a model that is known, whether or not it is configured, and for none that is. */
  planFor(modelId: string | undefined): HeaderPlan;
}

/** Throws `InvalidHeadersError` for layers that no configuration reader let through. */
export function compileProvider(entry: ProviderEntry): CompiledProvider {
  const { id, models } = entry;
  const builtIn = entry.builtInDefaults ? builtInProviderFor(entry) : undefined;
  const layers = builtIn === undefined ? entry.layers : [builtInLayer(builtIn), ...entry.layers];
  const values = { providerId: id };
  const withLayers = models.filter((model) => model.layers.length > 0);

  const ofProvider = compileHeaderPlan(layers, { values });
  const modelUnknown =
    withLayers.length === 0
      ? ofProvider
      : compileHeaderPlan(layers, { values, modelLayers: withLayers.map((model) => model.layers) });
  const byModel = new Map(
    withLayers.map((model) => [
      model.id,
      compileHeaderPlan([...layers, ...model.layers], { values }),
    ]),
  );

  const ids = new Set(models.map((model) => model.id));
  /** Hosts write a model as `provider/model` too. */
  const bare = (modelId: string) =>
    modelId.startsWith(`${id}/`) ? modelId.slice(id.length + 1) : modelId;

  return {
    entry,
    apis: [...new Set([entry.api, ...models.map(({ api }) => api ?? entry.api)])],
    canonicalId: canonicalProviderId(id),
    builtIn,
    hasModelHeaders: withLayers.length > 0,
    configures: (modelId): modelId is typeof modelId & string =>
      typeof modelId === "string" && (ids.has(modelId) || ids.has(bare(modelId))),
    planFor(modelId) {
      if (modelId === undefined) return modelUnknown;
      return byModel.get(modelId) ?? byModel.get(bare(modelId)) ?? ofProvider;
    },
  };
}

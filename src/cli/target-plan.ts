import type { ProviderConfig, ProviderEntry } from "../config/provider-entries.ts";
import type { HeaderLayer } from "../headers/header-layer.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import { type BuiltInProvider, providerNamed } from "../providers/find.ts";
import { compileProvider } from "../transport/compiled-provider.ts";
import type { ModelTarget } from "./model-target.ts";

export interface TargetPlan {
  readonly plan: HeaderPlan;
  /** The row of the built-in table that is among the layers. */
  readonly builtIn: BuiltInProvider | undefined;
}

/** The plan that the transport would compile for requests to this model; `tried` beats all of it. */
export function planFor(
  target: ModelTarget,
  config: ProviderConfig,
  tried: readonly HeaderLayer[] = [],
): TargetPlan {
  const { model, modelEntry } = target;
  const entry = entryOf(target, config);
  const ownLayers = [...(modelEntry?.layers ?? []), ...tried];
  const baseUrl = modelEntry?.baseUrl ?? entry.baseUrl;
  const compiled = compileProvider(
    model === undefined
      ? { ...entry, layers: [...entry.layers, ...tried] }
      : { ...entry, baseUrl, models: [{ id: model, layers: ownLayers }] },
  );
  return { plan: compiled.planFor(model), builtIn: compiled.builtIn };
}

function entryOf({ entry, provider }: ModelTarget, config: ProviderConfig): ProviderEntry {
  const { builtInDefaults } = config;
  return entry ?? { id: provider, layers: [], models: [], builtInDefaults, onAuthFailure: "warn" };
}

/** The model's own address comes first; where that cannot be read there is none. */
export function baseUrlOf(target: ModelTarget): string | undefined {
  const own = target.modelEntry?.baseUrl;
  if (own !== undefined) return own ?? undefined;
  return target.entry?.baseUrl ?? providerNamed(target.provider)?.access?.baseUrl;
}

/** What may be shown of its address, by an `addressShower`. */
export function shownAddressOf(
  target: ModelTarget,
  addressText: (address: string) => string,
): string | undefined {
  const baseUrl = baseUrlOf(target);
  return baseUrl === undefined ? undefined : addressText(baseUrl);
}

export function apiOf(target: ModelTarget): string | undefined {
  return target.modelEntry?.api ?? target.entry?.api ?? providerNamed(target.provider)?.access?.api;
}

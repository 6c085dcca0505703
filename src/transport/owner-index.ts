import { canonicalProviderId } from "../providers/find.ts";
import type { CompiledProvider } from "./compiled-provider.ts";

type Providers = readonly CompiledProvider[];

/** All that an address may belong to, found by what a request says of itself. */
export interface OwnerIndex {
  /** Those of the longest base URL first. */
  readonly all: Providers;
  /** Where each stands in `all`, and the tier that it is in. */
  readonly placeOf: ReadonlyMap<CompiledProvider, { readonly at: number; readonly tier: number }>;
  readonly byKey: ReadonlyMap<string, Providers>;
  readonly byId: ReadonlyMap<string, Providers>;
  readonly byCanonicalId: ReadonlyMap<string, Providers>;
  readonly hasModelHeaders: boolean;
  /** Whether a value is read by a function for each request. */
  readonly readsLate: boolean;
}

const indexes = new WeakMap<readonly Providers[], OwnerIndex>();

/** Made once for the very tiers: with a thousand entries at one address, a request looks at its own alone. */
export function ownerIndexOf(tiers: readonly Providers[]): OwnerIndex {
  let index = indexes.get(tiers);
  if (index === undefined) indexes.set(tiers, (index = indexOf(tiers)));
  return index;
}

function indexOf(tiers: readonly Providers[]): OwnerIndex {
  const all = tiers.flat();
  const keysOf = ({ entry: { credential, apiKey } }: CompiledProvider) =>
    credential === undefined ? [] : new Set([credential, apiKey ?? credential]);
  return {
    all,
    placeOf: placesOf(tiers),
    byKey: groupedBy(all, keysOf),
    byId: groupedBy(all, ({ entry }) => [entry.id]),
    byCanonicalId: groupedBy(all, ({ canonicalId }) => [canonicalId]),
    hasModelHeaders: all.some((one) => one.hasModelHeaders),
    readsLate: all.some(readsLate),
  };
}

function readsLate({ entry }: CompiledProvider): boolean {
  const layers = [...entry.layers, ...entry.models.flatMap((model) => model.layers)];
  return layers.some(({ headers }) =>
    Object.values(headers).some((value) => typeof value === "function"),
  );
}

function placesOf(tiers: readonly Providers[]): OwnerIndex["placeOf"] {
  const places = new Map<CompiledProvider, { at: number; tier: number }>();
  for (const [tier, providers] of tiers.entries()) {
    for (const provider of providers) places.set(provider, { at: places.size, tier });
  }
  return places;
}

function groupedBy(
  providers: Providers,
  namesOf: (provider: CompiledProvider) => Iterable<string>,
): Map<string, CompiledProvider[]> {
  const groups = new Map<string, CompiledProvider[]>();
  for (const provider of providers) {
    for (const name of namesOf(provider)) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [provider]);
      else group.push(provider);
    }
  }
  return groups;
}

/** By the very id, else by what the alias table takes for the same. */
export function namedIn({ byId, byCanonicalId }: OwnerIndex, id: string): Providers {
  return byId.get(id) ?? byCanonicalId.get(canonicalProviderId(id)) ?? [];
}

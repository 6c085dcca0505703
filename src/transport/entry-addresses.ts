import type { ModelEntry, ProviderEntry } from "../config/provider-entries.ts";
import { basePathOf } from "../providers/apis.ts";
import { builtInProviderFor } from "../providers/find.ts";
import { parseTarget } from "./parse-target.ts";

/** An entry as one of its addresses sees it. */
export interface AddressedEntry {
  readonly origin: string;
  /** Path prefix without a trailing slash; `""` is the whole origin. */
  readonly prefix: string;
  /** With the base URL of that address, and of its models only those that are asked there, each with its api. */
  readonly entry: ProviderEntry;
}

/** The provider's own address first, then those of models that have another; none that cannot be asked. */
export function entriesByAddress(entry: ProviderEntry): AddressedEntry[] {
  const own = entry.baseUrl ?? builtInProviderFor({ id: entry.id })?.endpoint;
  const places = new Map<string, AddressedEntry & { readonly entry: { models: ModelEntry[] } }>();

  function placeFor(baseUrl: string | undefined, api: string | undefined) {
    const base = baseUrl === undefined ? undefined : parseTarget(baseUrl);
    if (base === undefined) return undefined;
    const prefix = basePathOf(base.path, api);
    const known = places.get(base.origin + prefix);
    if (known !== undefined) return known;
    const { origin } = base;
    const place = { origin, prefix, entry: { ...entry, baseUrl, api, models: [] } };
    places.set(origin + prefix, place);
    return place;
  }

  placeFor(own, entry.api);
  for (const model of entry.models) {
    const api = model.api ?? entry.api;
    const baseUrl = model.baseUrl === undefined ? own : (model.baseUrl ?? undefined);
    placeFor(baseUrl, api)?.entry.models.push({ ...model, api });
  }
  return [...places.values()];
}

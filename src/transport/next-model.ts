import type { ProviderConfig } from "../config/provider-entries.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";
import { canonicalProviderId } from "../providers/find.ts";

/** The model that the configuration names after this one; null for the last, undefined where it does not name this one. */
export function nextModel(
  { models: { primary, fallbacks } }: Pick<ProviderConfig, "models">,
  { providerId, modelId, wireModel }: ModelCall,
): string | null | undefined {
  // A model that was tried is not tried again.
  const order = [...new Set(primary === undefined ? fallbacks : [primary, ...fallbacks])];
  const canonical = canonicalProviderId(providerId);

  /** Where the order names the model of this call, going by one way to compare providers. */
  function placeOf(isProvider: (id: string) => boolean): number | undefined {
    const at = order.findIndex((name) => {
      const slash = name.indexOf("/");
      if (slash === -1 || !isProvider(name.slice(0, slash))) return false;
      const model = name.slice(slash + 1);
      return modelId === undefined
        ? wireModel === undefined || model === wireModel
        : model === modelId;
    });
    return at === -1 ? undefined : at;
  }

  const at =
    placeOf((id) => id === providerId) ?? placeOf((id) => canonicalProviderId(id) === canonical);
  return at === undefined ? undefined : (order[at + 1] ?? null);
}

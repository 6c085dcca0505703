import { canonicalProviderId } from "../providers/find.ts";
import type { ModelCall } from "../diagnosis/model-call.ts";

export function sameProvider(one: ModelCall, other: ModelCall): boolean {
  return canonicalProviderId(one.providerId) === canonicalProviderId(other.providerId);
}

/** By the user's name where both have one, else by any name that both know. */
export function sameModel(one: ModelCall, other: ModelCall): boolean {
  if (!sameProvider(one, other)) return false;
  if (one.modelId !== undefined && other.modelId !== undefined) {
    return one.modelId === other.modelId;
  }
  const names = namesOf(one);
  const otherNames = namesOf(other);
  const areNameless = names.length + otherNames.length === 0;
  return areNameless || names.some((name) => otherNames.includes(name));
}

function namesOf({ modelId, wireModel }: ModelCall): readonly string[] {
  return [modelId, wireModel].filter((name) => name !== undefined);
}

import type { DefaultHeaders } from "../providers/provider.ts";
import { normalizeFieldName } from "./field-name.ts";
import type { HeaderLayer } from "./header-layer.ts";

export function builtInLayer(provider: Pick<DefaultHeaders, "headers">): HeaderLayer {
  return { layer: "built-in", headers: provider.headers };
}

/** The built-in's value for a field, or undefined. */
export function builtInValue(
  provider: Pick<DefaultHeaders, "headers">,
  fieldName: string,
): string | undefined {
  const wanted = normalizeFieldName(fieldName);
  return Object.entries(provider.headers).find(
    ([name]) => normalizeFieldName(name) === wanted,
  )?.[1];
}

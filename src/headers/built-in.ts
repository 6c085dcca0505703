import type { DefaultHeaders } from "../providers/provider.ts";
import { sameFieldName } from "./field-name.ts";
import type { HeaderLayer } from "./header-layer.ts";

export function builtInLayer(provider: Pick<DefaultHeaders, "headers">): HeaderLayer {
  return { layer: "built-in", headers: provider.headers };
}

export function builtInValue(
  provider: Pick<DefaultHeaders, "headers">,
  fieldName: string,
): string | undefined {
  const named = Object.entries(provider.headers).find(([name]) => sameFieldName(name, fieldName));
  return named?.[1];
}

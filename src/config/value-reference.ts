import type { HeaderSource } from "../headers/header-layer.ts";
import type { ConfigValue } from "./config-value.ts";
import { lazySource } from "./lazy-source.ts";
import { isSecretReference, SECRET_VARIABLE_NAME } from "./secret-reference.ts";

/** The place of a value, with the names of the variables or the secret that it stands for. */
export function sourceWithReference(place: ConfigValue): HeaderSource {
  return lazySource(() => ({ ...place.source, reference: referenceOf(place) }));
}

/** What is no name of a variable may be a secret that was pasted there. */
function referenceOf({ content, substitution }: ConfigValue): string | undefined {
  if (isSecretReference(content)) {
    const { source, id } = content;
    const isVariable = source === "env" && typeof id === "string" && SECRET_VARIABLE_NAME.test(id);
    return isVariable ? `SecretRef env:${id}` : "a SecretRef";
  }
  const variables = [...new Set(substitution?.variables)];
  return variables.length === 0 ? undefined : variables.map((name) => `\${${name}}`).join(" and ");
}

import type { DefaultHeaders } from "../providers/provider.ts";
import { normalizeFieldName } from "./field-name.ts";
import type { HeaderLayer } from "./header-layer.ts";

/**
 * Values of the client's own that a built-in may replace: what libraries send about themselves. `*` stands for
 * anything, the whole value counts, case does not. Not `openclaw/*`: hosts set that on purpose.
 */
export const REPLACEABLE_CLIENT_VALUES: readonly string[] = [
  "OpenAI/*",
  "Anthropic/*",
  "google-genai-sdk/*",
  "ai-sdk/*",
  "ai/*",
  "ollama*",
  "axios/*",
  "node",
  "node-fetch*",
  "undici",
  "OpenClaw-Gateway/*",
];

const REPLACEABLE = new RegExp(
  `^(?:${REPLACEABLE_CLIENT_VALUES.map((glob) => glob.replaceAll("*", "[^]*")).join("|")})$`,
  "i",
);

export function isReplaceableClientValue(value: string): boolean {
  return REPLACEABLE.test(value);
}

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

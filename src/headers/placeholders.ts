import { isFieldValue, trimFieldValue } from "./field-value.ts";

export const PLACEHOLDER_NAMES = ["sessionId", "providerId", "modelId"] as const;

export type PlaceholderName = (typeof PLACEHOLDER_NAMES)[number];

/** Values for one request. `sessionId` is the digest that `sessionDigest` makes, never the host's own id. */
export type PlaceholderValues = { readonly [Name in PlaceholderName]?: string | undefined };

/** A value with placeholders: texts and names in the order they are written. */
export type Template = readonly (string | { readonly placeholder: PlaceholderName })[];

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const ANY_PLACEHOLDER = /\{\{[^{}]*\}\}/;

export function hasPlaceholder(value: string): boolean {
  return ANY_PLACEHOLDER.test(value);
}

/** Names between `{{` and `}}` that mean nothing here. */
export function unknownPlaceholders(value: string): string[] {
  return [...value.matchAll(PLACEHOLDER)]
    .map((match) => match[1] ?? "")
    .filter((name) => !isPlaceholderName(name));
}

/** What `known` holds already is put in for good; a placeholder of unknown name stays text. */
export function compileTemplate(value: string, known: PlaceholderValues = {}): Template {
  const parts: (string | { placeholder: PlaceholderName })[] = [];
  let text = "";
  // `split` with one capturing group alternates: text, name, text, name, ..., text.
  for (const [index, piece] of value.split(PLACEHOLDER).entries()) {
    if (index % 2 === 0) text += piece;
    else if (!isPlaceholderName(piece)) text += `{{${piece}}}`;
    else if (known[piece] === undefined) {
      parts.push(text, { placeholder: piece });
      text = "";
    } else text += known[piece];
  }
  parts.push(text);
  return parts.filter((part) => part !== "");
}

/** Undefined where a placeholder has no value, or the whole is no field value: U+010D U+010A would be CR LF on the wire. */
export function renderTemplate(template: Template, values: PlaceholderValues): string | undefined {
  let text = "";
  for (const part of template) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value: unknown = values[part.placeholder];
    if (typeof value !== "string" || value === "") return undefined;
    text += value;
  }
  const trimmed = trimFieldValue(text);
  return isFieldValue(trimmed) ? trimmed : undefined;
}

/**
 * The same for one session of one provider, different for every other; the host's session id cannot be read from it.
 * `sha256` gives a hexadecimal digest, e.g. `(text) => hash("sha256", text)` with `hash` of `node:crypto`.
 */
export function sessionDigest(
  providerId: string,
  sessionId: string,
  sha256: (text: string) => string,
): string {
  return sha256(JSON.stringify([providerId, sessionId])).slice(0, 32);
}

export const placeholderMeantBy = (name: string): PlaceholderName | undefined =>
  PLACEHOLDER_NAMES.find((one) => one.toLowerCase() === name.replace(/\W|_/g, "").toLowerCase());

function isPlaceholderName(name: string): name is PlaceholderName {
  return (PLACEHOLDER_NAMES as readonly string[]).includes(name);
}

import { isFieldValue, trimFieldValue } from "./field-value.ts";
import type { HeaderSource, HeaderValue, LayerName } from "./header-layer.ts";
import { type PlaceholderValues, renderTemplate, type Template } from "./placeholders.ts";

/** What one layer says of one field. */
export interface ConfiguredField {
  /** Normalized. */
  readonly name: string;
  /** As written, and so sent. */
  readonly spelling: string;
  /** As written, trimmed. `null` removes, also where a family of a later layer took the field off. */
  readonly value: Exclude<HeaderValue, undefined>;
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
  /** Its value may not be shown, and goes only on the provider's own requests. */
  readonly secret: boolean;
}

/** What all layers come to for one field, ready to be sent. */
export interface PlannedField extends ConfiguredField {
  /** Where `value` has placeholders that only a request can fill. */
  readonly template?: Template | undefined;
  /** What is sent where `value` is a string without such placeholders. */
  readonly text?: string | undefined;
  /** What it is on every request that may have it, whatever the client holds; undefined where that depends on the request. */
  readonly always?: string | null | undefined;
  /** What lower layers said of the same name, highest first. */
  readonly overrides: readonly ConfiguredField[];
  /** Its place in `HeaderPlan.notSeen`; 0 for what only a model configures. */
  readonly slot: number;
}

/** Every field that the client put on and whose name begins with `prefix` is taken off. */
export interface PlannedFamily {
  /** As written, e.g. `X-Stainless-*`. */
  readonly spelling: string;
  /** Normalized. */
  readonly prefix: string;
  readonly layer: LayerName;
  readonly source?: HeaderSource | undefined;
}

/** What a plan says beside its fields. */
export interface BesideFields {
  readonly families: readonly PlannedFamily[];
  /** Where the model is not known: what the models of this provider configure, by normalized name. */
  readonly modelFields: ReadonlyMap<string, readonly PlannedField[]>;
}

/** What a field sends on this request: `null` none, `undefined` where its value is missing or no field value. */
export function valueForRequest(
  field: PlannedField,
  values: PlaceholderValues,
): string | null | undefined {
  if (field.text !== undefined) return field.text;
  if (field.value === null) return null;
  if (field.template !== undefined) return renderTemplate(field.template, values);
  return typeof field.value === "function" ? readLate(field.value) : undefined;
}

function readLate(read: () => string | undefined): string | undefined {
  try {
    const value: unknown = read();
    // Too late for this request; its rejection would end the process.
    if (value instanceof Promise) value.catch(() => {});
    if (typeof value !== "string") return undefined;
    const trimmed = trimFieldValue(value);
    return isFieldValue(trimmed) ? trimmed : undefined;
  } catch {
    // A secret that cannot be read now must not end the request.
    return undefined;
  }
}

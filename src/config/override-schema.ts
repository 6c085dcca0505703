import { z } from "zod";
import {
  createHeadersSchema,
  headersSchema,
  ownSecretReferenceSchema,
  tooLargeTogether,
} from "./headers-schema.ts";
import { namedRecord } from "./inspected-record.ts";
import { OVERRIDE_SETTINGS, type Setting, type Settings } from "./override-settings.ts";

function shapeOf(
  settings: Settings,
  schemaOf: (setting: Setting) => z.ZodType,
): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [
      key,
      schemaOf(setting).optional().describe(setting.text),
    ]),
  );
}

const overrideHeadersSchema = createHeadersSchema({ references: ownSecretReferenceSchema });

function strict(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case "headers":
      return overrideHeadersSchema;
    case "named":
      return namedRecord(z.strictObject(shapeOf(setting.each, strict)));
    case "choice":
      return z.enum(setting.values);
    case "switch":
      return z.boolean();
    case "text":
      return z.string().regex(/\S/);
  }
}

type HeaderMap = Readonly<Record<string, unknown>>;

/** What of a block that its shape has let pass goes on a request together. */
interface SizedBlock {
  readonly providers?: Readonly<
    Record<
      string,
      { readonly headers?: HeaderMap; readonly models?: Record<string, { headers?: HeaderMap }> }
    >
  >;
}

/** `plugins.entries.provider-headers.config`, refusing whatever is wrong. */
export const overrideBlockSchema = z
  .strictObject(shapeOf(OVERRIDE_SETTINGS, strict))
  .superRefine((block, context) => {
    const { providers = {} } = block as SizedBlock;
    for (const [id, { headers, models = {} }] of Object.entries(providers)) {
      for (const [modelId, model] of Object.entries(models)) {
        for (const { message, fix } of tooLargeTogether([headers, model.headers])) {
          const path = ["providers", id, "models", modelId, "headers"];
          context.addIssue({ code: "custom", path, message: `${message}. ${fix}` });
        }
      }
    }
  });

export interface JsonSchemas {
  /** Of the `headers` map of a provider entry or a model. */
  readonly headers: z.core.JSONSchema.BaseSchema;
  /** Of `plugins.entries.provider-headers.config`. */
  readonly overrideBlock: z.core.JSONSchema.BaseSchema;
}

export function jsonSchemas(): JsonSchemas {
  return {
    headers: z.toJSONSchema(headersSchema),
    overrideBlock: z.toJSONSchema(overrideBlockSchema),
  };
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The `configSchema` of a plugin's manifest: the same keys, any value. A host stops at a value that its manifest refuses
 * (Ajv; 2026.9.6: TypeBox); ours is reported, and the rest works.
 *
 * Only the root names its type: `properties` says nothing of what is no object, so a list or `null` passes, and the
 * Control UI takes it for an object all the same (read in 2026.2.19 and 2026.9.6). It takes off what is empty before it
 * saves, so a new entry of a map begins with a default (tried, 2026.9.6).
 */
export function manifestSchema(): JsonSchema {
  return { type: "object", ...tolerant(OVERRIDE_SETTINGS) };
}

function tolerant(settings: Settings): JsonSchema {
  const properties = Object.entries(settings).map(([key, setting]) => [
    key,
    { description: setting.text, ...tolerantValue(setting) },
  ]);
  return { properties: Object.fromEntries(properties), additionalProperties: {} };
}

function tolerantValue(setting: Setting): JsonSchema {
  switch (setting.kind) {
    case "headers":
      return JSON_FIELD;
    case "named": {
      const initial = Object.entries(setting.each).find(([, one]) => one.default !== undefined);
      if (initial === undefined) return JSON_FIELD;
      const [key, { default: value }] = initial;
      return { additionalProperties: { ...tolerant(setting.each), default: { [key]: value } } };
    }
    case "switch":
      return shownAs(choiceOf([true, false], setting));
    case "choice":
      return shownAs(choiceOf(setting.values, setting));
    case "text":
      return shownAs({ type: "string" });
  }
}

/** Lets every value pass: the Control UI shows a union of objects and others as a field for JSON (tried, 2026.9.6). */
const JSON_FIELD: JsonSchema = {
  anyOf: [{ type: "object" }, { type: ["array", "boolean", "number", "string"] }, { type: "null" }],
};

/**
 * Lets every value pass; a form shows `shown`. The Control UI leaves out a part of a union whose types are a list with
 * `null` among them, and shows the one part that stays (read and tried, 2026.9.6).
 */
function shownAs(shown: JsonSchema): JsonSchema {
  return {
    anyOf: [shown, { type: ["null", "boolean", "string", "number", "object", "array"] }],
  };
}

function choiceOf(
  values: readonly (boolean | string)[],
  { default: initial }: Setting,
): JsonSchema {
  return {
    type: typeof values[0] as "boolean" | "string",
    anyOf: values.map((value) => ({ const: value })),
    ...(initial !== undefined && { default: initial }),
  };
}

/** What a manifest says of one path of a form; `*` stands for a name that the user chose. */
export interface ManifestHint {
  readonly label?: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly sensitive?: true;
}

/** The `uiHints` of a plugin's manifest. A gateway's `config.get` shows what is not marked as sensitive. */
export function manifestHints(
  settings: Settings = OVERRIDE_SETTINGS,
  at: readonly string[] = [],
): Readonly<Record<string, ManifestHint>> {
  const hints: Record<string, ManifestHint> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const path = [...at, key];
    hints[path.join(".")] = hintOf(setting);
    if (setting.kind === "headers") hints[[...path, "*"].join(".")] = { sensitive: true };
    if (setting.kind === "named") Object.assign(hints, manifestHints(setting.each, [...path, "*"]));
  }
  return hints;
}

function hintOf({ kind, label, text, example }: Setting): ManifestHint {
  if (example === undefined) return { label, help: text };
  return kind === "text"
    ? { label, help: text, placeholder: example }
    : { label, help: `${text} As JSON: ${example}` };
}

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

/**
 * The same block for a plugin's manifest: the same keys, any value. A host stops at a value that its manifest refuses;
 * ours is reported, and the rest works.
 */
function tolerant(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case "headers":
      return z.record(z.string(), z.unknown());
    case "named":
      return z.record(z.string(), z.looseObject(shapeOf(setting.each, tolerant)));
    default:
      return z.unknown();
  }
}

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

/**
 * The `configSchema` of a plugin's manifest. Hosts check with Ajv (2026.9.6 with TypeBox), which stops at the name of a
 * draft later than 7. Below the root nothing names its type: `properties` says nothing of what is no object, so a list
 * or `null` passes, and the Control UI takes it for an object all the same (read in 2026.2.19 and 2026.9.6), which it
 * does not with a union. What may be anything, 2026.9.6 shows as a field for JSON.
 */
export function manifestSchema(): z.core.JSONSchema.BaseSchema {
  const block = z.looseObject(shapeOf(OVERRIDE_SETTINGS, tolerant));
  const { $schema: _, ...schema } = z.toJSONSchema(block, {
    target: "draft-7",
    override({ jsonSchema, path }) {
      if (path.length > 0 && jsonSchema.type === "object") delete jsonSchema.type;
    },
  });
  return schema;
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

function hintOf(setting: Setting): ManifestHint {
  const { label, text, example } = setting;
  const help = `${text}${writtenText(setting)}`;
  return { label, help, ...(example !== undefined && { placeholder: example }) };
}

/** The form of 2026.9.6 takes JSON: it shows no switch and no list of values that lets another value pass. */
function writtenText(setting: Setting): string {
  switch (setting.kind) {
    case "switch":
      return " Write true or false.";
    case "choice":
      return ` Write ${setting.values.map((value) => JSON.stringify(value)).join(" or ")}.`;
    case "text":
      return setting.example === undefined
        ? ""
        : ` Write it as ${JSON.stringify(setting.example)}.`;
    default:
      return "";
  }
}

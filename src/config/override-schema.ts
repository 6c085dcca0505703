import { z } from "zod";
import { headersSchema } from "./headers-schema.ts";
import { createInspectedRecord, refusePrototypeKeys } from "./inspected-record.ts";
import { AUTH_FAILURE_POLICIES, NOTICES } from "./override-settings.ts";

const TEXTS = {
  baseUrl: "Where the requests of this provider go, if models.providers has no entry for it.",
  builtInDefaults: "Whether headers are sent that a known provider wants and nobody configured.",
  headers: "Wins over all headers of models.providers; null removes a header.",
  models: "By model id.",
  notice: "Where it is told that another model answered: in the reply as well, or in the log only.",
  onAuthFailure: "When a provider refuses the key or the client: another model answers, or none.",
  providers: "By provider id.",
} as const;

const model = z.strictObject({ headers: headersSchema.optional().describe(TEXTS.headers) });

const provider = z.strictObject({
  headers: headersSchema.optional().describe(TEXTS.headers),
  models: createInspectedRecord(z.string(), model, refusePrototypeKeys)
    .optional()
    .describe(TEXTS.models),
  baseUrl: z.string().min(1).optional().describe(TEXTS.baseUrl),
  onAuthFailure: z.enum(AUTH_FAILURE_POLICIES).optional().describe(TEXTS.onAuthFailure),
  builtInDefaults: z.boolean().optional().describe(TEXTS.builtInDefaults),
});

/** `plugins.entries.provider-headers.config`, refusing whatever is wrong. */
export const overrideBlockSchema = z.strictObject({
  providers: createInspectedRecord(z.string(), provider, refusePrototypeKeys)
    .optional()
    .describe(TEXTS.providers),
  builtInDefaults: z.boolean().optional().describe(TEXTS.builtInDefaults),
  notice: z.enum(NOTICES).optional().describe(TEXTS.notice),
});

export type OverrideBlockInput = z.input<typeof overrideBlockSchema>;

/**
 * The same block for a plugin's manifest: the same keys, any value. A host stops at a value that its manifest refuses;
 * ours is reported, and the rest works.
 */
const tolerantModel = z.looseObject({
  headers: z.record(z.string(), z.unknown()).optional().describe(TEXTS.headers),
});

const tolerantProvider = z.looseObject({
  headers: z.record(z.string(), z.unknown()).optional().describe(TEXTS.headers),
  models: z.record(z.string(), tolerantModel).optional().describe(TEXTS.models),
  baseUrl: tolerant(z.string()).describe(TEXTS.baseUrl),
  onAuthFailure: tolerant(z.enum(AUTH_FAILURE_POLICIES)).describe(TEXTS.onAuthFailure),
  builtInDefaults: tolerant(z.boolean()).describe(TEXTS.builtInDefaults),
});

const tolerantBlockSchema = z.looseObject({
  providers: z.record(z.string(), tolerantProvider).optional().describe(TEXTS.providers),
  builtInDefaults: tolerant(z.boolean()).describe(TEXTS.builtInDefaults),
  notice: tolerant(z.enum(NOTICES)).describe(TEXTS.notice),
});

function tolerant(schema: z.ZodType): z.ZodType {
  return z.union([schema, z.unknown()]).optional();
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
 * draft later than 7. Below the root no object names its type: `properties` says nothing of what is none, so a list
 * or `null` passes, and the Control UI takes it for an object all the same (read in 2026.2.19 and 2026.9.6), which it
 * does not with a union.
 */
export function manifestSchema(): z.core.JSONSchema.BaseSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(tolerantBlockSchema, {
    target: "draft-7",
    override({ jsonSchema, path }) {
      if (path.length > 0 && jsonSchema.type === "object") delete jsonSchema.type;
    },
  });
  return schema;
}

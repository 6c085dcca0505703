import { z } from "zod";
import { checkHeaders } from "../headers/check-header.ts";
import type { HeaderFault } from "../headers/header-fault.ts";
import { MAX_FIELD_VALUE } from "../headers/field-value.ts";
import { RESOLVED_BY_HOST } from "../headers/header-layer.ts";
import { createInspectedRecord, type InspectedRecord } from "./inspected-record.ts";
import { isSecretReference } from "./secret-reference.ts";

export interface HeadersSchemaOptions {
  /**
   * Which faults make a configuration invalid; by default every error. A host that is stopped by an invalid value
   * tolerates here what worked before.
   */
  readonly refuse?: ((fault: HeaderFault) => boolean) | undefined;
  /** Called with the schema of a value, to register it as sensitive where a host redacts by such a registry. */
  readonly onValueSchema?: ((schema: z.ZodType) => void) | undefined;
}

export type HeadersSchema = InspectedRecord<z.ZodType<HeaderSetting>>;

/** What may be written as the value of a header. */
export type HeaderSetting = string | null | z.infer<typeof secretReferenceSchema>;

const secretReferenceSchema = z
  .strictObject({
    source: z.enum(["env", "file", "exec", "store"]),
    provider: z.string().optional(),
    id: z.string().min(1),
  })
  .meta({ title: "SecretRef" });

/** The map of header names to values, as strict as the transport that will send them. */
export function createHeadersSchema(options: HeadersSchemaOptions = {}): HeadersSchema {
  const { refuse = isError, onValueSchema } = options;
  // What a JSON Schema can say, for editors; the verdict is that of `checkHeaders`.
  const value: z.ZodType<HeaderSetting> = z
    .union(
      [
        z.string().meta({ minLength: 1, maxLength: MAX_FIELD_VALUE }),
        z.null().meta({ description: "Sends no such header, whatever a client would send." }),
        secretReferenceSchema,
      ],
      { error: "a header is text in quotes, null or a SecretRef" },
    )
    .meta({ description: "Text, in which ${VAR} and {{sessionId}} may stand; null removes." });
  onValueSchema?.(value);
  const name = z.string().meta({ pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" });
  return createInspectedRecord(name, value, (input) =>
    checkHeaders(withoutReferences(input))
      .filter(refuse)
      .map((fault) => ({ key: fault.name, message: `${fault.message}. ${fault.fix}` })),
  ).meta({ description: "Headers sent with every request, by name." });
}

/** The `headers` map of a provider entry or a model. */
export const headersSchema: HeadersSchema = createHeadersSchema();

/**
 * Adds `headers` to the zod object schema of a provider entry, and to the objects in its `models` array where it has
 * one. All else of the schema stays: its other keys, its checks, how strict it is.
 */
export function withProviderHeaders<Shape extends z.core.$ZodShape>(
  schema: z.ZodObject<Shape>,
  options: HeadersSchemaOptions = {},
): z.ZodObject<Omit<Shape, "headers"> & { headers: z.ZodOptional<HeadersSchema> }> {
  const headers = createHeadersSchema(options).optional();
  const models: unknown = schema.shape["models"];
  const shape = {
    headers,
    ...(models instanceof z.ZodType && { models: withModelHeaders(models, headers) }),
  };
  return schema.safeExtend(shape as never) as never;
}

/** Down to the objects of the list, whatever is wrapped around them (`.optional()`, `.default([])`, ...). */
function withModelHeaders(schema: z.ZodType, headers: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) return schema.safeExtend({ headers });
  const definition = schema._zod.def as z.core.$ZodTypeDef & Record<string, unknown>;
  for (const key of ["element", "innerType"]) {
    const inner = definition[key];
    if (!(inner instanceof z.ZodType)) continue;
    const changed = z.core.clone(schema, {
      ...definition,
      [key]: withModelHeaders(inner, headers),
    } as never);
    // A clone starts without metadata, and an id belongs to one schema only.
    const { id: _, ...metadata } = z.globalRegistry.get(schema) ?? {};
    return changed.meta(metadata);
  }
  return schema;
}

/** A SecretRef has no value yet that could be looked at; its shape is the schema's to judge. */
function withoutReferences(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      isSecretReference(value) ? RESOLVED_BY_HOST : value,
    ]),
  );
}

function isError(fault: HeaderFault): boolean {
  return fault.severity === "error";
}

import { z } from "zod";
import {
  createHeadersSchema,
  type HeaderSetting,
  type HeadersSchema,
  type HeadersSchemaOptions,
} from "./headers-schema.ts";
import { isEntryOfZodThree, type ZodThreeEntry, zodThreeEntry } from "./zod-three-entry.ts";

/** An object schema of zod 4 or 3, from the user's own copy; recognized by members that every version has. */
export type EntrySchema = ZodFourObject | ZodThreeEntry;

interface ZodFourObject {
  readonly _zod: {
    readonly def: { readonly type: "object"; readonly shape: object };
    readonly output: unknown;
    readonly input: unknown;
  };
}

type OptionalHeaders = z.ZodOptional<HeadersSchema>;

/** Of the zod that this package has: the types of another copy are not compared with them, which takes without end. */
interface OwnVersion {
  readonly _zod: { readonly version: z.core.$ZodTypeInternals["version"] };
}

/** The schema with `headers`, in the entry and in each of its `models`. */
export type SchemaWithHeaders<Schema> = Schema extends OwnVersion
  ? Schema extends z.ZodObject<infer Shape, infer Config>
    ? z.ZodObject<EntryShape<Shape>, Config>
    : OtherWithHeaders<Schema>
  : OtherWithHeaders<Schema>;

/** What the schema gives is known of any zod, what it is made of is not. */
type OtherWithHeaders<Schema> = Schema extends ZodFourObject
  ? {
      readonly _zod: {
        readonly output: EntryValue<Schema["_zod"]["output"]>;
        readonly input: EntryValue<Schema["_zod"]["input"]>;
      };
    } & Schema
  : Schema extends ZodThreeEntry
    ? ZodThreeResult<EntryValue<Schema["_output"]>, EntryValue<Schema["_input"]>, Schema> & Schema
    : never;

type EntryShape<Shape> = Omit<Shape, "headers" | "models"> & {
  headers: OptionalHeaders;
} & (Shape extends { models: infer Models } ? { models: ModelsSchema<Models> } : unknown);

type ModelsSchema<Schema> =
  Schema extends z.ZodObject<infer Shape, infer Config>
    ? z.ZodObject<Omit<Shape, "headers"> & { headers: OptionalHeaders }, Config>
    : Schema extends z.ZodArray<infer Item extends z.core.SomeType>
      ? z.ZodArray<Extract<ModelsSchema<Item>, z.core.SomeType>>
      : Schema extends z.ZodOptional<infer Inner extends z.core.SomeType>
        ? z.ZodOptional<Extract<ModelsSchema<Inner>, z.core.SomeType>>
        : Schema extends z.ZodNullable<infer Inner extends z.core.SomeType>
          ? z.ZodNullable<Extract<ModelsSchema<Inner>, z.core.SomeType>>
          : Schema extends z.ZodDefault<infer Inner extends z.core.SomeType>
            ? z.ZodDefault<Extract<ModelsSchema<Inner>, z.core.SomeType>>
            : Schema;

type Headed<Value> = Omit<Value, "headers"> & {
  headers?: Record<string, HeaderSetting> | undefined;
};

type EntryValue<Value> = Headed<Omit<Value, "models">> &
  (Value extends { models?: infer Models } ? ModelsProperty<Value, Models> : unknown);

type ModelsProperty<Value, Models> = Value extends { models: unknown }
  ? { models: ModelsValue<Models> }
  : { models?: ModelsValue<Models> };

type ModelsValue<Value> = Value extends readonly (infer Item)[]
  ? ModelsValue<Item>[]
  : Value extends object
    ? Headed<Value>
    : Value;

interface ZodThreeResult<Output, Input, Schema extends ZodThreeEntry> {
  readonly _output: Output;
  readonly _input: Input;
  parse(data: unknown, params?: object): Output;
  parseAsync(data: unknown, params?: object): Promise<Output>;
  safeParse(data: unknown, params?: object): ZodThreeParsed<Output, Schema>;
  safeParseAsync(data: unknown, params?: object): Promise<ZodThreeParsed<Output, Schema>>;
}

type ZodThreeParsed<Output, Schema extends ZodThreeEntry> =
  | { success: true; data: Output; error?: never }
  | Extract<ReturnType<Schema["safeParse"]>, { success: false }>;

/** By what schemas are made of, not by their class: the user's zod need not be ours. */
export function isEntrySchema(schema: unknown): boolean {
  return isObjectOfZodFour(schema) || isEntryOfZodThree(schema);
}

export function withProviderHeaders<Schema extends EntrySchema>(
  schema: Schema,
  options: HeadersSchemaOptions = {},
): SchemaWithHeaders<Schema> {
  const headers = createHeadersSchema(options);
  return (
    isObjectOfZodFour(schema) ? zodFourEntry(schema, headers) : zodThreeEntry(schema, headers)
  ) as SchemaWithHeaders<Schema>;
}

function isObjectOfZodFour(schema: unknown): schema is z.core.$ZodObject {
  return schema instanceof z.core.$ZodObject;
}

function zodFourEntry(schema: z.core.$ZodObject, headers: HeadersSchema): z.core.$ZodType {
  const optional = headers.optional();
  return zodFourObject(schema, ({ models }) => ({
    headers: optional,
    ...(models instanceof z.core.$ZodType && { models: zodFourModels(models, optional) }),
  }));
}

/** Down to the objects of the list, whatever is wrapped around them (`.optional()`, `.default([])`, ...). */
function zodFourModels(schema: z.core.$ZodType, headers: OptionalHeaders): z.core.$ZodType {
  if (isObjectOfZodFour(schema)) return zodFourObject(schema, () => ({ headers }));
  const definition = schema._zod.def as z.core.$ZodTypeDef & Record<string, unknown>;
  for (const key of ["element", "innerType"]) {
    const inner = definition[key];
    if (!(inner instanceof z.core.$ZodType)) continue;
    return remade(schema, { ...definition, [key]: zodFourModels(inner, headers) });
  }
  return schema;
}

/** As `safeExtend` of later versions: with the checks of the object, and read as late as the object reads its own. */
function zodFourObject(
  schema: z.core.$ZodObject,
  added: (shape: z.core.$ZodShape) => z.core.$ZodShape,
): z.core.$ZodType {
  const definition = z.core.util.mergeDefs(schema._zod.def, {
    get shape() {
      const { shape } = schema._zod.def;
      const whole = { ...shape, ...added(shape) };
      z.core.util.assignProp(this, "shape", whole);
      return whole;
    },
  });
  return remade(schema, definition);
}

/** A schema of the same class of the same zod. It starts without metadata, and an id belongs to one schema only. */
function remade(schema: z.core.$ZodType, definition: object): z.core.$ZodType {
  const made = z.core.clone(schema, definition as never);
  if (!hasMeta(schema) || !hasMeta(made)) return made;
  const { id: _, ...metadata } = schema.meta() ?? {};
  return made.meta(metadata);
}

function hasMeta(schema: z.core.$ZodType): schema is z.ZodType {
  return "meta" in schema && typeof schema.meta === "function";
}

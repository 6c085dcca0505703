import type { HeadersSchema } from "./headers-schema.ts";
import { isRecord } from "./is-record.ts";

/** What an object schema of zod 3 is by its types, also behind `.refine()`. */
export interface ZodThreeEntry {
  readonly _def: { readonly shape: () => object } | { readonly schema: object };
  readonly _output: unknown;
  readonly _input: unknown;
  safeParse(data: unknown): { success: boolean };
}

type Definition = Readonly<Record<string, unknown>>;

/** What zod 3 has used inside of all its versions. */
interface ZodThreeType {
  readonly _def: Definition;
  readonly constructor: ZodThreeClass;
  optional(): ZodThreeType;
  extend(shape: Readonly<Record<string, ZodThreeType>>): ZodThreeType;
  _getOrReturnCtx(input: unknown): ZodThreeContext;
}

type ZodThreeClass = new (definition: Definition) => ZodThreeType;

interface ZodThreeContext {
  readonly data: unknown;
  readonly path: readonly PropertyKey[];
  readonly common: { readonly issues: unknown[] };
}

/** Where wrappers keep what they wrap: of a list, of `.optional()` and its kind, of `.refine()`. */
const INNER = ["type", "innerType", "schema"];

export function isEntryOfZodThree(schema: unknown): boolean {
  if (!isZodThree(schema)) return false;
  const { typeName, effect, schema: inner } = schema._def;
  if (typeName === "ZodObject") return true;
  const isRefined = isRecord(effect) && effect["type"] === "refinement";
  return typeName === "ZodEffects" && isRefined && isEntryOfZodThree(inner);
}

/** The same for zod 3, whose objects take only types of zod 3: one is made that asks `headers`. */
export function zodThreeEntry(schema: unknown, headers: HeadersSchema): unknown {
  if (!isZodThree(schema)) return schema;
  const optional = zodThreeHeaders(schema, headers).optional();
  return withShape(schema, (shape) => {
    const models = shape["models"];
    return {
      headers: optional,
      ...(isZodThree(models) && { models: withShape(models, () => ({ headers: optional })) }),
    };
  });
}

/** Down to the object, whatever is wrapped around it. */
function withShape(
  schema: ZodThreeType,
  added: (shape: Readonly<Record<string, unknown>>) => Readonly<Record<string, ZodThreeType>>,
): ZodThreeType {
  const { typeName, shape } = schema._def;
  if (typeName === "ZodObject") return schema.extend(added((shape as () => Definition)()));
  for (const key of INNER) {
    const inner = schema._def[key];
    if (!isZodThree(inner)) continue;
    return new schema.constructor({ ...schema._def, [key]: withShape(inner, added) });
  }
  return schema;
}

function zodThreeHeaders(schema: ZodThreeType, headers: HeadersSchema): ZodThreeType {
  const ZodType = Object.getPrototypeOf(schema.constructor) as ZodThreeClass;
  class ProviderHeaders extends ZodType {
    _parse(input: unknown): { status: "valid"; value: unknown } | { status: "aborted" } {
      const { data, path, common } = this._getOrReturnCtx(input);
      const parsed = headers.safeParse(data);
      if (parsed.success) return { status: "valid", value: parsed.data };
      for (const issue of parsed.error.issues) {
        common.issues.push({
          code: "custom",
          path: [...path, ...issue.path],
          message: issue.message,
        });
      }
      return { status: "aborted" };
    }
  }
  // Who walks schemas, to write them as JSON Schema, meets a type that it knows.
  return new ProviderHeaders({ typeName: "ZodAny" });
}

function isZodThree(schema: unknown): schema is ZodThreeType {
  return (
    typeof schema === "object" &&
    schema !== null &&
    !("_zod" in schema) &&
    "_def" in schema &&
    isRecord(schema._def) &&
    typeof schema._def["typeName"] === "string"
  );
}

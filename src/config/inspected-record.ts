import { z } from "zod";
import { isPrototypeKey, PROTOTYPE_KEYS } from "./is-record.ts";

export interface KeyFault {
  readonly key: string;
  readonly message: string;
}

export type InspectedRecord<Value extends z.ZodType> = z.ZodRecord<z.ZodString, Value>;

/**
 * A zod record that is looked at before zod does: a record drops the key `__proto__` in silence, and hides what a
 * key's own schema says behind "Invalid key in record". It is a record all the same, in the JSON Schema and for those
 * who walk a schema. Where `inspect` finds something, the record's own verdict is not asked for.
 */
export function createInspectedRecord<Value extends z.ZodType>(
  key: z.ZodString,
  value: Value,
  inspect: (input: Readonly<Record<string, unknown>>) => readonly KeyFault[],
): InspectedRecord<Value> {
  const Inspected = z.core.$constructor<
    InspectedRecord<Value>,
    z.core.$ZodRecordDef<z.ZodString, Value>
  >("InspectedRecord", (record, definition) => {
    z.ZodRecord.init(record as never, definition);
    const parse = record._zod.parse;
    record._zod.parse = (payload, context) => {
      const input: unknown = payload.value;
      const faults = z.core.util.isPlainObject(input) ? inspect(input) : [];
      if (faults.length === 0) return parse(payload, context);
      for (const fault of faults) {
        payload.issues.push({
          code: "custom",
          path: [fault.key],
          message: fault.message,
          input: undefined,
          inst: record,
        });
      }
      return payload;
    };
  });
  return new Inspected({ type: "record", keyType: key, valueType: value });
}

/** By names that the user chose. */
export function namedRecord<Value extends z.ZodType>(value: Value): InspectedRecord<Value> {
  const name = z.string().meta({ not: { enum: PROTOTYPE_KEYS } });
  return createInspectedRecord(name, value, refusePrototypeKeys);
}

export function refusePrototypeKeys(input: Readonly<Record<string, unknown>>): readonly KeyFault[] {
  return Object.keys(input)
    .filter(isPrototypeKey)
    .map((key) => ({
      key,
      message: `${JSON.stringify(key)} cannot be used as a name. Choose another.`,
    }));
}

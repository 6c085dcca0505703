import { headerErrors, tooLarge } from "./check-header.ts";
import { isFieldValue } from "./field-value.ts";
import type { HeaderFault } from "./header-fault.ts";
import type { HeaderLayer } from "./header-layer.ts";
import { compileTemplate, hasPlaceholder, type PlaceholderValues } from "./placeholders.ts";
import type { BesideFields, PlannedField } from "./planned-field.ts";
import { alwaysWanted, type Winner, winnersOf, winnersOfModels } from "./precedence.ts";

/** The layers of one provider (and model), ready to be applied to requests. */
export interface HeaderPlan extends BesideFields {
  readonly fields: readonly PlannedField[];
  /** The same by normalized name. */
  readonly byName: ReadonlyMap<string, PlannedField>;
  /** Those of `modelFields` that `fields` does not name: never sent, but may be removed. */
  readonly undecided: readonly PlannedField[];
  /** The planned fields by the length of their name, which rules out most fields of a request. */
  readonly byLength: readonly (readonly PlannedField[] | undefined)[];
  /** `false` for each of them, to be copied for each request. */
  readonly notSeen: readonly boolean[];
  /** The provider id for placeholders, if given. */
  readonly providerId?: string | undefined;
}

export interface CompileOptions {
  /** What is the same for every request: put in once, here. */
  readonly values?: PlaceholderValues | undefined;
  /** For requests whose model is not known: the layers of each model. A field that holds one of their values is left alone. */
  readonly modelLayers?: readonly (readonly HeaderLayer[])[] | undefined;
}

/**
 * Thrown for layers that cannot be sent as they are. The message contains no header values.
 *
 * @example
 * ```ts
 * import { compileHeaderPlan, InvalidHeadersError } from "provider-headers";
 *
 * try {
 *   compileHeaderPlan([{ layer: "provider", headers: { Host: "other.example" } }]);
 * } catch (error) {
 *   if (error instanceof InvalidHeadersError) console.log(error.faults[0].code);
 * }
 * // prints: refused-name
 * ```
 */
export class InvalidHeadersError extends Error {
  override readonly name = "InvalidHeadersError";
  readonly faults: readonly HeaderFault[];

  constructor(faults: readonly HeaderFault[]) {
    super(`Invalid headers: ${faults.map(({ message, fix }) => `${message}. ${fix}`).join(" ")}`);
    this.faults = faults;
  }
}

/** Does once whatever can be done once. Layers may come in any order. Throws `InvalidHeadersError`. */
export function compileHeaderPlan(
  layers: readonly HeaderLayer[],
  { values = {}, modelLayers = [] }: CompileOptions = {},
): HeaderPlan {
  if (layers.some(({ layer }) => layer === "client")) {
    throw new TypeError(
      "The client layer is the request itself: apply the plan to it, or use mergeHeaders.",
    );
  }
  const errors: HeaderFault[] = layers.flatMap(({ headers }) => headerErrors(headers));
  const { winners, families } = winnersOf(layers);
  const together = tooLarge(winners);
  if (together !== undefined) errors.push(together);
  if (errors.length > 0) throw new InvalidHeadersError(errors);

  const modelFields = new Map<string, PlannedField[]>();
  for (const winner of winnersOfModels(layers, modelLayers)) {
    const known = modelFields.get(winner.field.name);
    if (known) known.push(planField(winner, values, 0));
    else modelFields.set(winner.field.name, [planField(winner, values, 0)]);
  }
  const fields = winners.map((winner, slot) => {
    const field = planField(winner, values, slot);
    return { ...field, always: alwaysWanted(field, modelFields.get(field.name)) };
  });
  const byName = new Map(fields.map((field) => [field.name, field]));
  // The host may have put on the text of a model's placeholder, which must not go out as it is.
  const looked = [...modelFields.values()].flatMap(
    (ofModels) =>
      ofModels.find(({ name, template }) => template !== undefined && !byName.has(name)) ?? [],
  );
  const undecided = looked.map((field, at) => ({
    ...field,
    template: [],
    slot: fields.length + at,
  }));
  const lookedAt = [...fields, ...undecided];
  return {
    fields,
    byName,
    families,
    modelFields,
    undecided,
    byLength: byLengthOfName(lookedAt),
    notSeen: lookedAt.map(() => false),
    providerId: values.providerId,
  };
}

function planField(
  { field, overrides }: Winner,
  values: PlaceholderValues,
  slot: number,
): PlannedField {
  return { ...field, ...compileValue(field.value, values), overrides, slot };
}

function compileValue(
  value: PlannedField["value"],
  values: PlaceholderValues,
): Pick<PlannedField, "text" | "template"> {
  if (typeof value !== "string") return {};
  if (!hasPlaceholder(value)) return { text: value };
  const template = compileTemplate(value, values);
  const [text] = template;
  // What was put in may be no field value; the template is then kept and never renders.
  const settled = template.length === 1 && typeof text === "string" && isFieldValue(text);
  return settled ? { text } : { template };
}

function byLengthOfName(fields: readonly PlannedField[]): (PlannedField[] | undefined)[] {
  const byLength: (PlannedField[] | undefined)[] = [];
  for (const field of fields) {
    while (byLength.length <= field.name.length) byLength.push(undefined);
    (byLength[field.name.length] ??= []).push(field);
  }
  return byLength;
}

import { checkHeaders, checkHeadersTogether, type HeaderFault } from "./check-header.ts";
import { familyPrefix, inFamily, isFamilyName, normalizeFieldName } from "./field-name.ts";
import { isFieldValue, trimFieldValue } from "./field-value.ts";
import {
  type HeaderLayer,
  type HeaderSource,
  type HeaderValue,
  inLayerOrder,
  type LayerName,
  RESOLVED_BY_HOST,
} from "./header-layer.ts";
import { isCredentialName } from "../secrets/mask.ts";
import {
  compileTemplate,
  hasPlaceholder,
  type PlaceholderValues,
  type Template,
} from "./placeholders.ts";

export {
  type HeaderLayer,
  type HeaderSource,
  type HeaderValue,
  LAYER_NAMES,
  type LayerName,
  RESOLVED_BY_HOST,
} from "./header-layer.ts";

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

export interface PlannedField extends ConfiguredField {
  /** Where `value` has placeholders that only a request can fill. */
  readonly template?: Template | undefined;
  /** What is sent where `value` is a string without such placeholders. */
  readonly text?: string | undefined;
  /** What lower layers said of the same name, highest first. */
  readonly overrides: readonly ConfiguredField[];
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

/** The layers of one provider (and model), ready to be applied to requests. */
export interface HeaderPlan {
  readonly fields: readonly PlannedField[];
  /** The same by normalized name. */
  readonly byName: ReadonlyMap<string, PlannedField>;
  readonly families: readonly PlannedFamily[];
  /** Where the model is not known: what the models of this provider configure, by normalized name. */
  readonly modelFields: ReadonlyMap<string, readonly PlannedField[]>;
  /** Those of them that are looked at although `fields` does not name them: never sent, but maybe taken off. */
  readonly undecided: readonly PlannedField[];
  /** All that is looked at, by the length of the name: most fields of a request are known by it not to be planned. */
  readonly byLength: readonly (readonly PlannedField[])[];
  /** The provider that placeholders stand for, where it was told. */
  readonly providerId?: string | undefined;
}

export interface CompileOptions {
  /** What is the same for every request: put in once, here. */
  readonly values?: PlaceholderValues | undefined;
  /** For requests whose model is not known: the layers of each model. A field that holds one of their values is left alone. */
  readonly modelLayers?: readonly (readonly HeaderLayer[])[] | undefined;
}

/** Thrown for layers that cannot be sent as they are. The message holds no value. */
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
  const faults = layers.flatMap(({ headers }) => checkHeaders(headers));
  const together = checkHeadersTogether(layers);
  const errors = [...faults, ...(together ? [together] : [])].filter(
    ({ severity }) => severity === "error",
  );
  if (errors.length > 0) throw new InvalidHeadersError(errors);

  const { byName, families } = stack(layers, values);
  const modelFields = fieldsOfModels(layers, modelLayers, values);
  const fields = [...byName.values()];
  // The host may have put on the text of a model's placeholder, which must not go out as it is.
  const looked = [...modelFields.values()].flatMap(
    (ofModels) =>
      ofModels.find(({ name, template }) => template !== undefined && !byName.has(name)) ?? [],
  );
  const undecided = looked.map((field) => ({ ...field, template: [] }));
  return {
    fields,
    byName,
    families,
    modelFields,
    undecided,
    byLength: byLengthOfName([...fields, ...undecided]),
    providerId: values.providerId,
  };
}

/** Puts one layer on the other. A family takes off what lower layers set; an exact name beats it in its own layer. */
function stack(
  layers: readonly HeaderLayer[],
  values: PlaceholderValues,
): {
  byName: Map<string, PlannedField>;
  families: PlannedFamily[];
  cameFrom: Map<PlannedField, HeaderLayer>;
} {
  const byName = new Map<string, PlannedField>();
  const families = new Map<string, PlannedFamily>();
  const cameFrom = new Map<PlannedField, HeaderLayer>();
  for (const layer of inLayerOrder(layers)) {
    const entries = Object.entries(layer.headers);
    for (const [key, value] of entries) {
      if (value === undefined || !isFamilyName(key)) continue;
      const family = {
        spelling: key,
        prefix: familyPrefix(key),
        layer: layer.layer,
        source: layer.sources?.[key],
      };
      families.set(family.prefix, family);
      for (const lower of byName.values()) {
        if (!inFamily(lower.name, family.prefix)) continue;
        const { name, spelling } = lower;
        const { source } = family;
        const removed = { name, spelling, value: null, layer: layer.layer, source, secret: false };
        put({ ...removed, overrides: overriding(lower) }, layer);
      }
    }
    for (const [key, value] of entries) {
      if (value === undefined || isFamilyName(key)) continue;
      const name = normalizeFieldName(key);
      put(planField(key, value, layer, values, overriding(byName.get(name))), layer);
    }
  }
  return { byName, families: [...families.values()], cameFrom };

  function put(field: PlannedField, layer: HeaderLayer): void {
    byName.set(field.name, field);
    cameFrom.set(field, layer);
  }
}

function planField(
  spelling: string,
  written: Exclude<HeaderValue, undefined>,
  { layer, sources, secrets }: HeaderLayer,
  values: PlaceholderValues,
  overrides: readonly ConfiguredField[],
): PlannedField {
  const name = normalizeFieldName(spelling);
  const value: ConfiguredField["value"] =
    typeof written === "string" ? trimFieldValue(written) : written;
  const late = typeof value === "function" || value === RESOLVED_BY_HOST;
  const secret =
    late || secrets?.has(spelling) === true || (value !== null && isCredentialName(name));
  const field: PlannedField = {
    name,
    spelling,
    value,
    layer,
    source: sources?.[spelling],
    secret,
    overrides,
  };
  if (typeof value !== "string") return field;
  if (!hasPlaceholder(value)) return { ...field, text: value };
  const template = compileTemplate(value, values);
  const [text] = template;
  // What was put in may be no field value; the template is then kept and never renders.
  const settled = template.length === 1 && typeof text === "string" && isFieldValue(text);
  return settled ? { ...field, text } : { ...field, template };
}

function byLengthOfName(fields: readonly PlannedField[]): PlannedField[][] {
  const longest = Math.max(0, ...fields.map(({ name }) => name.length));
  return Array.from({ length: longest + 1 }, (_, length) =>
    fields.filter(({ name }) => name.length === length),
  );
}

function overriding(lower: PlannedField | undefined): readonly ConfiguredField[] {
  if (lower === undefined) return [];
  const { overrides, template: _template, text: _text, ...configured } = lower;
  return [configured, ...overrides];
}

/** What wins by a model's own layers once the model is known. */
function fieldsOfModels(
  layers: readonly HeaderLayer[],
  modelLayers: readonly (readonly HeaderLayer[])[],
  values: PlaceholderValues,
): Map<string, PlannedField[]> {
  const fields = new Map<string, PlannedField[]>();
  for (const own of modelLayers) {
    const { cameFrom, byName } = stack([...layers, ...own], values);
    for (const [name, field] of byName) {
      const layer = cameFrom.get(field);
      if (layer === undefined || !own.includes(layer) || field.value === null) continue;
      const known = fields.get(name);
      if (known) known.push(field);
      else fields.set(name, [field]);
    }
  }
  return fields;
}

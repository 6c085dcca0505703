/**
 * Who wins: all rules of it. First among the layers of a configuration, when its plan is compiled; then, from
 * `REPLACEABLE_CLIENT_VALUES` on, between that plan and what the client holds, for each request.
 */
import { isCredentialName } from "../secrets/mask.ts";
import { type FieldList, type HeldValue, lastPlaceOf, textOf } from "./field-list.ts";
import { familyPrefix, inFamily, isFamilyName, normalizeFieldName } from "./field-name.ts";
import { trimFieldValue } from "./field-value.ts";
import { type HeaderLayer, type LayerName, RESOLVED_BY_HOST } from "./header-layer.ts";
import { hasPlaceholder, type PlaceholderValues } from "./placeholders.ts";
import {
  type BesideFields,
  type ConfiguredField,
  type PlannedFamily,
  type PlannedField,
  valueForRequest,
} from "./planned-field.ts";

/** Lowest first; each later one wins, name by name. `client` is what the request already holds. */
export const LAYER_NAMES = [
  "client",
  "built-in",
  "provider",
  "model",
  "request",
  "override",
] as const satisfies readonly LayerName[];

/** The same layers, lowest first. Those of one name keep their order: the later one wins. */
function inLayerOrder(layers: readonly HeaderLayer[]): HeaderLayer[] {
  return layers.toSorted(
    (one, other) => LAYER_NAMES.indexOf(one.layer) - LAYER_NAMES.indexOf(other.layer),
  );
}

/** What wins of one name, and the layer that it comes from. */
export interface Winner {
  readonly field: ConfiguredField;
  readonly from: HeaderLayer;
  /** What it beats, highest first. */
  readonly overrides: readonly ConfiguredField[];
}

/**
 * Puts one layer on the other, name by name: a string replaces, `null` removes, `undefined` says nothing. A family takes
 * off what lower layers set, and an exact name beats it in its own layer.
 */
export function winnersOf(layers: readonly HeaderLayer[]): {
  readonly winners: readonly Winner[];
  readonly families: readonly PlannedFamily[];
} {
  const winners = new Map<string, Winner>();
  const families = new Map<string, PlannedFamily>();
  const put = (field: ConfiguredField, from: HeaderLayer): void => {
    const beaten = winners.get(field.name);
    const overrides = beaten === undefined ? [] : [beaten.field, ...beaten.overrides];
    winners.set(field.name, { field, from, overrides });
  };
  for (const from of inLayerOrder(layers)) {
    const { layer, sources } = from;
    const keys = Object.keys(from.headers).filter((key) => from.headers[key] !== undefined);
    const own = new Map<string, PlannedFamily>();
    for (const key of keys.filter(isFamilyName)) {
      const family = { spelling: key, prefix: familyPrefix(key), layer, source: sources?.[key] };
      own.set(family.prefix, family);
      families.set(family.prefix, family);
    }
    const lengths = new Set(Array.from(own.keys(), (prefix) => prefix.length));
    for (const { field } of own.size === 0 ? [] : [...winners.values()]) {
      const family = familyOf(field.name, own, lengths);
      if (family === undefined) continue;
      put({ ...field, value: null, layer, source: family.source, secret: false }, from);
    }
    for (const key of keys) if (!isFamilyName(key)) put(fieldOf(from, key), from);
  }
  return { winners: [...winners.values()], families: [...families.values()] };
}

/** The widest one that a name is in. */
function familyOf(
  name: string,
  families: ReadonlyMap<string, PlannedFamily>,
  lengths: ReadonlySet<number>,
): PlannedFamily | undefined {
  for (let at = name.indexOf("-"); at !== -1; at = name.indexOf("-", at + 1)) {
    const family = lengths.has(at + 1) ? families.get(name.slice(0, at + 1)) : undefined;
    if (family !== undefined) return family;
  }
  return undefined;
}

function fieldOf({ layer, headers, sources, secrets }: HeaderLayer, key: string): ConfiguredField {
  const name = normalizeFieldName(key);
  const written = headers[key] ?? null;
  const value = typeof written === "string" ? trimFieldValue(written) : written;
  const secret =
    value !== null &&
    (typeof value !== "string" || secrets?.has(key) === true || isCredentialName(name));
  // Undici 7 looks an HTTP/2 field up among the members of an object, where `toString` is a function.
  const spelling = key in Object.prototype ? name : key;
  return { name, spelling, value, layer, source: sources?.[key], secret };
}

/** For requests whose model is not known: what each model's own layers win, were it the one, and do not remove. */
export function winnersOfModels(
  layers: readonly HeaderLayer[],
  modelLayers: readonly (readonly HeaderLayer[])[],
): Winner[] {
  return modelLayers.flatMap((own) =>
    winnersOf([...layers, ...own]).winners.filter(
      ({ field, from }) => own.includes(from) && field.value !== null,
    ),
  );
}

/** What `client` layers come to: one copy a name, the last; a `null` takes off what was said before it. */
export function clientFields(layers: readonly HeaderLayer[]): FieldList {
  const fields = new Map<string, readonly [key: string, value: string]>();
  for (const { layer, headers } of layers) {
    if (layer !== "client") continue;
    for (const key of Object.keys(headers)) {
      const value = headers[key];
      if (value === undefined) continue;
      const name = normalizeFieldName(key);
      fields.delete(name);
      if (typeof value === "string") fields.set(name, [key, value]);
    }
  }
  const list: FieldList = [];
  for (const [key, value] of fields.values()) list.push(key, value);
  return list;
}

/**
 * What the client says by itself that a built-in may replace: what libraries send about themselves. `*` stands for
 * anything, the whole value counts, case does not. Not `openclaw/*`: hosts set that on purpose.
 */
export const REPLACEABLE_CLIENT_VALUES: readonly string[] = [
  "OpenAI/*",
  "Anthropic/*",
  "google-genai-sdk/*",
  "ai-sdk/*",
  "ai/*",
  "ollama*",
  "axios/*",
  "node",
  "node-fetch*",
  "undici",
  "OpenClaw-Gateway/*",
];

const REPLACEABLE = new RegExp(
  `^(?:${REPLACEABLE_CLIENT_VALUES.map((glob) => glob.replaceAll("*", "[^]*")).join("|")})$`,
  "i",
);

export function isReplaceableClientValue(value: string): boolean {
  return REPLACEABLE.test(value);
}

/**
 * The only value that the field may have on this request; `null` removes it, `undefined` leaves it as it is. The plan
 * beats the client, except for what the host resolves, what a model's own layers put on, and a name that somebody chose
 * in place of a built-in one. Of several copies the last counts, and it is given back as it is held.
 */
export function wantedValue(
  plan: BesideFields,
  field: PlannedField,
  fields: FieldList,
  values: PlaceholderValues,
  withSecrets: boolean,
): HeldValue | null | undefined {
  if (field.always !== undefined && (withSecrets || !field.secret)) return field.always;
  if (field.value === RESOLVED_BY_HOST) return undefined;
  const planned = unlessWithheld(field, values, withSecrets);
  const { name } = field;
  const isBuiltIn = field.layer === "built-in";
  const ofModels = plan.modelFields.get(name);
  if (isBuiltIn || ofModels !== undefined) {
    for (let at = lastPlaceOf(fields, name); at !== -1; at = lastPlaceOf(fields, name, at)) {
      const held = fields[at + 1] ?? "";
      const text = textOf(held);
      const ofModel = ofModels && fieldHolding(ofModels, text, values);
      // A host took a model's `{{...}}` for a value: it is filled, or does not go out.
      if (ofModel?.template && ofModel.value === text)
        return unlessWithheld(ofModel, values, withSecrets) ?? planned ?? null;
      if (ofModel || (isBuiltIn && text !== "" && !isReplaceableClientValue(text))) return held;
    }
  }
  return planned === undefined ? clientsOwn(plan, name, fields) : planned;
}

/** What `wantedValue` says whatever a request holds: of a field that beats the client, and that no model has a value for. */
export function alwaysWanted(
  { layer, text, value }: Pick<PlannedField, "layer" | "text" | "value">,
  ofModels: readonly unknown[] | undefined,
): string | null | undefined {
  if (layer === "built-in" || ofModels !== undefined) return undefined;
  return value === null ? null : text;
}

/** A secret stays away from requests that are not proven to be the provider's own. */
function unlessWithheld(field: PlannedField, values: PlaceholderValues, withSecrets: boolean) {
  return withSecrets || !field.secret ? valueForRequest(field, values) : undefined;
}

/** Where the plan has no value the client's own stays, but neither `{{...}}` nor what a family takes off. */
function clientsOwn(plan: BesideFields, name: string, fields: FieldList) {
  if (inAnyFamily(plan, name)) return null;
  let own: HeldValue | undefined;
  let hasHole = false;
  for (let at = lastPlaceOf(fields, name); at !== -1; at = lastPlaceOf(fields, name, at)) {
    const held = fields[at + 1] ?? "";
    if (hasPlaceholder(textOf(held))) hasHole = true;
    else own ??= held;
  }
  return hasHole ? (own ?? null) : undefined;
}

/** The same for a field that the plan does not name: a family takes it off unless a model's own layers put it on. */
export function wantedOutsidePlan(
  plan: BesideFields,
  name: string,
  held: HeldValue,
  values: PlaceholderValues,
): null | undefined {
  if (!inAnyFamily(plan, name)) return undefined;
  const ofModels = plan.modelFields.get(normalizeFieldName(name));
  return ofModels && fieldHolding(ofModels, textOf(held), values) ? undefined : null;
}

function fieldHolding(fields: readonly PlannedField[], text: string, values: PlaceholderValues) {
  return fields.find(
    (field) =>
      field.value === RESOLVED_BY_HOST ||
      field.value === text ||
      (typeof field.value === "string" && valueForRequest(field, values) === text),
  );
}

function inAnyFamily({ families }: BesideFields, name: string): boolean {
  for (const { prefix } of families) if (inFamily(name, prefix)) return true;
  return false;
}

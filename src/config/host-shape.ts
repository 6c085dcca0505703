import { relatedPaths } from "./related-paths.ts";
import type { ConfigValue } from "./config-value.ts";
import { BUNDLED_PROVIDERS, HOST_SHAPES, READ_VERSIONS } from "./host-shapes.ts";
import { isAtLeast, versionNumbers } from "./host-version.ts";
import { isRecord } from "./is-record.ts";

/** What a host takes in one place of a configuration; the words of a kind stand in messages as they are. */
export type HostShape =
  | ValueKind
  | { readonly one: readonly unknown[] }
  /** The source of a regular expression. */
  | { readonly matches: string }
  | {
      readonly keys: Readonly<Record<string, Versioned<HostShape>>>;
      readonly needs: Versioned<readonly string[]>;
    }
  | { readonly each: Versioned<HostShape> }
  | { readonly list: Versioned<HostShape> }
  | { readonly either: readonly HostShape[] };

/** Null: nothing may stand here. A change holds from its version on. */
export type Versioned<Of> =
  | Of
  | { readonly from: readonly (readonly [version: string, shape: Of | null])[] };

type ValueKind = keyof typeof KINDS;

const KINDS = {
  anything: () => true,
  text: (value) => typeof value === "string",
  "text, not empty": (value) => typeof value === "string" && value !== "",
  "text or SecretRef": (value) => typeof value === "string" || isHostReference(value),
  "true or false": (value) => typeof value === "boolean",
  null: (value) => value === null,
  "a number": (value) => Number.isFinite(value),
  "a number above 0": (value) => Number.isFinite(value) && Number(value) > 0,
  "a whole number": (value) => Number.isSafeInteger(value),
  "a whole number above 0": (value) => Number.isSafeInteger(value) && Number(value) > 0,
  "a whole number, 0 or more": (value) => Number.isSafeInteger(value) && Number(value) >= 0,
} as const satisfies Record<string, (value: unknown) => boolean>;

/** OpenClaw wants all three, also where a default is configured. */
function isHostReference(value: unknown): boolean {
  if (!isRecord(value) || Object.keys(value).length !== 3) return false;
  return ["source", "provider", "id"].every((key) => typeof value[key] === "string");
}

/** One thing for which a version refuses the whole configuration. */
export interface HostRefusal {
  readonly value: ConfigValue;
  readonly version: string;
  readonly kind: "unknown key" | "missing key" | "wrong value";
  /** The key that is unknown or missing; of a wrong value the last one of its path. */
  readonly key: string;
  /** What the version takes: the keys beside an unknown one, else what the value may be. */
  readonly takes: string;
  /** Of an unknown key: the versions whose schema has it. */
  readonly knownBy: readonly string[];
}

/**
 * What all of the given versions refuse in the parts of a configuration that were read from their schemas, as the last
 * of them sees it.
 */
export function hostRefusals(config: ConfigValue, versions: readonly string[]): HostRefusal[] {
  const all = versions.map((version) => [
    ...Object.entries(HOST_SHAPES).flatMap(([path, shape]) =>
      placesAt(config, path.split(".")).flatMap((value) =>
        refusalsOf(value, shape, version, path.split(".").at(-1) ?? ""),
      ),
    ),
    ...config
      .at("models", "providers")
      .members()
      .flatMap(([id, entry]) => missingOfEntry(id, entry, version)),
  ]);
  // One version refuses a key, another one what stands below it: both refuse the file for it.
  const ofVersions = all.map((refusals) =>
    relatedPaths(refusals.map(({ value }) => value.source.path)),
  );
  return (all.at(-1) ?? []).filter(({ value: { source } }) =>
    ofVersions.every((refused) => refused.meets(source.path)),
  );
}

function placesAt(value: ConfigValue, path: readonly string[]): readonly ConfigValue[] {
  const [key, ...rest] = path;
  if (value.content === undefined) return [];
  if (key === undefined) return [value];
  if (key !== "*") return placesAt(value.at(key), rest);
  const below = [...value.items(), ...value.members().map(([, member]) => member)];
  return below.flatMap((member) => placesAt(member, rest));
}

function refusalsOf(
  value: ConfigValue,
  versioned: Versioned<HostShape>,
  version: string,
  key: string,
): readonly HostRefusal[] {
  const shape = ofVersion(versioned, version);
  const wrong = (takes: string): readonly HostRefusal[] => [
    { value, version, kind: "wrong value", key, takes, knownBy: [] },
  ];
  if (shape === null) return [];
  if (typeof shape === "string") return KINDS[shape](value.content) ? [] : wrong(shape);
  if ("one" in shape) {
    if (shape.one.includes(value.content)) return [];
    return wrong(`one of ${shape.one.map((each) => JSON.stringify(each)).join(", ")}`);
  }
  if ("matches" in shape) {
    const { content } = value;
    const isRight = typeof content === "string" && new RegExp(shape.matches).test(content);
    return isRight ? [] : wrong(`text like ${shape.matches}`);
  }
  if ("either" in shape) {
    const tried = shape.either.map((each) => refusalsOf(value, each, version, key));
    if (tried.some((refusals) => refusals.length === 0)) return [];
    // The one whose constants fit is the one that was meant.
    return tried.find((refusals) => !refusals.some(isOfConstant)) ?? wrong("one of several forms");
  }
  if ("list" in shape) {
    if (!Array.isArray(value.content)) return wrong("a list");
    return value.items().flatMap((item) => refusalsOf(item, shape.list, version, key));
  }
  if (!isRecord(value.content)) return wrong("an object");
  if ("each" in shape) {
    return value
      .members()
      .flatMap(([name, member]) => refusalsOf(member, shape.each, version, name));
  }
  return refusalsOfKeys(value, shape, version);
}

function isOfConstant({ kind, takes }: HostRefusal): boolean {
  return kind === "wrong value" && takes.startsWith("one of");
}

function refusalsOfKeys(
  value: ConfigValue,
  { keys, needs }: Extract<HostShape, { keys: unknown }>,
  version: string,
): readonly HostRefusal[] {
  const known = Object.keys(keys).filter((key) => ofVersion(keys[key] ?? null, version) !== null);
  const missing = (ofVersion(needs, version) ?? [])
    .filter((key) => value.at(key).content === undefined)
    .map((key): HostRefusal => {
      const takes = takesText(ofVersion(keys[key] ?? null, version));
      return { value: value.at(key), version, kind: "missing key", key, takes, knownBy: [] };
    });
  const present = value.members().flatMap(([key, member]): readonly HostRefusal[] => {
    if (known.includes(key)) return refusalsOf(member, keys[key] ?? "anything", version, key);
    const knownBy = READ_VERSIONS.filter(
      (other) => Object.hasOwn(keys, key) && ofVersion(keys[key] ?? null, other) !== null,
    );
    const takes = known.join(", ");
    return [{ value: member, version, kind: "unknown key", key, takes, knownBy }];
  });
  return [...missing, ...present];
}

function takesText(shape: HostShape | null): string {
  if (typeof shape === "string") return shape;
  return shape !== null && "list" in shape ? "a list" : "a value";
}

/** From 2026.6 on only the entry of a provider that the host brings may do without address and models. */
function missingOfEntry(id: string, entry: ConfigValue, version: string): readonly HostRefusal[] {
  const bundled = ofVersion(BUNDLED_PROVIDERS, version) ?? [];
  if (bundled.length === 0 || bundled.includes(id.trim().toLowerCase())) return [];
  if (!isRecord(entry.content)) return [];
  const { baseUrl, models } = entry.content;
  return [
    ...(baseUrl === undefined || baseUrl === "" ? [["baseUrl", "text"] as const] : []),
    ...(models === undefined ? [["models", "a list"] as const] : []),
  ].map(([key, takes]) => ({
    value: entry.at(key),
    version,
    kind: "missing key",
    key,
    takes,
    knownBy: [],
  }));
}

/** What holds at a version, which is one of `READ_VERSIONS`. */
export function ofVersion<Of>(versioned: Versioned<Of> | null, version: string): Of | null {
  if (!isRecord(versioned) || !("from" in versioned)) return versioned as Of | null;
  const at = placeOf(version);
  return versioned.from.findLast(([since]) => placeOf(since) <= at)?.[1] ?? null;
}

const placeOf = (version: string): number => READ_VERSIONS.findIndex((one) => one === version);

/**
 * The versions whose schemas decide on a version: its own where that was read, else those before and after it; all of
 * them where it is not known.
 */
export function versionsFor(version: string | undefined): readonly string[] {
  if (version === undefined || versionNumbers(version) === undefined) return READ_VERSIONS;
  const later = READ_VERSIONS.findIndex((one) => isAtLeast(one, version));
  if (later < 0) return READ_VERSIONS.slice(-1);
  const isRead = isAtLeast(version, READ_VERSIONS[later] ?? "");
  return READ_VERSIONS.slice(Math.max(0, isRead ? later : later - 1), later + 1);
}

import { canonicalProviderId } from "../providers/find.ts";
import type { ConfigReader } from "./config-reader.ts";
import type { ConfigValue } from "./config-value.ts";
import {
  OVERRIDE_PATH,
  OVERRIDE_SETTINGS,
  type Setting,
  type Settings,
} from "./override-settings.ts";

/** What is read of the settings of a table. Headers stay as they are: they need to know their provider. */
type Read<Of extends Settings> = { readonly [Key in keyof Of]: ReadSetting<Of[Key]> };

type ReadSetting<Of extends Setting> = Of extends { readonly kind: "named" }
  ? readonly NamedSettings<Of["each"]>[]
  : Of extends { readonly kind: "choice" }
    ? Of["values"][number] | undefined
    : { headers: ConfigValue; text: string | undefined; switch: boolean | undefined }[Exclude<
        Of["kind"],
        "named" | "choice"
      >];

/** `id` as the block writes it. */
type NamedSettings<Of extends Settings> = Read<Of> & {
  readonly id: string;
  readonly value: ConfigValue;
};

export type OverrideBlock = Read<typeof OVERRIDE_SETTINGS>;
export type ProviderOverride = OverrideBlock["providers"][number];

/** Reads all of the block but its headers. Lenient, as `providerConfigFrom` is. */
export function readOverrideBlock(reader: ConfigReader, config: ConfigValue): OverrideBlock {
  for (const depth of [1, 2, 3]) reader.record(config.at(...OVERRIDE_PATH.slice(0, depth)));
  return readSettings(reader, config.at(...OVERRIDE_PATH), OVERRIDE_SETTINGS);
}

function readSettings<Of extends Settings>(
  reader: ConfigReader,
  value: ConfigValue,
  settings: Of,
): Read<Of> {
  reader.record(value, Object.keys(settings));
  return Object.fromEntries(
    Object.entries(settings).map(([key, setting]) => [
      key,
      readSetting(reader, value.at(key), setting),
    ]),
  ) as Read<Of>;
}

function readSetting(reader: ConfigReader, value: ConfigValue, setting: Setting): unknown {
  switch (setting.kind) {
    case "headers":
      return value;
    case "text":
      return reader.text(value);
    case "switch":
      return reader.choice(value, [true, false]);
    case "choice":
      return reader.choice(value, setting.values);
    case "named":
      if (setting.listedIn !== undefined && Array.isArray(value.content)) {
        reportList(reader, value, setting.listedIn);
        return [];
      }
      return reader
        .entries(value)
        .map(([id, each]) => ({ id, value: each, ...readSettings(reader, each, setting.each) }));
  }
}

function reportList(reader: ConfigReader, list: ConfigValue, listedIn: string): void {
  const ids = list.items().map((item) => item.at("id").content);
  const id = ids.find((one) => typeof one === "string") ?? "the-model";
  reader.wrong(
    list,
    `this is a list, as in ${listedIn}; here models are keyed by id`,
    `Write { ${JSON.stringify(id)}: { headers: { ... } } }.`,
  );
}

/** Finds which of several goes by a provider's id: the same id counts before another name of the same provider. */
export interface ProviderIndex<Named> {
  add(named: Named): void;
  find(id: string): Named | undefined;
}

export function providerIndex<Named extends { readonly id: string }>(
  all: readonly Named[] = [],
): ProviderIndex<Named> {
  const byId = new Map<string, Named>();
  const byCanonicalId = new Map<string, Named>();
  function add(named: Named): void {
    const canonical = canonicalProviderId(named.id);
    if (!byId.has(named.id)) byId.set(named.id, named);
    if (!byCanonicalId.has(canonical)) byCanonicalId.set(canonical, named);
  }
  for (const named of all) add(named);
  return { add, find: (id) => byId.get(id) ?? byCanonicalId.get(canonicalProviderId(id)) };
}

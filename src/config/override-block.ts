import { canonicalProviderId } from "../providers/find.ts";
import type { ConfigPath } from "./config-path.ts";
import { type ConfigReader, valueAt } from "./config-reader.ts";
import {
  AUTH_FAILURE_POLICIES,
  NOTICES,
  OVERRIDE_KEYS,
  OVERRIDE_PATH,
} from "./override-settings.ts";

/** One provider of the block, its headers not read yet. */
export interface ProviderOverride {
  /** As the block calls it. */
  readonly id: string;
  readonly path: ConfigPath;
  readonly headers: unknown;
  readonly models: readonly {
    readonly id: string;
    readonly path: ConfigPath;
    readonly headers: unknown;
  }[];
  readonly baseUrl: string | undefined;
  readonly builtInDefaults: boolean | undefined;
  readonly onAuthFailure: (typeof AUTH_FAILURE_POLICIES)[number] | undefined;
}

export interface OverrideBlock {
  readonly providers: readonly ProviderOverride[];
  readonly builtInDefaults: boolean;
  readonly notice: (typeof NOTICES)[number];
}

/** Reads all of the block but its headers, which need to know their provider. Lenient, as `providerConfigFrom` is. */
export function readOverrideBlock(reader: ConfigReader, config: unknown): OverrideBlock {
  for (const depth of [1, 2, 3]) {
    const around = OVERRIDE_PATH.slice(0, depth);
    reader.record(valueAt(config, around), around);
  }
  const block = reader.record(valueAt(config, OVERRIDE_PATH), OVERRIDE_PATH, OVERRIDE_KEYS.block);
  const path = [...OVERRIDE_PATH, "providers"];
  return {
    providers: reader
      .entries(block["providers"], path)
      .map(([id, provider]) => readProvider(reader, id, provider, [...path, id])),
    builtInDefaults:
      reader.choice(
        block["builtInDefaults"],
        [...OVERRIDE_PATH, "builtInDefaults"],
        [true, false],
      ) ?? true,
    notice: reader.choice(block["notice"], [...OVERRIDE_PATH, "notice"], NOTICES) ?? "reply",
  };
}

function readProvider(
  reader: ConfigReader,
  id: string,
  value: unknown,
  path: ConfigPath,
): ProviderOverride {
  const own = reader.record(value, path, OVERRIDE_KEYS.provider);
  const models = readModels(reader, own["models"], [...path, "models"]);
  return {
    id,
    path,
    headers: own["headers"],
    models: models.map(([modelId, model]) => {
      const at = [...path, "models", modelId];
      const { headers } = reader.record(model, at, OVERRIDE_KEYS.model);
      return { id: modelId, path: at, headers };
    }),
    baseUrl: reader.text(own["baseUrl"], [...path, "baseUrl"]),
    builtInDefaults: reader.choice(
      own["builtInDefaults"],
      [...path, "builtInDefaults"],
      [true, false],
    ),
    onAuthFailure: reader.choice(
      own["onAuthFailure"],
      [...path, "onAuthFailure"],
      AUTH_FAILURE_POLICIES,
    ),
  };
}

/** By id, and not in a list: the likeliest mistake here, since `models.providers` has one. */
function readModels(
  reader: ConfigReader,
  value: unknown,
  path: ConfigPath,
): ReturnType<ConfigReader["entries"]> {
  if (!Array.isArray(value)) return reader.entries(value, path);
  const ids = value.map((model) => valueAt(model, ["id"]));
  const id = ids.find((one) => typeof one === "string") ?? "the-model";
  reader.report(path, {
    severity: "error",
    code: "wrong-setting",
    message: "this is a list, as in models.providers; here each model stands under its id",
    fix: `Write { ${JSON.stringify(id)}: { headers: { ... } } }.`,
  });
  return [];
}

/** Which of several goes by a provider's id: the same id counts before another name of the same provider. */
export function namedLike<Named extends { readonly id: string }>(
  all: readonly Named[],
  id: string,
): Named | undefined {
  const canonical = canonicalProviderId(id);
  return (
    all.find((one) => one.id === id) ?? all.find((one) => canonicalProviderId(one.id) === canonical)
  );
}

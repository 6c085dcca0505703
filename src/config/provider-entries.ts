import { BUILT_IN_PROVIDERS, builtInProviderFor, canonicalProviderId } from "../providers/find.ts";
import type { HeaderLayer, HeaderSource, LayerName } from "../headers/header-layer.ts";
import { secretsInAddress } from "../secrets/address.ts";
import type { ConfigPath } from "./config-path.ts";
import {
  type ConfigReader,
  createConfigReader,
  type ReaderOptions,
  valueAt,
} from "./config-reader.ts";
import { isRecord } from "./is-record.ts";
import {
  namedLike,
  type OverrideBlock,
  type ProviderOverride,
  readOverrideBlock,
} from "./override-block.ts";
import { type AUTH_FAILURE_POLICIES, type NOTICES, OVERRIDE_PATH } from "./override-settings.ts";
import type { Problem } from "./problem.ts";
import {
  isResolvedByHost,
  type ProviderFacts,
  readLayer,
  type RefusedHeader,
  variableNamedBy,
  withinHeadSize,
} from "./read-layer.ts";

/** What happens when a provider refuses the credential or the client: answer from the next model and say so, or stop. */
export type AuthFailurePolicy = (typeof AUTH_FAILURE_POLICIES)[number];

export interface ModelEntry {
  readonly id: string;
  readonly api?: string | undefined;
  /** Layers `model` and `override` (of this model). */
  readonly layers: readonly HeaderLayer[];
}

/** One provider of `models.providers`, with what the override block adds: values resolved, bad headers left out. */
export interface ProviderEntry {
  /** As the user wrote it. */
  readonly id: string;
  readonly baseUrl?: string | undefined;
  readonly api?: string | undefined;
  /** The resolved API key; undefined where a host keeps it (auth profile) or it is not resolvable here. */
  readonly credential?: string | undefined;
  /** Layers `provider`, `request` and `override` (of the whole provider), in any order. */
  readonly layers: readonly HeaderLayer[];
  readonly models: readonly ModelEntry[];
  /** Left out of every layer, but a host puts them on the request as written: taken off again at the seam. */
  readonly refused?: readonly RefusedHeader[] | undefined;
  readonly builtInDefaults: boolean;
  readonly onAuthFailure: AuthFailurePolicy;
  /** Where the entry was written. */
  readonly source?: HeaderSource | undefined;
}

/** All that transport, guard, CLI and plugin need to know of a configuration. */
export interface ProviderConfig {
  readonly entries: readonly ProviderEntry[];
  /** For all providers, those without an entry included. */
  readonly builtInDefaults: boolean;
  readonly notice: (typeof NOTICES)[number];
  /** `agents.defaults.model`: what the user asked for, and who is next when it fails (`provider/model`). */
  readonly models: { readonly primary?: string | undefined; readonly fallbacks: readonly string[] };
  /** Every resolved secret value, to be scrubbed from free text. */
  readonly secrets: readonly string[];
}

export type ProviderConfigOptions = ReaderOptions;

const PROVIDERS: ConfigPath = ["models", "providers"];

/**
 * Reads `models.providers`, our override block and the default models of a configuration, resolved or not. Lenient:
 * what is wrong is reported and left out, and the rest works.
 */
export function providerConfigFrom(
  config: unknown,
  options: ProviderConfigOptions,
): { readonly config: ProviderConfig; readonly problems: readonly Problem[] } {
  const reader = createConfigReader(config, options);
  const block = readOverrideBlock(reader, config);
  const models = reader.record(valueAt(config, ["models"]), ["models"]);
  const providers = reader.entries(models["providers"], PROVIDERS);
  const used = new Set<ProviderOverride | undefined>();
  const entries: ProviderEntry[] = [];
  for (const [id, value] of providers) {
    const override = namedLike(block.providers, id);
    used.add(override);
    entries.push(readEntry(reader, block, id, reader.record(value, [...PROVIDERS, id]), override));
  }
  for (const override of block.providers) {
    if (!used.has(override) && isAddressed(reader, entries, override)) {
      entries.push(readEntry(reader, block, override.id, undefined, override));
    }
  }
  return {
    config: {
      entries,
      builtInDefaults: block.builtInDefaults,
      notice: block.notice,
      models: readDefaultModels(valueAt(config, ["agents", "defaults"])),
      secrets: [...reader.secrets],
    },
    problems: reader.problems,
  };
}

/** Whether an override without an entry says by itself where requests go. */
function isAddressed(
  reader: ConfigReader,
  entries: readonly ProviderEntry[],
  override: ProviderOverride,
): boolean {
  const rival = namedLike(entries, override.id);
  if (rival !== undefined) {
    reader.report(override.path, {
      severity: "error",
      code: "same-provider-twice",
      message: `"${override.id}" and "${rival.id}" are names of one provider, and this block is not used`,
      fix: `Put it into the block of "${rival.id}".`,
    });
    return false;
  }
  if (override.baseUrl === undefined && builtInEndpoint(override.id) === undefined) {
    reader.report(override.path, {
      severity: "error",
      code: "unknown-provider",
      message: `models.providers has no "${override.id}", so it is not known where its requests go`,
      fix: "Correct the name, or write the provider's `baseUrl` here.",
    });
    return false;
  }
  return true;
}

/** `own` is undefined for a provider that only the override block knows. */
function readEntry(
  reader: ConfigReader,
  block: OverrideBlock,
  id: string,
  own: Readonly<Record<string, unknown>> | undefined,
  override: ProviderOverride | undefined,
): ProviderEntry {
  const path = [...PROVIDERS, id];
  // An address that cannot be read must not become another one.
  const baseUrl =
    own?.["baseUrl"] === undefined
      ? (override?.baseUrl ?? builtInEndpoint(id))
      : reader.text(own["baseUrl"], [...path, "baseUrl"]);
  const builtInDefaults = override?.builtInDefaults ?? block.builtInDefaults;
  const facts: ProviderFacts = {
    baseUrl,
    builtIn: builtInDefaults ? builtInProviderFor({ id, baseUrl }) : undefined,
    hasApiKey: own?.["apiKey"] !== undefined,
  };
  for (const secret of secretsInAddress(baseUrl ?? "")) reader.secrets.add(secret);
  const overridePath = override?.path ?? [...OVERRIDE_PATH, "providers", id];
  const headersPath = [...overridePath, "headers"];

  const refused: RefusedHeader[] = [];

  function read(layer: LayerName, map: unknown, at: ConfigPath, nullPath: ConfigPath) {
    const result = readLayer(reader, layer, map, at, nullPath, facts);
    refused.push(...result.refused);
    return result.layers;
  }

  const request = valueAt(own, ["request", "headers"]);
  const layers = withinHeadSize(
    reader,
    [
      ...read("provider", own?.["headers"], [...path, "headers"], headersPath),
      ...read("request", request, [...path, "request", "headers"], headersPath),
      ...read("override", override?.headers, headersPath, headersPath),
    ],
    [],
  );

  /** Both places that may speak of one model, in one entry. */
  function readModel(
    modelId: string,
    model: unknown,
    modelPath: ConfigPath,
    more: ProviderOverride["models"][number] | undefined,
  ): ModelEntry {
    const overridden = [...(more?.path ?? [...overridePath, "models", modelId]), "headers"];
    const mine = [
      ...read("model", valueAt(model, ["headers"]), [...modelPath, "headers"], overridden),
      ...read("override", more?.headers, overridden, overridden),
    ];
    return {
      id: modelId,
      api: reader.text(valueAt(model, ["api"]), [...modelPath, "api"]),
      layers: withinHeadSize(reader, mine, layers),
    };
  }

  const models: ModelEntry[] = [];
  for (const [index, model] of readList(reader, own?.["models"], [...path, "models"]).entries()) {
    const modelId = valueAt(model, ["id"]);
    if (typeof modelId !== "string") {
      reader.report([...path, "models", index], {
        severity: "error",
        code: "wrong-setting",
        message: "this is no model: it is not an object with an `id`",
        fix: 'Write `{ id: "the-model", name: "The model" }`.',
      });
      continue;
    }
    const more = override?.models.find((other) => other.id === modelId);
    models.push(readModel(modelId, model, [...path, "models", index], more));
  }
  for (const more of override?.models ?? []) {
    if (models.some((model) => model.id === more.id)) continue;
    models.push(readModel(more.id, undefined, more.path, more));
  }

  return {
    id,
    baseUrl,
    api: reader.text(own?.["api"], [...path, "api"]),
    credential: readCredential(reader, own, path),
    layers,
    models,
    refused,
    builtInDefaults,
    onAuthFailure: override?.onAuthFailure ?? "warn",
    source: reader.sourceOf(own === undefined ? overridePath : path),
  };
}

/** Where `request.auth` (2026.9) keeps the key, by its mode; any other mode leaves it to `apiKey`. */
const AUTH_KEYS: ReadonlyMap<unknown, string> = new Map([
  ["authorization-bearer", "token"],
  ["header", "value"],
]);

function readCredential(
  reader: ConfigReader,
  own: Readonly<Record<string, unknown>> | undefined,
  path: ConfigPath,
): string | undefined {
  const { env, host = false } = reader.options;
  const authKey = AUTH_KEYS.get(valueAt(own, ["request", "auth", "mode"]));
  const keys = authKey === undefined ? ["apiKey"] : ["request", "auth", authKey];
  const result = reader.resolve(valueAt(own, keys), [...path, ...keys], host);
  if (result?.kind !== "value" || result.value.trim() === "") return undefined;
  const credential = isResolvedByHost(result.value, env)
    ? variableNamedBy(result.value, env)
    : result.value;
  if (credential !== undefined) reader.secrets.add(credential);
  return credential;
}

/** `agents.defaults.model`: `"provider/model"` or `{ primary, fallbacks }`, where an alias may stand for a model. */
function readDefaultModels(defaults: unknown): ProviderConfig["models"] {
  const model = valueAt(defaults, ["model"]);
  const named = modelNames(valueAt(defaults, ["models"]));
  return {
    primary: named(typeof model === "string" ? model : valueAt(model, ["primary"]))[0],
    fallbacks: listOf(valueAt(model, ["fallbacks"])).flatMap(named),
  };
}

/**
 * What a text names as a model, one or none: the model that it is an alias of, else itself.
 * `catalogs` are the `models` of `agents.defaults` and of an agent, a later one's alias before an earlier one's.
 */
export function modelNames(...catalogs: readonly unknown[]): (value: unknown) => readonly string[] {
  const aliases = new Map<string, string>();
  for (const [name, settings] of catalogs.filter(isRecord).flatMap(Object.entries)) {
    const alias = valueAt(settings, ["alias"]);
    if (typeof alias === "string") aliases.set(alias.trim().toLowerCase(), name);
  }
  return (value) => {
    const text = typeof value === "string" ? value.trim() : "";
    return text === "" ? [] : [aliases.get(text.toLowerCase()) ?? text];
  };
}

function builtInEndpoint(id: string): string | undefined {
  const canonical = canonicalProviderId(id);
  return BUILT_IN_PROVIDERS.find(({ ids }) => ids[0] === canonical)?.endpoint;
}

function readList(reader: ConfigReader, value: unknown, path: ConfigPath): readonly unknown[] {
  if (value !== undefined && !Array.isArray(value)) {
    reader.report(path, {
      severity: "error",
      code: "wrong-setting",
      message: "this is not a list",
      fix: "Write it in square brackets, or remove the line.",
    });
  }
  return listOf(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

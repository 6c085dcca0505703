import { BUILT_IN_PROVIDERS, builtInProviderFor, canonicalProviderId } from "../providers/find.ts";
import type { HeaderLayer, HeaderSource, LayerName } from "../headers/header-layer.ts";
import { sendsInClear } from "../headers/check-header.ts";
import { headerFault } from "../headers/header-fault.ts";
import { winnersOf } from "../headers/precedence.ts";
import { secretsInAddress } from "../secrets/address.ts";
import { isCredentialName } from "../secrets/mask.ts";
import {
  type AgentModels,
  type ModelOrder,
  readAgentModels,
  readDefaultModels,
} from "./agent-models.ts";
import { type ConfigReader, createConfigReader, type ReaderOptions } from "./config-reader.ts";
import { type ConfigValue, configValue, valueAt } from "./config-value.ts";
import { gatherVariables } from "./hidden-texts.ts";
import { lazySource } from "./lazy-source.ts";
import { secondCredential } from "./second-credential.ts";
import { type ProviderOverride, providerIndex, readOverrideBlock } from "./override-block.ts";
import { type Origin, originByPath, type OriginLookup } from "./origin.ts";
import { type AUTH_FAILURE_POLICIES, type NOTICES, OVERRIDE_PATH } from "./override-settings.ts";
import type { Problem } from "./problem.ts";
import { problemShower } from "./shown-problem.ts";
import type { ConfigPath } from "./config-path.ts";
import { profiledProviders, type ReadCredential, readCredential } from "./read-credential.ts";
import {
  type ProviderOfHeaders,
  readLayer,
  type RefusedHeader,
  withinHeadSize,
} from "./read-layer.ts";

/** What happens when a provider refuses the credential or the client: fall back to the next model and report it, or stop. */
export type AuthFailurePolicy = (typeof AUTH_FAILURE_POLICIES)[number];

export interface ModelEntry {
  readonly id: string;
  readonly api?: string | undefined;
  /** The model's own base URL (hosts from 2026.5.12 on); null if one is set and cannot be parsed. */
  readonly baseUrl?: string | null | undefined;
  /** Layers `model` and `override` (of this model). */
  readonly layers: readonly HeaderLayer[];
}

/** One provider of `models.providers`, with what the override block adds: values resolved, bad headers left out. */
export interface ProviderEntry extends Omit<ReadCredential, "layers"> {
  /** As the user wrote it. */
  readonly id: string;
  readonly baseUrl?: string | undefined;
  readonly api?: string | undefined;
  /** Layers `provider`, `request` and `override` (of the whole provider), in any order. */
  readonly layers: readonly HeaderLayer[];
  readonly models: readonly ModelEntry[];
  /** Left out of every layer. A host puts them on the request as written, so they are removed from it again. */
  readonly refused?: readonly RefusedHeader[] | undefined;
  readonly builtInDefaults: boolean;
  readonly onAuthFailure: AuthFailurePolicy;
  /** Where the entry was written. */
  readonly source?: HeaderSource | undefined;
}

/** What transport, guard, CLI and plugin need to know of a configuration. */
export interface ProviderConfig {
  readonly entries: readonly ProviderEntry[];
  /** For all providers, those without an entry included. */
  readonly builtInDefaults: boolean;
  readonly notice: (typeof NOTICES)[number];
  /** `agents.defaults.model`. */
  readonly models: ModelOrder;
  /** What else agents name. */
  readonly agents?: AgentModels | undefined;
  /** Every resolved secret value, to be scrubbed from free text. */
  readonly secrets: readonly string[];
}

/** Where values were written, and what became of their variables: as `readOpenClawConfig` returns them, either way. */
export interface ProviderConfigOptions extends ReaderOptions, OriginLookup {
  /** Counts before `locate` and `substitution`. */
  readonly origin?: Origin | undefined;
}

const checked = new WeakSet<ProviderConfig>();

/** Whether `providerConfigFrom` made it, which leaves out what could not be compiled. */
export function isChecked(config: ProviderConfig): boolean {
  return checked.has(config);
}

/**
 * Reads `models.providers`, our override block and the default models of a configuration, resolved or not. Lenient:
 * what is wrong is reported and left out, and the rest works.
 */
export function providerConfigFrom(
  config: unknown,
  options: ProviderConfigOptions,
): { readonly config: ProviderConfig; readonly problems: readonly Problem[] } {
  const value = configValue(config, options.origin ?? originByPath(options));
  const reader = createConfigReader(value, options);
  if ((options.origin ?? options.substitution) !== undefined) {
    for (const path of SHOWN_PARTS) gatherVariables(value.at(...path), options.env, reader.secrets);
  }
  const block = readOverrideBlock(reader, value);
  const providers = reader.record(value.at("models")).at("providers");
  const overrides = value.at(...OVERRIDE_PATH, "providers");
  const used = new Set<ProviderOverride | undefined>();
  const entries: ProviderEntry[] = [];
  const profiled = profiledProviders(value);
  const blocks = providerIndex(block.providers);
  const known = providerIndex<ProviderEntry>();
  function read(id: string, own: ConfigValue, override: ProviderOverride | undefined): void {
    const builtInDefaults = override?.builtInDefaults ?? block.builtInDefaults ?? true;
    const overridden = override?.value ?? overrides.at(id);
    const entry = readEntry(reader, profiled, { id, own, override, overridden, builtInDefaults });
    entries.push(entry);
    known.add(entry);
  }
  for (const [id, own] of reader.entries(providers)) {
    const override = blocks.find(id);
    used.add(override);
    read(id, reader.record(own), override);
  }
  for (const override of block.providers) {
    if (!used.has(override) && isAddressed(reader, known.find(override.id), override)) {
      read(override.id, providers.at(override.id), override);
    }
  }
  for (const name of plainNames(value, entries)) reader.secrets.addPlain(name);
  const secrets = reader.secrets.list();
  const result: ProviderConfig = {
    entries,
    builtInDefaults: block.builtInDefaults ?? true,
    notice: block.notice ?? "reply",
    models: readDefaultModels(valueAt(config, ["agents"])),
    agents: readAgentModels(valueAt(config, ["agents"])),
    secrets,
  };
  checked.add(result);
  return {
    config: result,
    problems: reader.problems.map(problemShower({ secrets })),
  };
}

/** Parts of a configuration of which something may be shown. */
const SHOWN_PARTS: readonly ConfigPath[] = [
  ["models"],
  ["agents"],
  ["secrets"],
  ["meta"],
  OVERRIDE_PATH,
];

/** Names of providers and models that no variable has a part in. */
function* plainNames(config: ConfigValue, entries: readonly ProviderEntry[]): Generator<string> {
  for (const { id } of entries) yield id;
  const models = config.at("models");
  for (const [, provider] of models.at("providers").members()) {
    for (const model of provider.at("models").items()) yield* plainText(model.at("id"));
  }
  for (const [, override] of config.at(...OVERRIDE_PATH, "providers").members()) {
    for (const [id] of override.at("models").members()) yield id;
  }
  const model = config.at("agents", "defaults", "model");
  for (const name of [model, model.at("primary"), ...model.at("fallbacks").items()]) {
    yield* plainText(name);
  }
}

function* plainText({ content, substitution }: ConfigValue): Generator<string> {
  if (typeof content === "string" && substitution === undefined) yield content;
}

/** Whether an override without an entry says by itself where requests go. */
function isAddressed(
  reader: ConfigReader,
  rival: ProviderEntry | undefined,
  override: ProviderOverride,
): boolean {
  if (rival !== undefined) {
    reader.report(override.value.source, {
      severity: "error",
      code: "same-provider-twice",
      message: `"${override.id}" and "${rival.id}" name the same provider, so this block is not used`,
      fix: `Put it into the block of "${rival.id}".`,
    });
    return false;
  }
  if (override.baseUrl === undefined && builtInEndpoint(override.id) === undefined) {
    reader.report(override.value.source, {
      severity: "error",
      code: "unknown-provider",
      message: `models.providers has no "${override.id}", so the address of its requests is not known`,
      fix: "Correct the name, or write the provider's `baseUrl` here.",
    });
    return false;
  }
  return true;
}

/** Both places that may speak of one provider. */
interface EntryParts {
  readonly id: string;
  /** Without content for a provider that only the override block knows. */
  readonly own: ConfigValue;
  readonly override: ProviderOverride | undefined;
  /** Where the override is, or would be. */
  readonly overridden: ConfigValue;
  readonly builtInDefaults: boolean;
}

function readEntry(
  reader: ConfigReader,
  profiled: ReadonlySet<string>,
  parts: EntryParts,
): ProviderEntry {
  const { id, own, override, overridden, builtInDefaults } = parts;
  const address = own.at("baseUrl");
  // An address that cannot be read must not become another one.
  const baseUrl =
    address.content === undefined
      ? (override?.baseUrl ?? builtInEndpoint(id))
      : reader.text(address);
  const builtInAt = (at: string | undefined) =>
    builtInDefaults ? builtInProviderFor({ id, baseUrl: at }) : undefined;
  const provider: ProviderOfHeaders = {
    baseUrl,
    builtIn: builtInAt(baseUrl),
    hasApiKey: own.at("apiKey").content !== undefined,
    secondCredential: (fault, header) => secondCredential(fault, header, { id, own, baseUrl }),
  };
  for (const secret of secretsInAddress(baseUrl ?? "")) reader.secrets.add(secret);

  const refused: RefusedHeader[] = [];

  /** `nullable` is where `null` may be written instead. */
  function read(layer: LayerName, map: ConfigValue, nullable: ConfigValue, of = provider) {
    const result = readLayer(reader, layer, map, nullable, of);
    refused.push(...result.refused);
    return result.layers;
  }

  const { layers: authLayers, ...credential } = readCredential(reader, profiled, id, own);
  const headers = overridden.at("headers");
  const layers = withinHeadSize(
    reader,
    [
      ...read("provider", own.at("headers"), headers),
      ...read("request", own.at("request", "headers"), headers),
      // Beats `request.headers`, as in the host.
      ...authLayers,
      ...read("override", headers, headers),
    ],
    [],
  );

  /** Both places that may speak of one model, in one entry. */
  function readModel(
    modelId: string,
    model: ConfigValue | undefined,
    more: ProviderOverride["models"][number] | undefined,
  ): ModelEntry {
    const nullable = (more?.value ?? overridden.at("models", modelId)).at("headers");
    const ownAddress = model && readModelAddress(reader, model.at("baseUrl"));
    const of =
      typeof ownAddress === "string"
        ? { ...provider, baseUrl: ownAddress, builtIn: builtInAt(ownAddress) }
        : provider;
    const mine = [
      ...(model === undefined ? [] : read("model", model.at("headers"), nullable, of)),
      ...(more === undefined ? [] : read("override", nullable, nullable, of)),
    ];
    if (typeof ownAddress === "string" && sendsInClear(ownAddress) && !sendsInClear(baseUrl)) {
      // The rest is reported at its own line.
      for (const name of credentialsAmong(layers, mine)) {
        const fault = headerFault(name, "credential-over-http");
        reader.report((model ?? own).at("baseUrl").source, fault);
      }
    }
    return {
      id: modelId,
      api: model && reader.text(model.at("api")),
      baseUrl: ownAddress,
      layers: withinHeadSize(reader, mine, layers),
    };
  }

  const overrides = new Map(override?.models.map((more) => [more.id, more]));
  const models: ModelEntry[] = [];
  for (const model of readList(reader, own.at("models"))) {
    const modelId = model.at("id").content;
    if (typeof modelId !== "string") {
      reader.wrong(
        model,
        "this is not a model: a model is an object with an `id`",
        'Write `{ id: "the-model", name: "The model" }`.',
      );
      continue;
    }
    models.push(readModel(modelId, model, overrides.get(modelId)));
  }
  for (const { id: modelId } of models) overrides.delete(modelId);
  for (const more of overrides.values()) models.push(readModel(more.id, undefined, more));

  return {
    id,
    baseUrl,
    api: reader.text(own.at("api")),
    ...credential,
    layers,
    models,
    refused,
    builtInDefaults,
    onAuthFailure: override?.onAuthFailure ?? "warn",
    source: lazySource(() => (own.content === undefined ? overridden : own).source),
  };
}

/** Headers of the provider that carry a credential and go to a model as well. */
function credentialsAmong(
  layers: readonly HeaderLayer[],
  ofModel: readonly HeaderLayer[],
): readonly string[] {
  return winnersOf([...layers, ...ofModel]).winners.flatMap(({ field, from }) => {
    const { spelling, value } = field;
    const isSecret = isCredentialName(spelling) || from.secrets?.has(spelling) === true;
    return layers.includes(from) && value !== null && isSecret ? spelling : [];
  });
}

/** An address that cannot be read must not become that of the provider. */
function readModelAddress(reader: ConfigReader, value: ConfigValue): ModelEntry["baseUrl"] {
  if (value.content === undefined) return undefined;
  const address = reader.text(value) ?? null;
  for (const secret of secretsInAddress(address ?? "")) reader.secrets.add(secret);
  return address;
}

function builtInEndpoint(id: string): string | undefined {
  const canonical = canonicalProviderId(id);
  return BUILT_IN_PROVIDERS.find(({ ids }) => ids[0] === canonical)?.endpoint;
}

function readList(reader: ConfigReader, value: ConfigValue): readonly ConfigValue[] {
  if (value.content !== undefined && !Array.isArray(value.content)) {
    reader.wrong(value, "this is not a list", "Write it in square brackets, or remove the line.");
  }
  return value.items();
}

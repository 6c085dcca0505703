import { isRecord } from "../config/is-record.ts";
import { readOpenClawConfig } from "../config/openclaw-config.ts";
import { OVERRIDE_PATH } from "../config/override-settings.ts";
import type { Problem } from "../config/problem.ts";
import { modelNames, type ProviderConfig, providerConfigFrom } from "../config/provider-entries.ts";
import { isSecretReference } from "../config/secret-reference.ts";
import { defaultConfigPath } from "../config/state-folder.ts";
import type { Environment } from "../config/variables.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { fieldOf, type HostApi } from "./host-api.ts";
import type { HostCapabilities } from "./host-capabilities.ts";

/** The host's configuration as it is now: a running gateway takes changes without loading the plugin again. */
export function currentHostConfig({ config, runtime }: HostApi): unknown {
  try {
    return runtime?.config?.current?.() ?? runtime?.config?.loadConfig?.() ?? config;
  } catch {
    return config;
  }
}

/** What of a configuration changes what is sent or told: the same text, nothing to do. */
export function fingerprintOf(config: unknown): string {
  const parts = [["models", "providers"], ["agents"], ["auth", "profiles"], OVERRIDE_PATH];
  return JSON.stringify(parts.map((path) => fieldOf(config, ...path) ?? null));
}

/** The order of one agent, where `agents` differs from the defaults. `agents` holds a `list`, from 2026.9 on `entries`. */
export function modelsOfAgent(
  { models }: Pick<ProviderConfig, "models">,
  agents: unknown,
  agentId: string,
  { agentFallbacks }: Pick<HostCapabilities, "agentFallbacks">,
): Pick<ProviderConfig, "models"> {
  const agent = agentNamed(agents, agentId);
  const own = fieldOf(agent, "model");
  const named = modelNames(fieldOf(agents, "defaults", "models"), fieldOf(agent, "models"));
  const [primary] = named(typeof own === "string" ? own : fieldOf(own, "primary"));
  const fallbacks = fieldOf(own, "fallbacks");
  if (Array.isArray(fallbacks)) {
    return { models: { primary: primary ?? models.primary, fallbacks: fallbacks.flatMap(named) } };
  }
  if (primary === undefined) return { models };
  return { models: { primary, fallbacks: inheritedBy(primary, models, agentFallbacks) } };
}

function agentNamed(agents: unknown, agentId: string): unknown {
  const entries = fieldOf(agents, "entries");
  const list = fieldOf(agents, "list");
  const named: readonly (readonly [id: unknown, agent: unknown])[] = isRecord(entries)
    ? Object.entries(entries)
    : (Array.isArray(list) ? list : []).map((agent: unknown) => [fieldOf(agent, "id"), agent]);
  const wanted = normalizeAgentId(agentId);
  return named.find(([id]) => typeof id === "string" && normalizeAgentId(id) === wanted)?.[1];
}

/** Hosts write ids in lower case, with a hyphen for what is no letter or digit of ASCII, and go by `main` without one. */
function normalizeAgentId(id: string): string {
  const words = id.toLowerCase().split(/[^a-z0-9_]+/);
  return words.filter(Boolean).join("-").slice(0, 64) || "main";
}

function inheritedBy(
  primary: string,
  defaults: ProviderConfig["models"],
  agentFallbacks: HostCapabilities["agentFallbacks"],
): readonly string[] {
  if (agentFallbacks === "none") return [];
  const shared =
    agentFallbacks === "inherited" ||
    defaults.fallbacks.includes(primary) ||
    (defaults.primary !== undefined && providerOf(defaults.primary) === providerOf(primary))
      ? defaults.fallbacks
      : [];
  const last = defaults.primary === undefined ? [] : [defaults.primary];
  return [...shared, ...last].filter((model) => model !== primary);
}

function providerOf(model: string): string {
  return canonicalProviderId(model.split("/", 1)[0] ?? "");
}

/** The host's values, with the places of its file: line and column, and which of them were `${VAR}` or a SecretRef. */
export function readHostConfig(
  config: unknown,
  env: Environment,
  version: string | undefined,
): { readonly config: ProviderConfig; readonly problems: readonly Problem[] } {
  const file = readFile(defaultConfigPath(env), env);
  if (file === undefined) return providerConfigFrom(config, { env, host: true, version });
  const { env: effective, origin, problems } = file;
  const written = withReferences(config, file.config);
  const options = { env: effective, host: true, version, origin, problems };
  return providerConfigFrom(written, options);
}

/** The host has read it already; where we cannot, the values are the same without their places. */
function readFile(path: string, env: Environment) {
  try {
    return readOpenClawConfig(path, { env });
  } catch {
    return undefined;
  }
}

/** A host hands over what a SecretRef stands for; that it was one keeps the value masked, and off foreign requests. */
export function withReferences(resolved: unknown, written: unknown): unknown {
  if (typeof resolved === "string") return isSecretReference(written) ? written : resolved;
  if (Array.isArray(resolved) && Array.isArray(written)) {
    return resolved.length === written.length
      ? resolved.map((item, index) => withReferences(item, written[index]))
      : resolved;
  }
  if (!isRecord(resolved) || !isRecord(written)) return resolved;
  return Object.fromEntries(
    Object.entries(resolved).map(([key, value]) => [
      key,
      Object.hasOwn(written, key) ? withReferences(value, written[key]) : value,
    ]),
  );
}

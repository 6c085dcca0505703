import { canonicalProviderId } from "../providers/find.ts";
import type { ConfigPath } from "./config-path.ts";
import { valueAt } from "./config-value.ts";
import { isAtLeast } from "./host-version.ts";
import { isRecord } from "./is-record.ts";

/** The model that is asked first, and who is next when it fails: `provider/model`. */
export interface ModelOrder {
  readonly primary?: string | undefined;
  readonly fallbacks: readonly string[];
}

/** What `agents` says of models beside `agents.defaults.model`; a model stands wherever its alias was written. */
export interface AgentModels {
  /** By the id of the agent, as hosts write that. */
  readonly own: ReadonlyMap<string, OwnModel>;
  /** Every model that a conversation may ask, once. */
  readonly named: readonly string[];
  /** The models of the defaults' aliases, those in lower case. */
  readonly aliases: Aliases;
}

/** An agent's `model`; undefined where it says nothing of it. */
interface OwnModel {
  readonly primary: string | undefined;
  readonly fallbacks: readonly string[] | undefined;
}

type Aliases = ReadonlyMap<string, string>;

/** Where an agent and the defaults name models beside `model`. Those that only make pictures, films or speech are left out. */
const OTHER_MODELS: readonly ConfigPath[] = [
  ["imageModel"],
  ["pdfModel"],
  ["utilityModel"],
  ["decisionModel"],
  ["heartbeat", "model"],
  ["subagents", "model"],
  ["compaction", "model"],
];

/** `agents.defaults.model`: `"provider/model"` or `{ primary, fallbacks }`, where an alias may stand for a model. */
export function readDefaultModels(agents: unknown): ModelOrder {
  const defaults = valueAt(agents, ["defaults"]);
  const { primary, fallbacks = [] } = readModel(valueAt(defaults, ["model"]), aliasesOf(defaults));
  return { primary, fallbacks };
}

/** Undefined where nothing is said of agents. */
export function readAgentModels(agents: unknown): AgentModels | undefined {
  if (!isRecord(agents)) return undefined;
  const aliases = aliasesOf(agents.defaults);
  const own = new Map<string, OwnModel>();
  const named = new Set<string>();
  function addNamed(settings: unknown): void {
    const ownAliases = aliasesOf(settings);
    for (const path of [["model"], ...OTHER_MODELS]) {
      const { primary, fallbacks = [] } = readModel(valueAt(settings, path), ownAliases, aliases);
      if (primary !== undefined) named.add(primary);
      for (const model of fallbacks) named.add(model);
    }
    for (const [model] of catalogOf(settings)) named.add(model);
  }
  addNamed(agents.defaults);
  for (const [id, agent] of agentsIn(agents)) {
    addNamed(agent);
    const known = normalizeAgentId(id);
    if (own.has(known)) continue;
    own.set(known, readModel(valueAt(agent, ["model"]), aliasesOf(agent), aliases));
  }
  return { own, named: [...named], aliases };
}

/** Hosts have a list of agents up to 2026.7, later `entries` by id; those that have both names go by the later one. */
function agentsIn(agents: unknown): readonly (readonly [id: string, agent: unknown])[] {
  const entries = valueAt(agents, ["entries"]);
  if (isRecord(entries)) return Object.entries(entries);
  return listOf(valueAt(agents, ["list"])).flatMap((agent) => {
    const id = valueAt(agent, ["id"]);
    return typeof id === "string" ? [[id, agent] as const] : [];
  });
}

/** `catalogs`: an agent's own comes first. */
function readModel(model: unknown, ...catalogs: readonly Aliases[]): OwnModel {
  function named(value: unknown): string[] {
    const text = typeof value === "string" ? value.trim() : "";
    if (text === "") return [];
    const alias = text.toLowerCase();
    return [catalogs.find((aliases) => aliases.has(alias))?.get(alias) ?? text];
  }
  const fallbacks = valueAt(model, ["fallbacks"]);
  return {
    primary: named(typeof model === "string" ? model : valueAt(model, ["primary"]))[0],
    fallbacks: Array.isArray(fallbacks) ? fallbacks.flatMap(named) : undefined,
  };
}

function aliasesOf(settings: unknown): Aliases {
  return new Map(
    catalogOf(settings).flatMap(([name, model]) => {
      const alias = valueAt(model, ["alias"]);
      return typeof alias === "string" ? [[alias.trim().toLowerCase(), name] as const] : [];
    }),
  );
}

function catalogOf(settings: unknown): readonly (readonly [name: string, model: unknown])[] {
  const models = valueAt(settings, ["models"]);
  return isRecord(models) ? Object.entries(models) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Hosts write ids in lower case, with a hyphen for what is no letter or digit of ASCII, and go by `main` without one. */
function normalizeAgentId(id: string): string {
  const words = id.toLowerCase().split(/[^a-z0-9_]+/);
  return words.filter(Boolean).join("-").slice(0, 64) || "main";
}

/**
 * What an agent gets that names a model and no fallbacks: the defaults' fallbacks, then the defaults' own model; only
 * the latter, unless the agent's model is of that one's provider or is one of the fallbacks; or nothing.
 */
export type AgentFallbacks = "inherited" | "within-provider" | "none";

/** By the version of the host. Boundaries from running some versions, and between them from the published code, 2026-11. */
export function agentFallbacksOf(version: string | undefined): AgentFallbacks {
  if (isAtLeast(version, "2026.4.27")) return "none";
  return isAtLeast(version, "2026.2.25") ? "within-provider" : "inherited";
}

/** The order of one agent: that of the defaults, where it has no model of its own. */
export function orderOfAgent(
  defaults: ModelOrder,
  agents: AgentModels | undefined,
  agentId: string,
  agentFallbacks: AgentFallbacks,
): ModelOrder {
  const { primary, fallbacks } = agents?.own.get(normalizeAgentId(agentId)) ?? {};
  if (fallbacks !== undefined) return { primary: primary ?? defaults.primary, fallbacks };
  if (primary === undefined) return defaults;
  return { primary, fallbacks: inheritedBy(primary, defaults, agentFallbacks) };
}

function inheritedBy(
  primary: string,
  defaults: ModelOrder,
  agentFallbacks: AgentFallbacks,
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

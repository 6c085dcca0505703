import type { ModelOrder } from "../config/agent-models.ts";
import { providerIndex } from "../config/override-block.ts";
import type { ModelEntry, ProviderConfig, ProviderEntry } from "../config/provider-entries.ts";
import { canonicalProviderId, providerNamed } from "../providers/find.ts";
import type { Scrub } from "../secrets/scrubber.ts";

/** A provider, or one of its models, as the user names it; with what the configuration says about it. */
export interface ModelTarget {
  readonly provider: string;
  readonly model?: string | undefined;
  readonly entry?: ProviderEntry | undefined;
  readonly modelEntry?: ModelEntry | undefined;
}

/**
 * `provider`, `provider/model`, `provider/maker/model`, or an alias where no provider has that name. An entry's id may
 * itself hold a slash, so the longest one wins.
 */
export function parseTarget(name: string, config: ProviderConfig): ModelTarget {
  return targetParser(config)(name);
}

/** The same for many names. */
export function targetParser({ entries, agents }: ProviderConfig): (name: string) => ModelTarget {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const index = providerIndex(entries);
  const modelsOfEntry = new Map<ProviderEntry, ReadonlyMap<string, ModelEntry>>();

  function modelOf(entry: ProviderEntry, model: string): ModelEntry | undefined {
    let models = modelsOfEntry.get(entry);
    if (models === undefined) {
      models = new Map(entry.models.toReversed().map((one) => [one.id, one]));
      modelsOfEntry.set(entry, models);
    }
    return models.get(model);
  }

  function longestHeld(name: string): ProviderEntry | undefined {
    for (let id = name; ; id = id.slice(0, id.lastIndexOf("/"))) {
      const held = byId.get(id);
      if (held !== undefined || !id.includes("/")) return held;
    }
  }

  return (given) => {
    const isProvider = index.find(given) !== undefined || providerNamed(given) !== undefined;
    const name =
      (isProvider ? undefined : agents?.aliases.get(given.trim().toLowerCase())) ?? given;
    const held = longestHeld(name);
    const slash = held === undefined ? name.indexOf("/") : held.id.length;
    const provider = slash < 0 ? name : name.slice(0, slash);
    const model = slash < 0 ? "" : name.slice(slash + 1);
    const entry = held ?? index.find(provider);
    const modelEntry = entry && modelOf(entry, model);
    return { provider: entry?.id ?? provider, model: model || undefined, entry, modelEntry };
  };
}

/** Every model of the configuration, each provider without models by itself, then what only agents name. */
export function allTargets(config: ProviderConfig): ModelTarget[] {
  const targets = config.entries.flatMap((entry): ModelTarget[] =>
    entry.models.length === 0
      ? [{ provider: entry.id, entry }]
      : entry.models.map((modelEntry) => ({
          provider: entry.id,
          model: modelEntry.id,
          entry,
          modelEntry,
        })),
  );
  return withoutRepeats([
    ...targets,
    ...[...orderNames(config.models), ...(config.agents?.named ?? [])]
      .filter((name) => !name.includes("*"))
      .map(targetParser(config))
      // Without a slash it names no provider.
      .filter(({ model }) => model !== undefined),
  ]);
}

/** The models of a provider that is named without one. */
export function modelsOf(target: ModelTarget, config: ProviderConfig): ModelTarget[] {
  if (target.model !== undefined) return [target];
  return allTargets(config).filter(
    (one) => one.model !== undefined && providerKey(one) === providerKey(target),
  );
}

/** What the user asked for, then who is next when it fails. */
export function orderNames({ primary, fallbacks }: ModelOrder): string[] {
  return [...(primary === undefined ? [] : [primary]), ...fallbacks];
}

export function targetName(target: ModelTarget): string {
  return target.model === undefined ? target.provider : `${target.provider}/${target.model}`;
}

/** Its names, as they may be shown; what the configuration says of it stays. */
export function shownTarget(target: ModelTarget, scrub: Scrub): ModelTarget {
  const { provider, model } = target;
  return { ...target, provider: scrub(provider), model: model && scrub(model) };
}

const MOST_LISTED = 10;

/** What to say of a model that its entry does not list, probably a misspelling; undefined where the entry lists it, or none. */
export function unlistedModel({ model, entry, modelEntry }: ModelTarget): string | undefined {
  if (model === undefined || entry === undefined || modelEntry !== undefined) return undefined;
  const ids = entry.models.map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const more = ids.length > MOST_LISTED ? `, and ${ids.length - MOST_LISTED} more` : "";
  const listed = `${ids.slice(0, MOST_LISTED).join(", ")}${more}`;
  return `${entry.id} does not list the model "${model}", only ${listed}`;
}

export function sameTarget(one: ModelTarget, other: ModelTarget): boolean {
  return keyOf(one) === keyOf(other);
}

export function withoutRepeats(targets: readonly ModelTarget[]): ModelTarget[] {
  const first = new Map<string, ModelTarget>();
  for (const target of targets) {
    const key = keyOf(target);
    if (!first.has(key)) first.set(key, target);
  }
  return [...first.values()];
}

/** Two entries of one provider under different names are two; without an entry, all names of a provider mean it. */
function providerKey({ provider, entry }: ModelTarget): string {
  return entry === undefined ? canonicalProviderId(provider) : JSON.stringify(entry.id);
}

function keyOf(target: ModelTarget): string {
  return [providerKey(target), target.model].join(" ");
}

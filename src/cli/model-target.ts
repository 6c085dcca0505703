import { namedLike } from "../config/override-block.ts";
import type { ModelEntry, ProviderConfig, ProviderEntry } from "../config/provider-entries.ts";
import { canonicalProviderId } from "../providers/find.ts";

/** A provider, or one of its models, as the user names it; with what the configuration says about it. */
export interface ModelTarget {
  readonly provider: string;
  readonly model?: string | undefined;
  readonly entry?: ProviderEntry | undefined;
  readonly modelEntry?: ModelEntry | undefined;
}

/** `provider`, `provider/model`, `provider/maker/model`. An entry's id may itself hold a slash, so the longest one wins. */
export function parseTarget(name: string, config: ProviderConfig): ModelTarget {
  const held = config.entries
    .filter((entry) => name === entry.id || name.startsWith(`${entry.id}/`))
    .sort((one, other) => other.id.length - one.id.length)[0];
  const slash = held === undefined ? name.indexOf("/") : held.id.length;
  const provider = slash < 0 ? name : name.slice(0, slash);
  const model = slash < 0 ? "" : name.slice(slash + 1);
  const entry = held ?? namedLike(config.entries, provider);
  const modelEntry = entry?.models.find(({ id }) => id === model);
  return { provider: entry?.id ?? provider, model: model || undefined, entry, modelEntry };
}

/** Every model of the configuration, each provider without models by itself, then what only the failover names. */
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
    // Without a slash it names no provider.
    ...failoverNames(config)
      .map((name) => parseTarget(name, config))
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
export function failoverNames({ models }: ProviderConfig): string[] {
  return [...(models.primary === undefined ? [] : [models.primary]), ...models.fallbacks];
}

export function targetName(target: ModelTarget): string {
  return target.model === undefined ? target.provider : `${target.provider}/${target.model}`;
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
  return `${providerKey(target)} ${target.model ?? ""}`;
}

import type { ModelEntry, ProviderConfig, ProviderEntry } from "../config/provider-entries.ts";
import { canonicalProviderId } from "../headers/built-in.ts";

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
  const entry = held ?? config.entries.find((one) => sameProvider(one.id, provider));
  return targetFor(entry?.id ?? provider, model === "" ? undefined : model, entry);
}

/** Every model of the configuration, each provider without models by itself, then what only the failover names. */
export function allTargets(config: ProviderConfig): ModelTarget[] {
  const targets = config.entries.flatMap((entry) =>
    entry.models.length === 0
      ? [targetFor(entry.id, undefined, entry)]
      : entry.models.map((model) => targetFor(entry.id, model.id, entry)),
  );
  return withoutRepeats([
    ...targets,
    ...failoverNames(config).map((name) => parseTarget(name, config)),
  ]);
}

/** The models of a provider that is named without one. */
export function modelsOf(target: ModelTarget, config: ProviderConfig): ModelTarget[] {
  if (target.model !== undefined) return [target];
  return allTargets(config).filter(
    (one) => one.model !== undefined && sameProvider(one.provider, target.provider),
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
  return one.model === other.model && sameProvider(one.provider, other.provider);
}

export function sameProvider(one: string, other: string): boolean {
  return canonicalProviderId(one) === canonicalProviderId(other);
}

export function withoutRepeats(targets: readonly ModelTarget[]): ModelTarget[] {
  return targets.filter(
    (target, index) => targets.findIndex((one) => sameTarget(one, target)) === index,
  );
}

function targetFor(
  provider: string,
  model: string | undefined,
  entry: ProviderEntry | undefined,
): ModelTarget {
  const modelEntry = entry?.models.find((one) => one.id === model);
  return { provider, model, entry, modelEntry };
}

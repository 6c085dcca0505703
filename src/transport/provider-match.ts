import type { ProviderConfig, ProviderEntry } from "../config/provider-entries.ts";
import { basePathOf } from "../providers/apis.ts";
import { BUILT_IN_PROVIDERS, builtInProviderFor } from "../providers/find.ts";
import { parseTarget, type RequestTarget } from "./request-target.ts";

/** The entries that claim one base URL: one, as a rule. */
export interface ProviderRoute {
  readonly origin: string;
  /** Path prefix without a trailing slash; `""` is the whole origin. */
  readonly prefix: string;
  readonly entries: readonly ProviderEntry[];
  /** The routes whose prefix holds this one's, longest first: a request here may be theirs. */
  readonly wider: readonly ProviderRoute[];
}

export interface ProviderMatcher {
  /** The route with the longest prefix that holds the target. Takes as long with a thousand providers as with one. */
  match(target: RequestTarget | undefined): ProviderRoute | undefined;
  readonly routes: readonly ProviderRoute[];
}

interface GrowingRoute extends ProviderRoute {
  readonly entries: ProviderEntry[];
  readonly wider: ProviderRoute[];
}

interface Host {
  readonly byPrefix: Map<string, GrowingRoute>;
  /** Of the prefixes: no other part of a path is compared. */
  readonly lengths: Set<number>;
}

/**
 * Compiles the base URLs of a configuration. An endpoint of the built-in table is found without an entry, too, and an
 * entry that holds such an endpoint under a shorter base URL is found there with the built-in default.
 */
export function compileProviderMatcher(config: ProviderConfig): ProviderMatcher {
  const hosts = new Map<string, Host>();
  for (const entry of config.entries) {
    const baseUrl = entry.baseUrl ?? builtInProviderFor({ id: entry.id })?.endpoint;
    const base = baseUrl === undefined ? undefined : parseTarget(baseUrl);
    if (base === undefined) continue;
    addRoute(hosts, base.origin, basePathOf(base.path, entry.api), { ...entry, baseUrl });
  }
  // Before the endpoints of the table: those are found without an entry, and outrank none.
  for (const host of hosts.values()) linkWider(host);
  const written: ProviderMatcher = { match: (target) => find(hosts, target), routes: [] };
  const endpoints = BUILT_IN_PROVIDERS.flatMap((provider) => {
    const base = parseTarget(provider.endpoint);
    return base === undefined ? [] : [{ provider, base, holder: written.match(base) }];
  });
  for (const { provider, base, holder } of endpoints) {
    const prefix = basePathOf(base.path, undefined);
    if (holder?.prefix === prefix) continue;
    const entries = holder?.entries ?? [entryOfBuiltIn(provider.ids[0], config.builtInDefaults)];
    for (const entry of entries) {
      addRoute(hosts, base.origin, prefix, { ...entry, baseUrl: provider.endpoint });
    }
  }
  const routes = [...hosts.values()].flatMap((host) => [...host.byPrefix.values()]);
  return { match: written.match, routes };
}

function entryOfBuiltIn(id: string, builtInDefaults: boolean): ProviderEntry {
  return { id, layers: [], models: [], builtInDefaults, onAuthFailure: "warn" };
}

function addRoute(
  hosts: Map<string, Host>,
  origin: string,
  prefix: string,
  entry: ProviderEntry,
): void {
  let host = hosts.get(origin);
  if (host === undefined) hosts.set(origin, (host = { byPrefix: new Map(), lengths: new Set() }));
  const route = host.byPrefix.get(prefix);
  if (route === undefined) {
    host.byPrefix.set(prefix, { origin, prefix, entries: [entry], wider: [] });
  } else route.entries.push(entry);
  host.lengths.add(prefix.length);
}

function linkWider({ byPrefix, lengths }: Host): void {
  for (const { prefix, wider } of byPrefix.values()) {
    for (let end = prefix.lastIndexOf("/"); end >= 0; end = prefix.lastIndexOf("/", end - 1)) {
      const route = lengths.has(end) ? byPrefix.get(prefix.slice(0, end)) : undefined;
      if (route !== undefined) wider.push(route);
      if (end === 0) break;
    }
  }
}

/** Looks up the path segment by segment, so `/coding` holds `/coding/v1` and not `/codingx`. */
function find(
  hosts: ReadonlyMap<string, Host>,
  target: RequestTarget | undefined,
): ProviderRoute | undefined {
  const host = target === undefined ? undefined : hosts.get(target.origin);
  if (target === undefined || host === undefined) return undefined;
  const { path } = target;
  let found = host.byPrefix.get("");
  for (let end = 0; end < path.length;) {
    const next = path.indexOf("/", end + 1);
    end = next === -1 ? path.length : next;
    if (host.lengths.has(end)) found = host.byPrefix.get(path.slice(0, end)) ?? found;
  }
  return found;
}

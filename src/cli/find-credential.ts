import { formatConfigPath } from "../config/config-path.ts";
import { valueAt } from "../config/config-value.ts";
import type { Problem } from "../config/problem.ts";
import { isLoopbackHost } from "../providers/loopback.ts";
import type { HeaderSource } from "../headers/header-layer.ts";
import type { HeaderPlan } from "../headers/header-plan.ts";
import type { CommandIo } from "./command-io.ts";
import type { ConfigSource, LoadedConfig } from "./config-source.ts";
import { providerNamed } from "../providers/find.ts";
import type { ModelTarget } from "./model-target.ts";
import { describeSource } from "./source-place.ts";

export type FoundCredential =
  /** `source`: where it was found, if not in the configuration. */
  | { readonly kind: "key"; readonly value: string; readonly source?: HeaderSource }
  /** A local server, or a configured header that carries it. */
  | { readonly kind: "not needed" }
  | { readonly kind: "missing"; readonly text: string };

interface Search {
  readonly target: ModelTarget;
  readonly plan: HeaderPlan;
  readonly baseUrl: string;
  readonly api: string;
  readonly loaded: LoadedConfig;
  readonly source: ConfigSource;
  readonly io: CommandIo;
}

/**
 * The configuration, then the host, then the environment variables that hosts read for a provider they know. A key that
 * is configured but cannot be read is reported, not passed over: another one would prove nothing.
 */
export async function findCredential(search: Search): Promise<FoundCredential> {
  const { target, loaded, source } = search;
  const { apiKey, credential } = target.entry ?? {};
  if (apiKey !== undefined) return { kind: "key", value: apiKey };
  // That of `request.auth` is a header of the plan.
  if (credential !== undefined) return { kind: "not needed" };
  const held = await source.credential?.(target.provider, target.model);
  if (held) return { kind: "key", value: held, source: { path: "OpenClaw's own key" } };
  if (faultOf(search) !== undefined) {
    return { kind: "missing", text: whereItLooked(search) };
  }
  for (const name of variablesOf(target)) {
    const value = loaded.env[name]?.trim();
    if (value) return { kind: "key", value, source: { path: `environment variable ${name}` } };
  }
  return needsNone(search)
    ? { kind: "not needed" }
    : { kind: "missing", text: whereItLooked(search) };
}

function needsNone({ plan, baseUrl, api }: Search): boolean {
  return (
    api === "ollama" ||
    isLoopbackHost(new URL(baseUrl).hostname) ||
    plan.fields.some(({ secret }) => secret)
  );
}

function whereItLooked(search: Search): string {
  const { target, source, io } = search;
  const fault = faultOf(search);
  const places = [
    ...(fault === undefined
      ? [
          `${formatConfigPath(pathOf(target, "apiKey"))} (${stateOf(written(search))})`,
          ...variablesOf(target).map((name) => `the environment variable ${name} (not set)`),
        ]
      : [`${describeSource(fault, io)} (${fault.message})`]),
    ...(source.credential === undefined ? [] : ["OpenClaw's own auth profiles (none)"]),
  ];
  const advice =
    source.credential === undefined
      ? "OpenClaw keeps keys in auth profiles, which only it can read: with the plugin installed, " +
        "`openclaw provider-headers probe` uses them."
      : "Add one with `openclaw models auth`, or write apiKey in the provider entry.";
  return `no key found; looked at ${places.join(", ")}. ${advice}`;
}

function written({ target, loaded }: Search): unknown {
  return valueAt(loaded.whole, pathOf(target, "apiKey"));
}

function stateOf(apiKey: unknown): string {
  return apiKey === undefined ? "not there" : "holds no key";
}

/** What keeps a configured key from being read. */
function faultOf({ target, loaded }: Search): Problem | undefined {
  const places = [pathOf(target, "apiKey"), pathOf(target, "request", "auth")].map(
    formatConfigPath,
  );
  return loaded.problems.find(
    ({ path, severity }) =>
      severity === "error" &&
      places.some((place) => path === place || path.startsWith(`${place}.`)),
  );
}

function pathOf(target: ModelTarget, ...keys: string[]): string[] {
  return ["models", "providers", target.provider, ...keys];
}

function variablesOf(target: ModelTarget): readonly string[] {
  return providerNamed(target.provider)?.access?.keyVariables ?? [];
}

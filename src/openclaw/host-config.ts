import { isRecord } from "../config/is-record.ts";
import { readOpenClawConfig } from "../config/openclaw-config.ts";
import { OVERRIDE_PATH } from "../config/override-settings.ts";
import type { Problem } from "../config/problem.ts";
import { type ProviderConfig, providerConfigFrom } from "../config/provider-entries.ts";
import { isSecretReference } from "../config/secret-reference.ts";
import { defaultConfigPath } from "../config/state-folder.ts";
import type { Environment } from "../config/variables.ts";
import { fieldOf, type HostApi } from "./host-api.ts";

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

import { existsSync } from "node:fs";
import { resolve } from "node:path";

import { versionMeant } from "../config/config-reader.ts";
import { configValue } from "../config/config-value.ts";
import { originByPath } from "../config/origin.ts";
import type { Problem } from "../config/problem.ts";
import { readOpenClawConfig } from "../config/openclaw-config.ts";
import { type ProviderConfig, providerConfigFrom } from "../config/provider-entries.ts";
import { checkConfig } from "../config/check-config.ts";
import { defaultConfigPath, expandHome } from "../config/state-folder.ts";
import { versionNumbers } from "../config/host-version.ts";
import { CommandError, type CommandIo } from "./command-io.ts";
import { installedOpenClaw } from "./installed-openclaw.ts";
import { shortFile } from "./source-place.ts";

export interface LoadedConfig {
  /** What it is called in messages: its file. */
  readonly name: string;
  readonly config: ProviderConfig;
  /** The whole configuration, as it was read. */
  readonly whole: unknown;
  /** What was left out of `config`, and why. */
  readonly problems: readonly Problem[];
  readonly env: CommandIo["env"];
  /** Of the OpenClaw that asks these models; undefined where it is not known. */
  readonly version: string | undefined;
}

export interface CheckedConfig {
  readonly name: string;
  readonly problems: readonly Problem[];
  /** The lines around a problem, every value veiled, `room` wide; undefined where there are none to show. */
  readonly codeFrame: (problem: Problem, room: number) => string | undefined;
  /** What works of it. */
  readonly config: () => ProviderConfig;
}

/** Where a command's configuration comes from. Both throw a `ConfigReadError` where there is nothing to read. */
export interface ConfigSource {
  /** `version`: of the OpenClaw that is meant. */
  check(version?: string): CheckedConfig;
  /** `forHost`: as a host would resolve it, so that what only a host can resolve stays as "resolved by the host". */
  load(options: { readonly forHost: boolean }): LoadedConfig;
  /** An OpenClaw reads this configuration: it is a host's own, or the file that a host on this machine would read. */
  readonly ofHost: boolean;
  /** The key of a provider that the configuration does not hold; absent outside a host. */
  readonly credential?: CredentialResolver | undefined;
}

/** A host's own way to a provider's key: its auth profiles. */
export type CredentialResolver = (
  provider: string,
  model: string | undefined,
) => string | undefined | Promise<string | undefined>;

/** `--config FILE`, else `OPENCLAW_CONFIG_PATH`, else `~/.openclaw/openclaw.json`. */
export function fileSource(named: string | undefined, io: CommandIo): ConfigSource {
  if (named?.trim() === "") throw new CommandError("--config needs the name of a file");
  const file = named === undefined ? defaultConfigPath(io.env) : expandHome(named, io.env);
  return {
    ofHost: resolve(file) === resolve(defaultConfigPath(io.env)),
    check(host) {
      const read = readOpenClawConfig(file, { env: io.env });
      const version = host ?? versionFor(read.config, io.env);
      return { name: file, problems: checkConfig(read, { version }), ...worksOf(read) };
    },
    load({ forHost }) {
      if (named === undefined && !io.env.OPENCLAW_CONFIG_PATH && !existsSync(file)) {
        io.stderr.write(`${shortFile(file, io)} does not exist: showing the built-in defaults\n`);
        return { ...loaded({}, io.env, forHost), name: file };
      }
      const read = readOpenClawConfig(file, { env: io.env });
      const { env, origin, problems } = read;
      const version = versionFor(read.config, io.env);
      const options = { env, origin, problems, host: forHost, version };
      return {
        ...providerConfigFrom(read.config, options),
        whole: read.config,
        name: file,
        env,
        version,
      };
    },
  };
}

/** The installed OpenClaw, else the one that wrote the file last. */
function versionFor(config: unknown, env: CommandIo["env"]): string | undefined {
  return installedOpenClaw(env) ?? versionMeant(configValue(config, originByPath({})), undefined);
}

export interface HostSourceOptions {
  /** As the host has resolved it. */
  readonly config: unknown;
  /** Where the host read it, for lines and columns. */
  readonly file?: string | undefined;
  readonly env: CommandIo["env"];
  /** The host's own. */
  readonly version?: string | undefined;
  readonly credential?: CredentialResolver | undefined;
}

/** The configuration that a host holds already; its file only says where things are written. */
export function hostSource(host: HostSourceOptions): ConfigSource {
  const { config, file, env, credential } = host;
  // Hosts up to 2026.3.13 call theirs "unknown".
  const isKnown = versionNumbers(host.version) !== undefined;
  const own = isKnown ? host.version : versionFor(config, env);
  const name = file ?? "the configuration of this OpenClaw";
  return {
    ofHost: true,
    credential,
    check(version = own) {
      if (file === undefined) {
        const { problems, config: works } = loaded(config, env, true, version);
        return { name, problems, codeFrame: () => undefined, config: () => works };
      }
      const read = readOpenClawConfig(file, { env });
      return { name, problems: checkConfig(read, { host: true, version }), ...worksOf(read) };
    },
    load() {
      const { origin, problems } = placesIn(file, env);
      return {
        ...providerConfigFrom(config, { env, host: true, version: own, origin, problems }),
        whole: config,
        name,
        env,
        version: own,
      };
    },
  };
}

function loaded(
  config: unknown,
  env: CommandIo["env"],
  host: boolean,
  version = versionFor(config, env),
): Omit<LoadedConfig, "name"> {
  return { ...providerConfigFrom(config, { env, host, version }), whole: config, env, version };
}

function worksOf(
  read: ReturnType<typeof readOpenClawConfig>,
): Pick<CheckedConfig, "codeFrame" | "config"> {
  const { env, origin, codeFrame } = read;
  const options = { env, origin, host: true };
  return { codeFrame, config: () => providerConfigFrom(read.config, options).config };
}

function placesIn(
  file: string | undefined,
  env: CommandIo["env"],
): Partial<ReturnType<typeof readOpenClawConfig>> {
  try {
    return file === undefined ? {} : readOpenClawConfig(file, { env });
  } catch {
    // The host has read it; without its places the values are the same.
    return {};
  }
}

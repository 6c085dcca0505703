import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stateFolder } from "../config/state-folder.ts";
import type { ModelCall } from "../guard/fallback-guard.ts";
import { canonicalProviderId } from "../headers/built-in.ts";
import { fieldOf, textOf } from "./host-api.ts";

/*
 * What hosts up to 2026.5 keep in JSON files and tell no plugin of. Later ones tell it by events, and keep it in a
 * database. Whatever cannot be read is as if it were not there.
 */

export interface StoredState {
  /** Milliseconds until the host uses a key of this provider again; undefined where one can be used now. */
  coolDown(agentId: string, providerId: string): Promise<number | undefined>;
  /** The model that was chosen for a session with `/model`. */
  chosenModel(agentId: string, sessionKey: string): Promise<ModelCall | undefined>;
  /** A key of an auth profile. */
  apiKey(agentId: string, providerId: string): Promise<string | undefined>;
}

export function storedState(
  env: Readonly<Record<string, string | undefined>>,
  now: () => number = Date.now,
): StoredState {
  const root = stateFolder(env);
  const agentFile = (agentId: string, ...path: string[]) =>
    root === undefined ? undefined : readJson(join(root, "agents", agentId, ...path));

  async function profilesOf(agentId: string, providerId: string) {
    const store = await agentFile(agentId, "agent", "auth-profiles.json");
    const wanted = canonicalProviderId(providerId);
    const profiles = Object.entries(recordOf(fieldOf(store, "profiles"))).filter(
      ([, profile]) => canonicalProviderId(textOf(profile, "provider") ?? "") === wanted,
    );
    return { store, profiles };
  }

  return {
    async coolDown(agentId, providerId) {
      const { store, profiles } = await profilesOf(agentId, providerId);
      if (profiles.length === 0) return undefined;
      // From 2026.4 the figures have a file of their own.
      const apart = await agentFile(agentId, "agent", "auth-state.json");
      const usage = {
        ...recordOf(fieldOf(store, "usageStats")),
        ...recordOf(fieldOf(apart, "usageStats")),
      };
      const left = profiles.map(([id]) => {
        const times = ["cooldownUntil", "disabledUntil"].map((key) => fieldOf(usage[id], key));
        return Math.max(...times.map((time) => (typeof time === "number" ? time - now() : 0)));
      });
      const shortest = Math.min(...left);
      return shortest > 0 ? shortest : undefined;
    },
    async chosenModel(agentId, sessionKey) {
      const sessions = await agentFile(agentId, "sessions", "sessions.json");
      const entry = recordOf(sessions)[sessionKey];
      // From 2026.4 a fallback is written here too, by the host itself.
      if (fieldOf(entry, "modelOverrideSource") === "auto") return undefined;
      const modelId = textOf(entry, "modelOverride");
      const providerId = textOf(entry, "providerOverride");
      return modelId === undefined || providerId === undefined
        ? undefined
        : { providerId, modelId };
    },
    async apiKey(agentId, providerId) {
      const { profiles } = await profilesOf(agentId, providerId);
      const keys = profiles.map(
        ([, profile]) =>
          textOf(profile, "key") ?? textOf(profile, "token") ?? textOf(profile, "access"),
      );
      return keys.find((key) => key !== undefined);
    },
  };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

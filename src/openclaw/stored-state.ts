import { join } from "node:path";
import { readGuestFile } from "../config/guest-file.ts";
import { stateFolder } from "../config/state-folder.ts";
import type { ModelCall } from "../guard/fallback-guard.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { fieldOf, textOf } from "./host-api.ts";
import { readJsonCell } from "./sqlite-cell.ts";

/*
 * What hosts keep of their keys and tell no plugin of: before 2026.6 in JSON files, later in databases. Whatever cannot
 * be read is as if it were not there.
 */

export interface StoredState {
  /** Providers whose every key is kept back, by canonical id: milliseconds until one is used again. */
  coolDowns(agentId: string): ReadonlyMap<string, number>;
  /** The model that was chosen for a session with `/model`; up to 2026.5. */
  chosenModel(agentId: string, sessionKey: string): ModelCall | undefined;
  /** Which model a session stays with, since it answered instead of another; 2026.5 and 2026.6. */
  fallbackOf(agentId: string, sessionKey: string): SessionFallback | undefined;
  /** A key of an auth profile; up to 2026.5, later hosts hand it out themselves. */
  apiKey(agentId: string, providerId: string): string | undefined;
}

export interface SessionFallback {
  readonly from: ModelCall;
  readonly to: ModelCall;
}

type Json = Readonly<Record<string, unknown>>;

/** Where the times of keys are, oldest kind of host first: an agent's own, then what all agents share. */
const USAGE_CELLS = [
  {
    database: (agentId: string) => ["agents", agentId, "agent", "openclaw-agent.sqlite"],
    query: "SELECT state_json AS json FROM auth_profile_state WHERE state_key = 'primary'",
  },
  {
    database: () => ["state", "openclaw.sqlite"],
    query:
      "SELECT value_json AS json FROM config_machine_state WHERE state_key = 'authProfiles.state'",
  },
] as const;

const TIMES = ["cooldownUntil", "disabledUntil", "blockedUntil"] as const;
/** Failures that are the host's own affair, as it counts them. */
const BUSY = new Set(["rate_limit", "overloaded", "timeout"]);

export function storedState(
  env: Readonly<Record<string, string | undefined>>,
  now: () => number = Date.now,
): StoredState {
  const root = stateFolder(env);
  const agentFile = (agentId: string, ...path: string[]) =>
    root === undefined ? undefined : readJson(join(root, "agents", agentId, ...path));

  /** By name of the auth profile. */
  function usageOf(agentId: string): Json {
    // From 2026.4 the times have a file of their own.
    const files = ["auth-profiles.json", "auth-state.json"].map((name) =>
      fieldOf(agentFile(agentId, "agent", name), "usageStats"),
    );
    if (files.some((usage) => usage !== undefined)) {
      return Object.assign({}, ...files.map(recordOf)) as Json;
    }
    for (const { database, query } of USAGE_CELLS) {
      if (root === undefined) break;
      const usage = fieldOf(readJsonCell(join(root, ...database(agentId)), query), "usageStats");
      if (usage !== undefined) return recordOf(usage);
    }
    return {};
  }

  function profilesOf(agentId: string): [name: string, profile: unknown][] {
    const stored = fieldOf(agentFile(agentId, "agent", "auth-profiles.json"), "profiles");
    return Object.entries(recordOf(stored));
  }

  function sessionOf(agentId: string, sessionKey: string): unknown {
    return recordOf(agentFile(agentId, "sessions", "sessions.json"))[sessionKey];
  }

  return {
    coolDowns(agentId) {
      const usage = usageOf(agentId);
      const left = new Map<string, number>();
      const known = new Map(profilesOf(agentId));
      for (const name of new Set([...known.keys(), ...Object.keys(usage)])) {
        // `kimi:default`: a profile's name begins with its provider.
        const provider = textOf(known.get(name), "provider") ?? name.split(":")[0] ?? "";
        const id = canonicalProviderId(provider);
        left.set(id, Math.min(left.get(id) ?? Infinity, timeLeft(usage[name])));
      }
      for (const [id, time] of left) if (time <= 0) left.delete(id);
      return left;
    },
    chosenModel(agentId, sessionKey) {
      const entry = sessionOf(agentId, sessionKey);
      return isMoved(entry) ? undefined : modelOf(entry, "providerOverride", "modelOverride");
    },
    fallbackOf(agentId, sessionKey) {
      const entry = sessionOf(agentId, sessionKey);
      const to = modelOf(entry, "providerOverride", "modelOverride");
      const origin = "modelOverrideFallbackOrigin";
      const from = modelOf(entry, `${origin}Provider`, `${origin}Model`);
      return isMoved(entry) && from !== undefined && to !== undefined ? { from, to } : undefined;
    },
    apiKey(agentId, providerId) {
      const wanted = canonicalProviderId(providerId);
      const keys = profilesOf(agentId)
        .filter(([, profile]) => canonicalProviderId(textOf(profile, "provider") ?? "") === wanted)
        .map(
          ([, profile]) =>
            textOf(profile, "key") ?? textOf(profile, "token") ?? textOf(profile, "access"),
        );
      return keys.find((key) => key !== undefined);
    },
  };

  /** Until a profile is used again; 0 where it can be now, or where it rests for a reason that is not ours to tell. */
  function timeLeft(usage: unknown): number {
    const reasons = Object.keys(recordOf(fieldOf(usage, "failureCounts")));
    if (reasons.length > 0 && reasons.every((reason) => BUSY.has(reason))) return 0;
    const times = TIMES.map((key) => fieldOf(usage, key));
    return Math.max(0, ...times.map((time) => (typeof time === "number" ? time - now() : 0)));
  }
}

/** From 2026.4 a fallback is written where the person's choice is, by the host itself. */
const isMoved = (entry: unknown) => fieldOf(entry, "modelOverrideSource") === "auto";

function modelOf(entry: unknown, provider: string, model: string): ModelCall | undefined {
  const providerId = textOf(entry, provider);
  const modelId = textOf(entry, model);
  return providerId === undefined || modelId === undefined ? undefined : { providerId, modelId };
}

function readJson(file: string): unknown {
  try {
    const { bytes } = readGuestFile(file);
    return bytes && JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

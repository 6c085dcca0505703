import { type AgentFallbacks, agentFallbacksOf } from "../config/agent-models.ts";
import { isAtLeast } from "../config/host-version.ts";
import type { HostApi } from "./host-api.ts";

/**
 * What a host can do, by its version: a host tells in its log of every hook that it does not know or does not allow, so
 * none is tried out. Boundaries from running the versions named in `docs/openclaw-plugin.md`, and between them from the
 * published code, 2026-11.
 */
export interface HostCapabilities {
  /** Names each model call by the trace that its request carries, and tells of each step from one model to the next. */
  readonly announcesCalls: boolean;
  /** Tells plugins of prompts and answers without a permission. */
  readonly opensConversations: boolean;
  /** Lets plugins rewrite what is sent to the user, payload by payload. */
  readonly rewritesPayloads: boolean;
  /** Its page shows an answer as the model writes it, and of the payloads only notices (tried on 2026.6.11). */
  readonly showsNoticesOnly: boolean;
  /** Keeps what a page shows of an answer beside what a model is sent of it. */
  readonly keepsDisplayContent: boolean;
  /** Shows a plugin's page beside its own, behind its own login. */
  readonly showsPages: boolean;
  readonly agentFallbacks: AgentFallbacks;
  /** The hook that can keep a model from being asked, and whether it needs `allowConversationAccess`. */
  readonly gate: "before_model_resolve" | "before_agent_start" | "before_agent_run";
}

export function hostCapabilities({ runtime, registrationMode }: HostApi): HostCapabilities {
  // Hosts up to 2026.3.13 call their version "unknown", and know no registration modes.
  const version = registrationMode === undefined ? OLDEST : runtime?.version;
  const since = (bound: string) => isAtLeast(version, bound);
  return {
    announcesCalls: since("2026.4.26"),
    opensConversations: !since("2026.4.23"),
    rewritesPayloads: since("2026.6.1"),
    showsNoticesOnly: since("2026.6.1") && !since("2026.7.1"),
    keepsDisplayContent: since("2026.9.6"),
    showsPages: since("2026.9.6"),
    agentFallbacks: agentFallbacksOf(version),
    gate: since("2026.8.1")
      ? "before_agent_run"
      : since("2026.5.1")
        ? "before_agent_start"
        : "before_model_resolve",
  };
}

const OLDEST = "2026.2.19";

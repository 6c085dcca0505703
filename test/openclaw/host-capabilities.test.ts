import { expect, test } from "vitest";
import { hostCapabilities } from "../../src/openclaw/host-capabilities.ts";
import { FakeHost } from "./fake-host.ts";

test.each([
  [
    "unknown",
    "before_model_resolve",
    { announcesCalls: false, agentFallbacks: "inherited", showsNoticesOnly: false },
  ],
  ["2026.3.31", "before_model_resolve", { announcesCalls: false, opensConversations: true }],
  ["2026.4.15", "before_model_resolve", { announcesCalls: false, opensConversations: true }],
  ["2026.4.22", "before_model_resolve", { announcesCalls: false, opensConversations: true }],
  ["2026.4.23", "before_model_resolve", { announcesCalls: false, opensConversations: false }],
  ["2026.4.25", "before_model_resolve", { announcesCalls: false, opensConversations: false }],
  [
    "2026.4.26",
    "before_model_resolve",
    { announcesCalls: true, agentFallbacks: "within-provider" },
  ],
  ["2026.4.29", "before_model_resolve", { announcesCalls: true, agentFallbacks: "none" }],
  ["2026.5.2", "before_agent_start", { announcesCalls: true, opensConversations: false }],
  ["2026.6.11", "before_agent_start", { rewritesPayloads: true, showsNoticesOnly: true }],
  ["2026.7.1", "before_agent_start", { rewritesPayloads: true, showsNoticesOnly: false }],
  ["2026.8.1", "before_agent_run", { announcesCalls: true, rewritesPayloads: true }],
  ["2026.9.6", "before_agent_run", { announcesCalls: true, rewritesPayloads: true }],
  ["2027.1.1-beta.2", "before_agent_run", { announcesCalls: true, opensConversations: false }],
])("%s: %s", (version, gate, rest) => {
  expect(hostCapabilities(new FakeHost(version).api())).toMatchObject({ gate, ...rest });
});

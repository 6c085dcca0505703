import { expect, it } from "vitest";
import { CLIENT_GATES, clientGateFor } from "../../src/guard/client-gates.ts";

it.each([
  ["any", "https://api.kimi.com/coding/v1/chat/completions", "Kimi Code"],
  ["any", "https://api.kimi.com/coding", "Kimi Code"],
  ["any", "https://api.kimi.com/codingx/v1", undefined],
  ["kimi", "http://127.0.0.1:8080/coding/v1/chat/completions", "Kimi Code"],
  ["Kimi-Code", "", "Kimi Code"],
  ["kimi", "https://api.moonshot.ai/v1/chat/completions", undefined],
  ["github-copilot", "https://relay.example.com/v1/chat/completions", "GitHub Copilot"],
  ["qwen", "https://coding-intl.dashscope.aliyuncs.com/v1/chat/completions", "Alibaba Coding Plan"],
  ["opencode-go", "https://opencode.ai/zen/go/v1/chat/completions", "OpenCode Go"],
  ["ar", "https://agentrouter.org/v1/messages", "AgentRouter"],
  ["anthropic", "https://api.anthropic.com/v1/messages", "Anthropic"],
  ["mine", "https://example.com/v1/chat/completions", undefined],
])("%s at %s: %s", (providerId, endpoint, name) => {
  expect(clientGateFor(providerId, endpoint)?.name).toBe(name);
});

it("states each gate in one sentence that names its provider", () => {
  for (const { name, statement, fields } of CLIENT_GATES) {
    expect(statement).toMatch(new RegExp(`^${name} .*\\.$`, "u"));
    expect(fields.length).toBeGreaterThan(0);
  }
});

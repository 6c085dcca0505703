import { expect, it } from "vitest";
import { providerOf } from "../../src/providers/find.ts";

it.each([
  ["any", "https://api.kimi.com/coding/v1/chat/completions", "Kimi Code"],
  ["any", "https://api.kimi.com/coding", "Kimi Code"],
  ["any", "https://api.kimi.com/codingx/v1", undefined],
  ["kimi", "http://127.0.0.1:8080/coding/v1/chat/completions", "Kimi Code"],
  ["Kimi-Code", "", "Kimi Code"],
  ["kimi", "https://api.moonshot.ai/v1/chat/completions", undefined],
  ["github-copilot", "https://relay.example.com/v1/chat/completions", "GitHub Copilot"],
  ["any", "https://api.githubcopilot.com/chat/completions", "GitHub Copilot"],
  ["any", "https://api.individual.githubcopilot.com/chat/completions", "GitHub Copilot"],
  ["any", "https://api.enterprise.githubcopilot.com/chat/completions", "GitHub Copilot"],
  ["kimi-for-coding", "http://127.0.0.1:8080/v1/chat/completions", "Kimi Code"],
  ["qwen", "https://coding-intl.dashscope.aliyuncs.com/v1/chat/completions", "Alibaba Coding Plan"],
  ["opencode-go", "https://opencode.ai/zen/go/v1/chat/completions", "OpenCode Go"],
  ["ar", "https://agentrouter.org/v1/messages", "AgentRouter"],
  ["anthropic", "https://api.anthropic.com/v1/messages", "Anthropic"],
  ["mine", "https://example.com/v1/chat/completions", undefined],
])("%s at %s: %s", (providerId, endpoint, name) => {
  expect(providerOf(providerId, endpoint)?.clientGate?.name).toBe(name);
});

import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { readText } from "./config-folder.ts";

const OPENAI = "openai-completions";
const ANTHROPIC = "anthropic-messages";
const GOOGLE = "google-generative-ai";

function checked(
  baseUrl: string | undefined,
  api: string | undefined,
  more: object = {},
  id = "relay",
  env: Record<string, string> = {},
): string[] {
  const config = { models: { providers: { [id]: { baseUrl, api, apiKey: "k-000000", ...more } } } };
  // What is looked at here is no whole entry.
  const problems = checkConfig(readText(JSON.stringify(config), env)).filter(
    ({ code }) => code !== "refused-by-host",
  );
  return problems.map(
    ({ severity, code, message, fix }) => `${severity} ${code}: ${message}. ${fix}`,
  );
}

describe("a whole endpoint in baseUrl", () => {
  it.each<[string, string | undefined, string, string]>([
    [
      "https://relay.example/v1/chat/completions",
      OPENAI,
      "https://relay.example/v1/chat/completions/chat/completions",
      'Write `baseUrl: "https://relay.example/v1"`.',
    ],
    [
      "https://relay.example/v1/chat/completions/",
      undefined,
      "https://relay.example/v1/chat/completions/chat/completions",
      'Write `baseUrl: "https://relay.example/v1"`.',
    ],
    [
      "https://relay.example/v1/completions",
      OPENAI,
      "https://relay.example/v1/completions/chat/completions",
      'Write `baseUrl: "https://relay.example/v1"`.',
    ],
    [
      "https://relay.example/v1/responses",
      "openai-responses",
      "https://relay.example/v1/responses/responses",
      'Write `baseUrl: "https://relay.example/v1"`.',
    ],
    [
      "https://relay.example/gw/v1/messages",
      ANTHROPIC,
      "https://relay.example/gw/v1/messages/v1/messages",
      'Write `baseUrl: "https://relay.example/gw"`.',
    ],
    [
      "https://relay.example/messages",
      ANTHROPIC,
      "https://relay.example/messages/v1/messages",
      'Write `baseUrl: "https://relay.example"`.',
    ],
    [
      "https://relay.example/v1/messages",
      OPENAI,
      "https://relay.example/v1/messages/chat/completions",
      'Write `baseUrl: "https://relay.example"`, with `api: "anthropic-messages"`.',
    ],
    [
      "https://relay.example/v1beta/models/gemini-2.5-pro:generateContent",
      GOOGLE,
      "https://relay.example/v1beta/models/gemini-2.5-pro:generateContent/models/*:generateContent",
      'Write `baseUrl: "https://relay.example/v1beta"`.',
    ],
    [
      "https://relay.example/v1beta/models",
      GOOGLE,
      "https://relay.example/v1beta/models/models/*:generateContent",
      'Write `baseUrl: "https://relay.example/v1beta"`.',
    ],
    [
      "http://127.0.0.1:11434/api/chat",
      "ollama",
      "http://127.0.0.1:11434/api/chat/api/chat",
      'Write `baseUrl: "http://127.0.0.1:11434"`.',
    ],
    [
      "http://127.0.0.1:11434/api",
      "ollama",
      "http://127.0.0.1:11434/api/api/chat",
      'Write `baseUrl: "http://127.0.0.1:11434"`.',
    ],
  ])("%s, %s", (baseUrl, api, asked, fix) => {
    expect(checked(baseUrl, api)).toEqual([
      `warning whole-endpoint: this is a full endpoint, but clients append their route to it: requests go to ${asked}. ${fix}`,
    ]);
  });

  it("of a model, at its own line; with a secret in it only its end is named", () => {
    const models = [
      { id: "m", name: "m", baseUrl: "https://other.example/${PART}/chat/completions" },
    ];
    const env = { PART: "secret-part-000000" };
    const [problem] = checked("https://relay.example/v1", OPENAI, { models }, "relay", env);
    expect(problem).toContain('Remove "/chat/completions" from its end.');
    expect(problem).not.toContain("secret-part");
  });
});

describe("the version that the client adds by itself", () => {
  it.each([
    ["https://relay.example/v1", "https://relay.example"],
    ["https://relay.example/anthropic/v1/", "https://relay.example/anthropic"],
    ["https://api.kimi.com/coding/v1", "https://api.kimi.com/coding"],
    ["https://api.anthropic.com/v1", "https://api.anthropic.com"],
  ])("%s is %s", (baseUrl, right) => {
    expect(checked(baseUrl, ANTHROPIC)).toEqual([
      `warning version-twice: clients of this api append /v1/messages to it, so requests go to /v1/v1/messages (OpenClaw 2026.2.19 and client libraries; OpenClaw removes the /v1 from 2026.3.13 on). Write \`baseUrl: "${right}"\`.`,
    ]);
  });
});

describe("a provider's address without the path of its api", () => {
  it.each([
    ["https://api.kimi.com/coding", OPENAI, "/coding/v1", "https://api.kimi.com/coding/v1"],
    ["https://api.kimi.com/coding/", OPENAI, "/coding/v1", "https://api.kimi.com/coding/v1"],
    ["https://api.kimi.com", ANTHROPIC, "/coding", "https://api.kimi.com/coding"],
    ["https://api.moonshot.ai", OPENAI, "/v1", "https://api.moonshot.ai/v1"],
    ["https://api.moonshot.cn/", OPENAI, "/v1", "https://api.moonshot.cn/v1"],
    ["https://api.openai.com", "openai-responses", "/v1", "https://api.openai.com/v1"],
    ["https://openrouter.ai/api", OPENAI, "/api/v1", "https://openrouter.ai/api/v1"],
    ["https://api.groq.com", OPENAI, "/openai/v1", "https://api.groq.com/openai/v1"],
  ])("%s, %s", (baseUrl, api, path, right) => {
    expect(checked(baseUrl, api)).toEqual([
      `warning too-short-address: the ${api} routes of ${new URL(right).hostname} are below ${path}, so requests go nowhere. Write \`baseUrl: "${right}"\`.`,
    ]);
  });
});

describe("a key that names another service", () => {
  const told = (prefix: string, home: string, here: string, right: string) => [
    `warning key-of-another-service: the key begins with "${prefix}": such keys belong to ${home}, and ${here} refuses them. Write \`baseUrl: "${right}"\`, or a key of ${here} as apiKey.`,
  ];
  it.each<[string, string, string, string[]]>([
    [
      "sk-kimi-000000000000",
      "https://api.moonshot.ai/v1",
      OPENAI,
      told("sk-kimi-", "api.kimi.com/coding", "moonshot", "https://api.kimi.com/coding/v1"),
    ],
    [
      "sk-kimi-000000000000",
      "https://api.anthropic.com",
      ANTHROPIC,
      told("sk-kimi-", "api.kimi.com/coding", "anthropic", "https://api.kimi.com/coding"),
    ],
    [
      "sk-kimi-000000000000",
      "https://api.deepseek.com",
      OPENAI,
      told("sk-kimi-", "api.kimi.com/coding", "deepseek", "https://api.kimi.com/coding/v1"),
    ],
    [
      "sk-or-v1-000000000000",
      "https://api.openai.com/v1",
      OPENAI,
      told("sk-or-v1-", "openrouter.ai", "openai", "https://openrouter.ai/api/v1"),
    ],
    [
      "sk-sp-000000000000",
      "https://dashscope.aliyuncs.com/compatible-mode/v1",
      OPENAI,
      told(
        "sk-sp-",
        "coding.dashscope.aliyuncs.com or maas.aliyuncs.com",
        "qwen",
        'https://coding.dashscope.aliyuncs.com" or "https://maas.aliyuncs.com',
      ),
    ],
    // Fine, or nothing that could be told.
    ["sk-kimi-000000000000", "https://api.kimi.com/coding/v1", OPENAI, []],
    ["sk-kimi-000000000000", "https://relay.example/v1", OPENAI, []],
    ["sk-kimi-000000000000", "http://127.0.0.1:4511/v1", OPENAI, []],
    ["sk-000000000000", "https://api.kimi.com/coding/v1", OPENAI, []],
    ["sk-000000000000", "https://api.deepseek.com/v1", OPENAI, []],
    ["sk-ant-api03-000000", "https://gateway.ai.cloudflare.com/v1/a/b/anthropic", ANTHROPIC, []],
    ["sk-proj-0000000000", "https://oai.helicone.ai/v1", OPENAI, []],
    ["sk-ant-api03-000000", "https://x.execute-api.eu-west-1.amazonaws.com/gw", ANTHROPIC, []],
    ["sk-sp-000000000000", "https://coding.dashscope.aliyuncs.com/v1", OPENAI, []],
    ["AIzaSy0000000000", "https://generativelanguage.googleapis.com/v1beta", GOOGLE, []],
  ])("%s at %s", (apiKey, baseUrl, api, problems) => {
    expect(checked(baseUrl, api, { apiKey })).toEqual(problems);
    expect(checked(baseUrl, api, { apiKey: "${K}" }, "relay", { K: apiKey })).toEqual(problems);
  });

  it("is told at the key where the id names the address, and of a model's own address", () => {
    const apiKey = "sk-kimi-000000000000";
    expect(checked(undefined, OPENAI, { apiKey }, "moonshot")).toEqual(
      told("sk-kimi-", "api.kimi.com/coding", "moonshot", "https://api.kimi.com/coding/v1"),
    );
    const models = [{ id: "m", name: "m", baseUrl: "https://api.moonshot.ai/v1" }];
    expect(checked("https://api.kimi.com/coding/v1", OPENAI, { apiKey, models })).toEqual(
      told("sk-kimi-", "api.kimi.com/coding", "moonshot", "https://api.kimi.com/coding/v1"),
    );
  });
});

it.each<[string, string | undefined]>([
  ["https://relay.example/v1", OPENAI],
  ["https://relay.example", OPENAI],
  ["https://relay.example", ANTHROPIC],
  ["https://relay.example/v1/anthropic", ANTHROPIC],
  ["https://coding.dashscope.aliyuncs.com/apps/anthropic", ANTHROPIC],
  ["https://api.deepseek.com", OPENAI],
  ["https://api.perplexity.ai", OPENAI],
  ["https://x.services.ai.azure.com/models", OPENAI],
  ["https://x.openai.azure.com/openai/deployments/gpt", OPENAI],
  ["https://open.bigmodel.cn/api/paas/v4", OPENAI],
  ["https://api.z.ai/api/anthropic", ANTHROPIC],
  ["https://chatgpt.com/backend-api/codex/responses", "openai-codex-responses"],
  ["http://openwebui.example:3000/api", OPENAI],
  ["http://127.0.0.1:11434/v1", "ollama"],
  ["http://127.0.0.1:11434", "ollama"],
  ["https://generativelanguage.googleapis.com/v1beta/openai", OPENAI],
  ["https://generativelanguage.googleapis.com/v1beta", GOOGLE],
  ["https://api.kimi.com/coding/v1", OPENAI],
  ["https://api.kimi.com/coding/", ANTHROPIC],
  ["https://api.moonshot.ai/anthropic", ANTHROPIC],
  ["https://gateway.ai.cloudflare.com/v1/acc/gw/anthropic", ANTHROPIC],
  ["${RELAY}/v1/chat/completions", OPENAI],
])("%s, %s: no alarm", (baseUrl, api) => {
  expect(checked(baseUrl, api).filter((line) => !line.includes("unset-variable"))).toEqual([]);
});

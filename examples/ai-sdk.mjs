// The Vercel AI SDK with a fallback: what refuses the first model is reported, and the second one answers.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { generateText } from "ai";
import { createFallbackGuard, createProviderFetch, runWithFallback } from "provider-headers";

const primary = process.env.PRIMARY_URL ?? "https://relay.example/v1";
const backup = process.env.BACKUP_URL ?? "https://backup.example/v1";

const providers = {
  relay: {
    baseUrl: primary,
    apiKey: process.env.RELAY_API_KEY,
    headers: { "User-Agent": "my-agent/1.0" },
  },
  backup: { baseUrl: backup, apiKey: process.env.BACKUP_API_KEY },
};
const guard = createFallbackGuard({ logger: console });
const fetch = createProviderFetch({ providers, guard });

const { value, candidate } = await runWithFallback(
  [
    { providerId: "relay", modelId: "relay-large" },
    { providerId: "backup", modelId: "backup-small" },
  ],
  ({ providerId, modelId }) => {
    const { baseUrl, apiKey } = providers[providerId];
    const vendor = createOpenAICompatible({ name: providerId, baseURL: baseUrl, apiKey, fetch });
    return generateText({ model: vendor(modelId), prompt: "Say hello.", maxRetries: 0 });
  },
  guard,
);
console.log(`${candidate.providerId}: ${value.text}`);

// The Anthropic SDK, with a header of one model only. ANTHROPIC_BASE_URL names another address than Anthropic's.
import Anthropic from "@anthropic-ai/sdk";
import { createProviderFetch } from "provider-headers";

const baseURL = process.env.ANTHROPIC_BASE_URL ?? "https://api.anthropic.com";
const apiKey = process.env.ANTHROPIC_API_KEY;

const fetch = createProviderFetch({
  providers: {
    anthropic: {
      baseUrl: baseURL,
      apiKey,
      api: "anthropic-messages",
      headers: { "User-Agent": "my-agent/1.0" },
      models: [
        { id: "claude-sonnet-4-5", headers: { "anthropic-beta": "context-1m-2025-08-07" } },
        { id: "claude-haiku-4-5" },
      ],
    },
  },
});

const client = new Anthropic({ baseURL, apiKey, fetch });
for (const model of ["claude-sonnet-4-5", "claude-haiku-4-5"]) {
  const answer = await client.messages.create({
    model,
    max_tokens: 64,
    messages: [{ role: "user", content: "Say hello." }],
  });
  console.log(answer.content[0].text);
}

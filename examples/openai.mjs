// The OpenAI SDK, with the headers of a provider. RELAY_URL names another provider than the one below.
import OpenAI from "openai";
import { installProviderHeaders } from "provider-headers";

const baseURL = process.env.RELAY_URL ?? "https://relay.example/v1";
const apiKey = process.env.RELAY_API_KEY;

const installation = installProviderHeaders({
  providers: {
    relay: {
      baseUrl: baseURL,
      apiKey,
      // The SDK's own `x-stainless-*` fields stay away.
      headers: { "User-Agent": "my-agent/1.0", "X-Team": "search", "x-stainless-*": null },
    },
  },
});

const client = new OpenAI({ baseURL, apiKey });
const answer = await client.chat.completions.create({
  model: "relay-large",
  messages: [{ role: "user", content: "Say hello." }],
});
console.log(answer.choices[0].message.content);
installation.uninstall();

import type { Vendor } from "../provider.ts";

export const openrouter: Vendor = {
  name: "openrouter",
  providers: [
    {
      ids: ["openrouter"],
      endpoints: ["openrouter.ai"],
      keyPrefixes: ["sk-or-v1-", "sk-or-"],
      baseUrls: { "openai-completions": "https://openrouter.ai/api/v1" },
      access: {
        baseUrl: "https://openrouter.ai/api/v1",
        api: "openai-completions",
        keyVariables: ["OPENROUTER_API_KEY"],
      },
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const mistral: Vendor = {
  name: "mistral",
  providers: [
    {
      ids: ["mistral"],
      endpoints: ["api.mistral.ai"],
      keyPrefixes: [],
      baseUrls: { "openai-completions": "https://api.mistral.ai/v1" },
    },
    {
      ids: ["codestral"],
      endpoints: ["codestral.mistral.ai"],
      keyPrefixes: [],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const ollama: Vendor = {
  name: "ollama",
  providers: [
    {
      ids: ["ollama"],
      otherNames: ["ollama-cloud"],
      endpoints: ["ollama.com"],
      keyPrefixes: [],
      access: {
        baseUrl: "http://127.0.0.1:11434",
        api: "ollama",
        keyVariables: ["OLLAMA_API_KEY"],
      },
    },
  ],
};

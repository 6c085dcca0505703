import type { Vendor } from "../provider.ts";

export const mistral: Vendor = {
  name: "mistral",
  providers: [
    {
      ids: ["mistral"],
      endpoints: ["api.mistral.ai"],
      keyPrefixes: [],
    },
    {
      ids: ["codestral"],
      endpoints: ["codestral.mistral.ai"],
      keyPrefixes: [],
    },
  ],
};

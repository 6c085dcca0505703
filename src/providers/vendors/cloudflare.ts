import type { Vendor } from "../provider.ts";

export const cloudflare: Vendor = {
  name: "cloudflare",
  providers: [
    {
      ids: ["cloudflare"],
      otherNames: ["workers-ai", "cloudflare-ai-gateway"],
      endpoints: ["gateway.ai.cloudflare.com", "api.cloudflare.com"],
      keyPrefixes: [],
      takesAnyKey: true,
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://developers.cloudflare.com/ai-gateway/",
      rows: [
        { kind: "invalid_credentials", codes: ["2009", "9106", "9109", "10000", "10001"] },
        { kind: "rate_limit", codes: ["2003", "3036", "3040"] },
        { kind: "not_auth", codes: ["2001", "5007", "7003"] },
      ],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const groq: Vendor = {
  name: "groq",
  providers: [
    {
      ids: ["groq"],
      endpoints: ["api.groq.com"],
      keyPrefixes: ["gsk_"],
      baseUrls: { "openai-completions": "https://api.groq.com/openai/v1" },
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://console.groq.com/docs/errors",
      rows: [
        {
          kind: "permission",
          codes: [
            "organization_restricted",
            "model_permission_blocked_org",
            "model_permission_blocked_project",
            "model_terms_required",
          ],
        },
        { kind: "permission", phrases: ["check your network settings"] },
        { kind: "billing", codes: ["blocked_api_access"] },
      ],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const opencode: Vendor = {
  name: "opencode",
  providers: [
    {
      ids: ["opencode-go"],
      endpoints: ["opencode.ai/zen/go"],
      keyPrefixes: ["sk-"],
      clientGate: {
        name: "OpenCode Go",
        fields: ["X-Opencode-Session", "User-Agent"],
        statement:
          "OpenCode Go wants x-opencode-session and a User-Agent that is not a generic SDK's.",
        seen: { on: "2026-09-06", source: "openclaw/openclaw #137165, #141568" },
      },
    },
    {
      ids: ["opencode-zen"],
      otherNames: ["opencode"],
      endpoints: ["opencode.ai/zen"],
      keyPrefixes: ["sk-"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://opencode.ai/docs/zen/",
      rows: [
        { kind: "not_auth", codes: ["ModelError"] },
        // https://opencode.ai/docs/go/, anomalyco/opencode #47763, 2026-09.
        {
          kind: "client_rejected",
          codes: ["MissingSessionID"],
          header: "x-opencode-session",
        },
        {
          kind: "client_rejected",
          phrases: ["free tier .. only be used from within"],
          header: "user-agent",
        },
        { kind: "billing", codes: ["CreditsError", "MonthlyLimitError"] },
        {
          kind: "rate_limit",
          codes: ["FreeUsageLimitError", "GoUsageLimitError", "SubscriptionUsageLimitError"],
        },
      ],
    },
  ],
};

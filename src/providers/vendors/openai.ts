import type { Vendor } from "../provider.ts";

export const openai: Vendor = {
  name: "openai",
  providers: [
    {
      ids: ["openai"],
      endpoints: ["api.openai.com"],
      keyPrefixes: ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-none-", "sess-", "sk-"],
      baseUrls: {
        "openai-completions": "https://api.openai.com/v1",
        "openai-responses": "https://api.openai.com/v1",
      },
      access: {
        baseUrl: "https://api.openai.com/v1",
        api: "openai-responses",
        keyVariables: ["OPENAI_API_KEY"],
      },
    },
    {
      ids: ["codex"],
      otherNames: ["openai-codex", "chatgpt"],
      endpoints: ["chatgpt.com", "chat.openai.com"],
      keyPrefixes: [],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://platform.openai.com/docs/guides/error-codes",
      rows: [
        {
          kind: "billing",
          codes: ["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"],
        },
        { kind: "rate_limit", codes: ["usage_limit_reached", "rate_limit_exceeded"] },
        {
          kind: "permission",
          codes: [
            "unsupported_country_region_territory",
            "ip_not_authorized",
            "account_deactivated",
            "no_organization",
            "usage_not_included",
            "missing_scope",
          ],
        },
        {
          kind: "wrong_endpoint_or_key",
          codes: ["mismatched_organization", "mismatched_project"],
          header: "openai-organization",
        },
        {
          kind: "permission",
          phrases: ["not supported when using codex with"],
          candidates: ["permission", "not_auth"],
        },
        {
          kind: "client_rejected",
          phrases: ["instructions are not valid"],
          statuses: [400],
          candidates: ["client_rejected", "not_auth"],
        },
      ],
    },
  ],
};

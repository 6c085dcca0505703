import type { Vendor } from "../provider.ts";

export const moonshot: Vendor = {
  name: "moonshot",
  providers: [
    {
      ids: ["kimi-coding", "kimi-code", "kimi", "kimi-for-coding"],
      endpoints: ["api.kimi.com/coding"],
      keyPrefixes: ["sk-kimi-"],
      baseUrls: {
        "anthropic-messages": "https://api.kimi.com/coding",
        "openai-completions": "https://api.kimi.com/coding/v1",
      },
      defaultHeaders: {
        headers: { "User-Agent": "claude-code/0.1.0" },
        names: "Claude Code",
        endpoint: "https://api.kimi.com/coding",
        notUnder: ["moonshot.ai", "moonshot.cn"],
        seen: { on: "2026-02-28", source: "https://github.com/openclaw/openclaw/issues/30099" },
        statement: {
          text: "Kimi's terms call changing the client identifier (User-Agent) a violation that may suspend membership benefits",
          on: "2026-06-05",
          source: "https://www.kimi.com/code/docs/en/#configuring-in-third-party-tools",
          reports: ["patriceckhart/zot #9", "earendil-works/pi #7752"],
        },
      },
      clientGate: {
        name: "Kimi Code",
        fields: ["User-Agent"],
        statement: "Kimi Code answers only clients it knows by User-Agent.",
        seen: { on: "2026-05-18", source: "openclaw/openclaw #30099, MoonshotAI/kimi-cli #2322" },
        openApi: {
          api: "anthropic-messages",
          seen: {
            on: "2026-08-07",
            source: "reported in kodustech/kodus-ai #1257, earendil-works/pi #7752",
          },
        },
      },
      access: {
        baseUrl: "https://api.kimi.com/coding",
        api: "anthropic-messages",
        keyVariables: ["KIMI_API_KEY", "KIMICODE_API_KEY"],
      },
    },
    {
      ids: ["moonshot"],
      otherNames: ["moonshotai"],
      endpoints: ["api.moonshot.ai"],
      keyPrefixes: ["sk-"],
      baseUrls: { "openai-completions": "https://api.moonshot.ai/v1" },
      access: {
        baseUrl: "https://api.moonshot.ai/v1",
        api: "openai-completions",
        keyVariables: ["MOONSHOT_API_KEY"],
      },
    },
    {
      ids: ["moonshot-cn"],
      otherNames: ["moonshotai-cn"],
      endpoints: ["api.moonshot.cn"],
      keyPrefixes: ["sk-"],
      baseUrls: { "openai-completions": "https://api.moonshot.cn/v1" },
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://www.kimi.com/code/docs/en/ and openclaw/openclaw #30099",
      rows: [
        {
          kind: "client_rejected",
          phrases: ["only available for coding agents"],
          header: "user-agent",
        },
        // One type for a refused client, a used-up window and a lapsed membership.
        {
          kind: "rate_limit",
          codes: ["access_terminated_error"],
          phrases: ["usage limit|quota", "limit|quota .... refreshed|resets|reset"],
        },
        {
          kind: "billing",
          codes: ["access_terminated_error"],
          phrases: ["membership|subscription|billing"],
        },
        {
          kind: "permission",
          codes: ["access_terminated_error"],
          phrases: ["community guidelines", "access terminated"],
        },
        {
          kind: "client_rejected",
          codes: ["access_terminated_error"],
          candidates: ["client_rejected", "rate_limit", "billing"],
          header: "user-agent",
        },
      ],
    },
    {
      since: "2026-11",
      source: "https://platform.moonshot.ai/docs/api/errors",
      rows: [
        { kind: "billing", codes: ["exceeded_current_quota_error"] },
        {
          kind: "invalid_credentials",
          codes: ["invalid_authentication_error", "incorrect_api_key_error"],
        },
        { kind: "rate_limit", codes: ["rate_limit_reached_error", "engine_overloaded_error"] },
        { kind: "permission", codes: ["permission_denied_error"] },
      ],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const anthropic: Vendor = {
  name: "anthropic",
  providers: [
    {
      ids: ["anthropic"],
      otherNames: ["claude", "claude-code"],
      endpoints: ["api.anthropic.com"],
      keyPrefixes: ["sk-ant-api", "sk-ant-oat", "sk-ant-"],
      // Reported of OAuth tokens, not of API keys.
      clientGate: {
        name: "Anthropic",
        fields: ["anthropic-beta", "x-app", "User-Agent"],
        statement:
          "Anthropic takes a subscription's token only with the headers of its own client: anthropic-beta, x-app, User-Agent.",
        seen: { on: "2026", source: "public reports" },
      },
      access: {
        baseUrl: "https://api.anthropic.com",
        api: "anthropic-messages",
        keyVariables: ["ANTHROPIC_API_KEY", "ANTHROPIC_OAUTH_TOKEN"],
      },
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://docs.anthropic.com/en/api/errors",
      rows: [
        {
          kind: "client_rejected",
          phrases: ["only authorized for use with claude code"],
          header: "user-agent",
        },
        {
          kind: "client_rejected",
          phrases: ["anthropic version header is required"],
          header: "anthropic-version",
        },
        {
          kind: "client_rejected",
          phrases: ["anthropic version .... not a valid version"],
          candidates: ["client_rejected", "not_auth"],
          header: "anthropic-version",
        },
        {
          kind: "billing",
          phrases: ["out of extra usage", "credit balance is too low"],
        },
        {
          kind: "billing",
          phrases: ["specified api usage limits"],
          candidates: ["billing", "rate_limit"],
        },
        // A client that is taken for another's loses the plan, not the money.
        {
          kind: "client_rejected",
          phrases: ["third party apps now draw from"],
          candidates: ["client_rejected", "billing"],
        },
        {
          kind: "rate_limit",
          phrases: ["extra usage is required"],
          statuses: [429],
          candidates: ["rate_limit", "billing"],
        },
        { kind: "billing", phrases: ["draw from .. extra usage", "extra usage is required"] },
        // OAuth tokens are taken with a beta header only.
        {
          kind: "invalid_credentials",
          phrases: ["oauth authentication is currently not supported"],
          candidates: ["invalid_credentials", "client_rejected", "wrong_endpoint_or_key"],
          header: "anthropic-beta",
        },
        // An OAuth token in `x-api-key` reads as a bad key, and belongs into `authorization`.
        {
          kind: "wrong_endpoint_or_key",
          phrases: ["invalid api? api key"],
          keyPrefix: "sk-ant-oat",
          candidates: ["wrong_endpoint_or_key", "invalid_credentials"],
        },
        {
          kind: "permission",
          phrases: ["request not allowed"],
          candidates: ["permission", "client_rejected"],
        },
        {
          kind: "permission",
          phrases: ["organization has been disabled"],
          candidates: ["permission", "invalid_credentials"],
        },
      ],
    },
  ],
};

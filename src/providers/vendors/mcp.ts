import type { Vendor } from "../provider.ts";

export const mcp: Vendor = {
  name: "mcp",
  providers: [
    {
      ids: ["mcp"],
      endpoints: [],
      keyPrefixes: [],
    },
  ],
  failures: [
    // A tool server's refusal is not the model provider's.
    {
      since: "2026-11",
      source: "https://modelcontextprotocol.io/specification/",
      rows: [
        {
          kind: "client_rejected",
          phrases: ["invalid client_id"],
          candidates: ["client_rejected", "not_auth"],
        },
        {
          kind: "client_rejected",
          codes: ["invalid_client"],
          candidates: ["client_rejected", "not_auth"],
        },
        { kind: "not_auth" },
      ],
    },
  ],
};

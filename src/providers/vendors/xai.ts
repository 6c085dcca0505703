import type { Vendor } from "../provider.ts";

export const xai: Vendor = {
  name: "xai",
  providers: [
    {
      ids: ["xai"],
      otherNames: ["grok", "x-ai"],
      endpoints: ["api.x.ai"],
      keyPrefixes: ["xai-"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://docs.x.ai/docs/key-information/debugging",
      rows: [
        { kind: "not_auth", phrases: ["content violates", "violates usage guidelines"] },
        // Seen for a client without its header and for an account without the right.
        {
          kind: "permission",
          phrases: ["access to the chat endpoint is denied"],
          candidates: ["permission", "client_rejected"],
        },
        { kind: "billing", phrases: ["any|available credits", "spending limit"] },
      ],
    },
  ],
};

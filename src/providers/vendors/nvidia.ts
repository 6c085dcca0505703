import type { Vendor } from "../provider.ts";

export const nvidia: Vendor = {
  name: "nvidia",
  providers: [
    {
      ids: ["nvidia"],
      otherNames: ["nim"],
      endpoints: ["integrate.api.nvidia.com", "ai.api.nvidia.com"],
      keyPrefixes: ["nvapi-"],
    },
  ],
  failures: [
    {
      since: "2026-06",
      source: "HKUDS/Vibe-Trading #528",
      rows: [
        // The same body for a bad key and for a refused User-Agent.
        {
          kind: "invalid_credentials",
          phrases: ["authorization failed"],
          statuses: [403],
          candidates: ["invalid_credentials", "client_rejected"],
          header: "user-agent",
        },
      ],
    },
  ],
};

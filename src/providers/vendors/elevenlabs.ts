import type { Vendor } from "../provider.ts";

export const elevenlabs: Vendor = {
  name: "elevenlabs",
  providers: [
    {
      ids: ["elevenlabs"],
      endpoints: ["api.elevenlabs.io"],
      keyPrefixes: [],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://elevenlabs.io/docs/api-reference/authentication",
      rows: [
        { kind: "billing", codes: ["quota_exceeded", "payment_required", "paid_plan_required"] },
        {
          kind: "permission",
          codes: [
            "missing_permissions",
            "detected_unusual_activity",
            "model_access_denied",
            "only_for_creator+",
          ],
        },
      ],
    },
  ],
};

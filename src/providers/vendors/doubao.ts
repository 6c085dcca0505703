import type { Vendor } from "../provider.ts";

export const doubao: Vendor = {
  name: "doubao",
  providers: [
    {
      ids: ["doubao"],
      otherNames: ["volcengine", "volcengine-plan", "ark", "byteplus"],
      endpoints: ["volces.com", "bytedance.com", "bytepluses.com"],
      keyPrefixes: [],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://www.volcengine.com/docs/82379/1299023",
      rows: [
        { kind: "billing", codes: ["AccountOverdueError", "OperationDenied.ServiceOverdue"] },
        {
          kind: "permission",
          codes: [
            "AccessDenied",
            "ModelNotOpen",
            "OperationDenied.ServiceNotOpen",
            "InvalidSubscription",
            "UnsupportedModel",
            "OperationDenied.PermissionDenied",
          ],
        },
        {
          kind: "rate_limit",
          codes: ["QuotaExceeded", "AccountQuotaExceeded", "SetLimitExceeded", "ServerOverloaded"],
        },
        // Speech: a wrong path reads like a wrong key.
        {
          kind: "invalid_credentials",
          codes: ["45000010"],
          candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
        },
        {
          kind: "invalid_credentials",
          codes: ["AuthenticationError", "SignatureDoesNotMatch", "InvalidAccessKey"],
        },
      ],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const doubao: Vendor = {
  name: "doubao",
  providers: [
    // The plans have keys of their own, of the same shape (https://www.volcengine.com/docs/82379/1928261).
    {
      ids: ["volcengine-coding-plan"],
      otherNames: ["volcengine-plan", "ark-coding-plan"],
      endpoints: [
        "ark.cn-beijing.volces.com/api/coding",
        "ark.ap-southeast.bytepluses.com/api/coding",
      ],
      keyPrefixes: [],
    },
    {
      ids: ["volcengine-agent-plan"],
      otherNames: ["ark-agent-plan"],
      endpoints: ["ark.cn-beijing.volces.com/api/plan"],
      keyPrefixes: [],
    },
    {
      ids: ["doubao"],
      otherNames: ["volcengine", "ark", "byteplus"],
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

import type { Vendor } from "../provider.ts";

export const tencent: Vendor = {
  name: "tencent",
  providers: [
    {
      ids: ["tencent"],
      otherNames: ["hunyuan", "lkeap"],
      endpoints: ["tencentcloudapi.com", "hunyuan.cloud.tencent.com", "lkeap.cloud.tencent.com"],
      keyPrefixes: ["sk-"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://cloud.tencent.com/document/api/1729/101838",
      rows: [
        {
          kind: "permission",
          codes: [
            "AuthFailure.UnauthorizedOperation",
            "UnauthorizedOperation",
            "FailedOperation.UserUnAuthError",
            "FailedOperation.ServiceNotActivated",
          ],
        },
        { kind: "invalid_credentials", codes: ["AuthFailure"] },
        {
          kind: "billing",
          codes: [
            "FailedOperation.ResourcePackExhausted",
            "FailedOperation.FreeResourcePackExhausted",
            "ResourceInsufficient.ChargeResourceExhausted",
            "ResourceUnavailable.InArrears",
            "ResourceUnavailable.LowBalance",
          ],
        },
        { kind: "rate_limit", codes: ["LimitExceeded", "RequestLimitExceeded"] },
      ],
    },
  ],
};

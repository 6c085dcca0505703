import type { Vendor } from "../provider.ts";

export const minimax: Vendor = {
  name: "minimax",
  providers: [
    {
      ids: ["minimax"],
      otherNames: ["minimax-portal"],
      endpoints: ["api.minimax.io", "api.minimaxi.chat"],
      keyPrefixes: ["sk-cp-", "sk-api-", "eyJ", "sk-"],
    },
    {
      ids: ["minimax-cn"],
      endpoints: ["api.minimaxi.com", "api.minimax.chat", "api.minimaxi.io"],
      keyPrefixes: ["sk-cp-", "sk-api-", "eyJ", "sk-"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://platform.minimax.io/docs/api-reference/errorcode",
      rows: [
        { kind: "invalid_credentials", codes: ["1004"] },
        { kind: "invalid_credentials", phrases: ["login fail"] },
        // A key of the other region reads the same.
        {
          kind: "invalid_credentials",
          codes: ["2049"],
          candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
        },
        {
          kind: "invalid_credentials",
          phrases: ["invalid api key 2049", "2049 invalid api key"],
          candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
        },
        { kind: "billing", codes: ["1008"] },
        { kind: "rate_limit", codes: ["1002", "1039", "1041", "2045", "2056"] },
        { kind: "permission", codes: ["2061"] },
        { kind: "permission", phrases: ["plan .. not support model"] },
        {
          kind: "not_auth",
          codes: [
            "1000",
            "1001",
            "1013",
            "1024",
            "1026",
            "1027",
            "1033",
            "1042",
            "1043",
            "1044",
            "2013",
          ],
        },
      ],
    },
  ],
};

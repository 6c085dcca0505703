import type { Vendor } from "../provider.ts";

export const baidu: Vendor = {
  name: "baidu",
  providers: [
    {
      ids: ["baidu"],
      otherNames: ["qianfan", "wenxin", "ernie"],
      endpoints: ["qianfan.baidubce.com", "aip.baidubce.com"],
      keyPrefixes: ["bce-v3/"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://cloud.baidu.com/doc/WENXINWORKSHOP/s/tlmyncueh",
      rows: [
        {
          kind: "invalid_credentials",
          codes: ["13", "14", "100", "110", "111", "invalid_iam_token", "invalid_appid"],
        },
        { kind: "permission", codes: ["6", "15", "336101", "access_denied", "no_permission"] },
        {
          kind: "rate_limit",
          codes: ["4", "17", "18", "19", "336117", "336200", "336501", "336502", "336503"],
        },
        { kind: "billing", codes: ["336118", "336119"] },
        {
          kind: "not_auth",
          codes: [
            "1",
            "2",
            "3",
            "336000",
            "336001",
            "336002",
            "336003",
            "336006",
            "336007",
            "336008",
            "336100",
            "336104",
          ],
        },
      ],
    },
  ],
};

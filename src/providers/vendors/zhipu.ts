import type { Vendor } from "../provider.ts";

export const zhipu: Vendor = {
  name: "zhipu",
  providers: [
    {
      ids: ["zai"],
      otherNames: ["z-ai", "z.ai", "glm"],
      endpoints: ["api.z.ai"],
      keyPrefixes: [],
    },
    {
      ids: ["zhipu"],
      otherNames: ["zhipuai", "bigmodel"],
      endpoints: ["open.bigmodel.cn"],
      keyPrefixes: [],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://docs.bigmodel.cn/cn/faq/api-code",
      rows: [
        { kind: "invalid_credentials", codes: ["1000", "1001", "1002", "1003", "1004", "1111"] },
        { kind: "permission", codes: ["1110", "1112", "1220", "1311", "1313"] },
        { kind: "billing", codes: ["1113", "1309"] },
        { kind: "rate_limit", codes: ["1302", "1303", "1304", "1305", "1308", "1310", "1312"] },
        {
          kind: "not_auth",
          codes: [
            "1200",
            "1210",
            "1211",
            "1212",
            "1213",
            "1214",
            "1215",
            "1221",
            "1222",
            "1230",
            "1231",
            "1234",
            "1261",
            "1300",
            "1301",
          ],
        },
      ],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const iflytek: Vendor = {
  name: "iflytek",
  providers: [
    {
      ids: ["iflytek"],
      otherNames: ["spark", "xfyun", "xinghuo"],
      endpoints: ["xf-yun.com"],
      keyPrefixes: [],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://www.xfyun.cn/doc/spark/Web.html",
      rows: [
        { kind: "wrong_endpoint_or_key", codes: ["10313"] },
        // Not licensed, or the licensed volume is used up.
        {
          kind: "permission",
          codes: ["11200", "AppIdNoAuthError", "10016"],
          candidates: ["permission", "billing"],
        },
        {
          kind: "permission",
          phrases: ["11200", "appidnoautherror"],
          candidates: ["permission", "billing"],
        },
        { kind: "rate_limit", codes: ["10007", "10110", "11201", "11202", "11203"] },
        { kind: "not_auth", codes: ["10013", "10014", "10019", "10163", "10907", "10910"] },
      ],
    },
  ],
};

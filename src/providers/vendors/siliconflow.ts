import type { Vendor } from "../provider.ts";

export const siliconflow: Vendor = {
  name: "siliconflow",
  providers: [
    {
      ids: ["siliconflow"],
      endpoints: ["api.siliconflow.cn"],
      keyPrefixes: ["sk-"],
    },
    {
      ids: ["siliconflow-intl"],
      endpoints: ["api.siliconflow.com"],
      keyPrefixes: ["sk-"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://docs.siliconflow.cn/en/faqs/error-code",
      rows: [
        { kind: "billing", codes: ["30001", "30011"] },
        { kind: "not_auth", codes: ["20012", "20015", "30003", "50505", "50603"] },
      ],
    },
  ],
};

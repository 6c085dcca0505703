import type { Vendor } from "../provider.ts";

export const qwen: Vendor = {
  name: "qwen",
  providers: [
    {
      ids: ["bailian-coding-plan"],
      otherNames: ["alibaba-coding-plan"],
      endpoints: ["coding.dashscope.aliyuncs.com", "coding-intl.dashscope.aliyuncs.com"],
      keyPrefixes: ["sk-sp-"],
      // A 405 says "for Coding Agents"; the field is not documented.
      clientGate: {
        name: "Alibaba Coding Plan",
        fields: ["User-Agent"],
        statement:
          "Alibaba Coding Plan answers only coding agents; which header it goes by is not documented.",
        seen: { on: "2026", source: "public reports" },
      },
    },
    {
      ids: ["alibaba-token-plan"],
      endpoints: ["maas.aliyuncs.com"],
      keyPrefixes: ["sk-sp-"],
    },
    {
      ids: ["dashscope-intl"],
      otherNames: ["modelstudio", "qwen-intl"],
      endpoints: ["dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"],
      keyPrefixes: ["sk-"],
    },
    {
      ids: ["qwen"],
      otherNames: ["dashscope", "bailian", "alibaba", "qwen-portal"],
      endpoints: ["dashscope.aliyuncs.com", "portal.qwen.ai"],
      keyPrefixes: ["sk-"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://help.aliyun.com/zh/model-studio/error-code",
      rows: [
        {
          kind: "client_rejected",
          phrases: ["coding plan .. only available for"],
          header: "user-agent",
        },
        {
          kind: "client_rejected",
          statuses: [405],
          phrases: ["coding agents"],
          header: "user-agent",
        },
        {
          kind: "billing",
          codes: [
            "Arrearage",
            "CommodityNotPurchased",
            "PrepaidBillOverdue",
            "PostpaidBillOverdue",
            "AllocationQuota.FreeTierOnly",
          ],
        },
        {
          kind: "permission",
          codes: [
            "AccessDenied",
            "AccessDenied.Unpurchased",
            "Model.AccessDenied",
            "Workspace.AccessDenied",
            "App.AccessDenied",
            "access_denied",
          ],
        },
        { kind: "not_auth", codes: ["DataInspectionFailed", "data_inspection_failed"] },
        {
          kind: "rate_limit",
          codes: ["insufficient_quota", "LimitRequests", "limit_requests"],
          statuses: [429],
        },
      ],
    },
  ],
};

import type { Vendor } from "../provider.ts";

export const azure: Vendor = {
  name: "azure",
  providers: [
    {
      ids: ["azure"],
      otherNames: ["azure-openai", "azure-foundry"],
      endpoints: ["openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com"],
      keyPrefixes: [],
      takesAnyKey: true,
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://learn.microsoft.com/azure/ai-services/openai/how-to/troubleshooting",
      rows: [
        // Lists every cause that it knows.
        {
          kind: "invalid_credentials",
          phrases: ["token is missing invalid audience is incorrect"],
          candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
        },
        {
          kind: "wrong_endpoint_or_key",
          phrases: ["invalid subscription key or wrong api endpoint"],
          candidates: ["wrong_endpoint_or_key", "invalid_credentials"],
        },
        { kind: "wrong_endpoint_or_key", codes: ["AuthenticationTypeDisabled"] },
        { kind: "wrong_endpoint_or_key", phrases: ["token tenant .. not match"] },
        {
          kind: "not_auth",
          codes: ["DeploymentNotFound", "content_filter", "OperationNotSupported"],
        },
      ],
    },
  ],
};

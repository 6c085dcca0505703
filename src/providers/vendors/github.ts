import type { Vendor } from "../provider.ts";

export const github: Vendor = {
  name: "github",
  providers: [
    {
      ids: ["github-copilot"],
      otherNames: ["copilot"],
      endpoints: ["githubcopilot.com"],
      keyPrefixes: ["ghu_", "gho_", "github_pat_", "tid="],
      // Its 400 names the missing one.
      clientGate: {
        name: "GitHub Copilot",
        fields: ["Editor-Version", "Copilot-Integration-Id"],
        statement:
          "GitHub Copilot answers only requests with Editor-Version and Copilot-Integration-Id.",
        seen: { on: "2026", source: "public reports" },
      },
    },
    {
      ids: ["github-models"],
      otherNames: ["github"],
      endpoints: ["models.github.ai", "models.inference.ai.azure.com"],
      keyPrefixes: ["ghp_", "gho_", "ghu_", "ghs_", "github_pat_"],
    },
  ],
  failures: [
    {
      since: "2026-11",
      source: "https://docs.github.com/copilot/troubleshooting-github-copilot",
      rows: [
        { kind: "wrong_endpoint_or_key", phrases: ["personal access tokens are not supported"] },
        {
          kind: "permission",
          phrases: [
            "not authorized to use this",
            "models permission is required",
            "no_access",
            "no access to model",
          ],
        },
        {
          kind: "client_rejected",
          phrases: ["access to this endpoint is forbidden"],
          candidates: ["client_rejected", "permission"],
          header: "user-agent",
        },
      ],
    },
  ],
};

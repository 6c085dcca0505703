import type { Vendor } from "../provider.ts";

export const agentrouter: Vendor = {
  name: "agentrouter",
  providers: [
    {
      ids: ["agentrouter"],
      endpoints: ["agentrouter.org"],
      keyPrefixes: [],
      // `User-Agent: openclaw`, else 401.
      clientGate: {
        name: "AgentRouter",
        fields: ["User-Agent"],
        statement: "AgentRouter answers only clients it knows by User-Agent.",
        seen: { on: "2026", source: "public reports" },
      },
    },
  ],
};

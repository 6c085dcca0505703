import { canonicalProviderId } from "../headers/built-in.ts";
import { serviceAt } from "./services.ts";

/** An endpoint that is reported to let in only clients whose headers it knows. */
export interface ClientGate {
  /** What the provider calls itself. */
  readonly name: string;
  /** Canonical ids. */
  readonly providers: readonly string[];
  /** Origin and path prefix, without a trailing slash. */
  readonly endpoints: readonly string[];
  /** The fields that it looks at, the first one first. */
  readonly fields: readonly [string, ...string[]];
  readonly statement: string;
}

/** One row a fact; what it rests on stands above it. */
export const CLIENT_GATES: readonly ClientGate[] = [
  // openclaw/openclaw #30099, 2026-02-28; MoonshotAI/kimi-cli #2322, 2026-05-18.
  {
    name: "Kimi Code",
    providers: ["kimi-coding"],
    endpoints: ["https://api.kimi.com/coding"],
    fields: ["User-Agent"],
    statement: "Kimi Code answers only clients it knows by User-Agent.",
  },
  // The field is not documented; a 405 says "for Coding Agents" (reports of 2026).
  {
    name: "Alibaba Coding Plan",
    providers: [],
    endpoints: [
      "https://coding.dashscope.aliyuncs.com",
      "https://coding-intl.dashscope.aliyuncs.com",
    ],
    fields: ["User-Agent"],
    statement:
      "Alibaba Coding Plan answers only coding agents; which header it goes by is not documented.",
  },
  // Its 400 names the missing one (reports of 2026).
  {
    name: "GitHub Copilot",
    providers: ["github-copilot", "copilot"],
    endpoints: ["https://api.githubcopilot.com"],
    fields: ["Editor-Version", "Copilot-Integration-Id"],
    statement:
      "GitHub Copilot answers only requests with Editor-Version and Copilot-Integration-Id.",
  },
  // Reported of OAuth tokens, not of API keys (reports of 2026).
  {
    name: "Anthropic",
    providers: ["anthropic"],
    endpoints: ["https://api.anthropic.com"],
    fields: ["anthropic-beta", "x-app", "User-Agent"],
    statement:
      "Anthropic takes a subscription's token only with the headers of its own client: anthropic-beta, x-app, User-Agent.",
  },
  // From 2026-09-06: openclaw/openclaw #137165, #141568.
  {
    name: "OpenCode Go",
    providers: ["opencode-go"],
    endpoints: ["https://opencode.ai/zen/go"],
    fields: ["X-Opencode-Session", "User-Agent"],
    statement: "OpenCode Go wants x-opencode-session and a User-Agent that is not a generic SDK's.",
  },
  // Reports of 2026: `User-Agent: openclaw`, else 401.
  {
    name: "AgentRouter",
    providers: ["agentrouter"],
    endpoints: ["https://agentrouter.org"],
    fields: ["User-Agent"],
    statement: "AgentRouter answers only clients it knows by User-Agent.",
  },
];

/** The endpoint decides where it is known; the provider's id counts for a relay or a loopback address. */
export function clientGateFor(providerId: string, endpoint: string): ClientGate | undefined {
  const gate = CLIENT_GATES.find(({ endpoints }) =>
    endpoints.some((prefix) => isUnder(endpoint, prefix)),
  );
  if (gate !== undefined || serviceAt(endpoint) !== undefined) return gate;
  const id = canonicalProviderId(providerId);
  return CLIENT_GATES.find(({ providers }) => providers.includes(id));
}

function isUnder(endpoint: string, prefix: string): boolean {
  return endpoint === prefix || endpoint.startsWith(`${prefix}/`);
}

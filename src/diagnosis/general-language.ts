import { CLIENT_RULES } from "./language/client-language.ts";
import { CREDENTIAL_RULES } from "./language/credential-language.ts";
import type { GeneralRule } from "./language/general-rule.ts";
import { LIMIT_RULES } from "./language/limit-language.ts";
import { PERMISSION_RULES } from "./language/permission-language.ts";
import { REQUEST_RULES } from "./language/request-language.ts";

const RULES = [
  ...REQUEST_RULES,
  ...CLIENT_RULES,
  ...LIMIT_RULES,
  ...CREDENTIAL_RULES,
  ...PERMISSION_RULES,
] as const;

type RuleName = (typeof RULES)[number]["name"];

/** First heard, first believed. */
const ORDER: readonly RuleName[] = [
  // A text about the request quotes anything: a tool that is called `authorize`, a 401 in a model's output.
  "request-pointer",
  // Says so plainly, also of a relay that has "no available accounts" for such a client.
  "client-allow-list",
  "content-policy",
  "context-length",
  // What is not offered here, or not in this plan, is told of a model as well.
  "network",
  "region",
  "plan-lacks-model",
  // Google adds "(or it may not exist)".
  "named-permission",
  "invalid-request",
  "model-not-found",
  "model-withdrawn",
  "overloaded",
  // A refused client hears of keys and permissions in the same sentence.
  "client-refused",
  "client-outdated",
  "client-blocked-at-the-edge",
  // A rate limit offers to upgrade; an empty account speaks of limits.
  "rate",
  "overload-as-rate",
  "billing",
  "usage-window",
  // The particular before the general.
  "other-service",
  "credential-missing",
  "credential-refused",
  "request-blocked",
  "account-state",
  "entitlement",
  "client-header-missing",
  "authentication-failed",
  "bare-credential",
  "bare-permission",
  "retry-hint",
];

const BY_NAME: ReadonlyMap<string, GeneralRule> = new Map(RULES.map((rule) => [rule.name, rule]));

/** What any provider means by its words, in the order in which they are heard. */
export const GENERAL_RULES: readonly GeneralRule[] = ORDER.flatMap(
  (name) => BY_NAME.get(name) ?? [],
);

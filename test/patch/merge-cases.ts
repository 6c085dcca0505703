/** Layers of one request, lowest first, and what must come of them: for the library and for the patch alike. */
export interface MergeCase {
  readonly client?: Readonly<Record<string, string>>;
  readonly provider?: Readonly<Record<string, string | null>>;
  readonly model?: Readonly<Record<string, string | null>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Names that stay removed, in any order. */
  readonly removed?: readonly string[];
}

export const MERGE_CASES: Readonly<Record<string, MergeCase>> = {
  "nothing at all": { headers: {} },
  "what the client sends by itself": {
    client: { "User-Agent": "sdk" },
    headers: { "User-Agent": "sdk" },
  },
  "the provider above the client, in its spelling": {
    client: { "User-Agent": "sdk" },
    provider: { "user-agent": "mine/1.0" },
    headers: { "user-agent": "mine/1.0" },
  },
  "the model above the provider": {
    provider: { "X-Tenant": "provider", "X-Other": "1" },
    model: { "x-tenant": "model" },
    headers: { "x-tenant": "model", "X-Other": "1" },
  },
  "one copy of a name that the client has twice": {
    client: { "X-A": "1", "x-a": "2" },
    headers: { "x-a": "2" },
  },
  "null takes off what the client sends": {
    client: { "User-Agent": "sdk", Accept: "*/*" },
    provider: { "user-agent": null },
    headers: { Accept: "*/*" },
    removed: ["user-agent"],
  },
  "the model's null above the provider's value": {
    provider: { "X-Tenant": "a" },
    model: { "X-Tenant": null },
    headers: {},
    removed: ["x-tenant"],
  },
  "the model's value above the provider's null": {
    client: { "X-Tenant": "client" },
    provider: { "X-Tenant": null },
    model: { "x-tenant": "a" },
    headers: { "x-tenant": "a" },
  },
  "a family of the client's": {
    client: { "x-stainless-lang": "js", "X-Stainless-OS": "Linux", "x-stain": "stays" },
    provider: { "x-stainless-*": null },
    headers: { "x-stain": "stays" },
    removed: ["x-stainless-*"],
  },
  "an exact name above the family of its layer": {
    client: { "x-stainless-lang": "js", "x-stainless-os": "Linux" },
    provider: { "x-stainless-*": null, "X-Stainless-OS": "none" },
    headers: { "X-Stainless-OS": "none" },
    removed: ["x-stainless-*"],
  },
  "a model's family above the provider's value": {
    provider: { "X-Relay-Team": "a", "X-Relay-Zone": "b", "X-Other": "1" },
    model: { "x-relay-*": null },
    headers: { "X-Other": "1" },
    removed: ["x-relay-*"],
  },
  "a model's value above the provider's family": {
    client: { "x-stainless-lang": "js" },
    provider: { "x-stainless-*": null },
    model: { "x-stainless-lang": "ts" },
    headers: { "x-stainless-lang": "ts" },
    removed: ["x-stainless-*"],
  },
  "blanks around a value": { provider: { "X-A": " \ta b\t " }, headers: { "X-A": "a b" } },
  "a value of Latin-1": {
    provider: { "X-A": "caf\u00e9\u00a0" },
    headers: { "X-A": "caf\u00e9\u00a0" },
  },
  "a name with every character that a name may have": {
    provider: { "x!#$%&'*+.^_`|~0-Z": "a" },
    headers: { "x!#$%&'*+.^_`|~0-Z": "a" },
  },
};

import { describe, expect, it } from "vitest";

import { type CredentialResolver, hostSource } from "../../src/cli/config-source.ts";
import { findCredential } from "../../src/cli/find-credential.ts";
import { parseTarget } from "../../src/cli/model-target.ts";
import { apiOf, baseUrlOf, planFor } from "../../src/cli/target-plan.ts";
import type { Problem } from "../../src/config/problem.ts";
import { quietIo } from "./quiet-io.ts";

interface Given {
  readonly config: object;
  readonly name?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly credential?: CredentialResolver;
  readonly problems?: readonly Problem[];
}

function found({ config, name = "relay/m", env = {}, credential, problems }: Given) {
  const source = hostSource({ config, env, credential });
  const held = source.load({ forHost: true });
  const loaded = { ...held, problems: problems ?? held.problems };
  const target = parseTarget(name, loaded.config);
  return findCredential({
    target,
    plan: planFor(target, loaded.config).plan,
    baseUrl: baseUrlOf(target) ?? "",
    api: apiOf(target) ?? "",
    loaded,
    source,
    io: quietIo({ env }),
  });
}

const providers = (id: string, more: object = {}, baseUrl = "https://relay.example/v1") => ({
  models: {
    providers: { [id]: { baseUrl, api: "openai-completions", models: [{ id: "m" }], ...more } },
  },
});
const relay = (more?: object, baseUrl?: string) => providers("relay", more, baseUrl);

const problem = (path: string, severity: Problem["severity"] = "error"): Problem => ({
  severity,
  path,
  file: "/work/openclaw.json",
  line: 7,
  column: 9,
  message: "it cannot be read",
  fix: "Mend it.",
  code: "unreadable",
});

const ADVICE =
  "OpenClaw keeps keys in auth profiles, which only it can read: with the plugin installed, " +
  "`openclaw provider-headers probe` uses them.";
const HOST_ADVICE =
  "OpenClaw's own auth profiles (none). Add one with `openclaw models auth`, or write apiKey in the provider entry.";

const key = (value: string, path?: string) => ({
  kind: "key",
  value,
  ...(path === undefined ? {} : { source: { path } }),
});
const missing = (where: string) => ({ kind: "missing", text: `no key found; looked at ${where}` });
const NOT_NEEDED = { kind: "not needed" };
const bearer = { request: { auth: { mode: "authorization-bearer", token: "token-000000" } } };

describe("the key of a model", () => {
  it.each<[string, Given, object]>([
    [
      "the entry's, before all others",
      { config: relay({ apiKey: "k-entry", ...bearer }), credential: () => "k-host" },
      key("k-entry"),
    ],
    [
      "none beside that of request.auth",
      { config: relay(bearer), credential: () => "k-host" },
      NOT_NEEDED,
    ],
    [
      "the host's own",
      { config: relay(), credential: async (...named) => named.join(" of ") },
      key("relay of m", "OpenClaw's own key"),
    ],
    [
      "the host's own, asked for by the entry's name",
      {
        config: providers("kimi"),
        name: "kimi-coding/m",
        credential: (...named) => named.join(" of "),
      },
      key("kimi of m", "OpenClaw's own key"),
    ],
    [
      "the host's own without an entry",
      { config: {}, name: "kimi/m", credential: (...named) => named.join(" of ") },
      key("kimi of m", "OpenClaw's own key"),
    ],
    [
      "that of a variable, without the space around it, where the host has none",
      {
        config: providers("kimi-coding"),
        name: "kimi-coding/m",
        env: { KIMI_API_KEY: " k-variable\n" },
        credential: () => "",
      },
      key("k-variable", "environment variable KIMI_API_KEY"),
    ],
    ["none for the api of local servers", { config: relay({ api: "ollama" }) }, NOT_NEEDED],
    ["none for a local address", { config: relay({}, "http://127.0.0.1:8080/v1") }, NOT_NEEDED],
    [
      "none beside a header that carries one",
      { config: relay({ headers: { "X-Api-Key": "k-000000" } }) },
      NOT_NEEDED,
    ],
  ])("is %s", async (_what, given, expected) => {
    expect(await found(given)).toEqual(expected);
  });

  it.each<[string, Given, string]>([
    [
      "nowhere, as of a provider that is known, but not where its key is",
      { config: providers("mcp"), name: "mcp/m" },
      `models.providers.mcp.apiKey (not there). ${ADVICE}`,
    ],
    ["nowhere", { config: relay() }, `models.providers.relay.apiKey (not there). ${ADVICE}`],
    [
      "not in an apiKey that is written",
      { config: relay({ apiKey: "" }), problems: [] },
      `models.providers.relay.apiKey (holds no key). ${ADVICE}`,
    ],
    [
      "not in a header that is removed, nor in one that holds no key",
      { config: relay({ headers: { "X-Api-Key": null, "X-Title": "t" } }) },
      `models.providers.relay.apiKey (not there). ${ADVICE}`,
    ],
    [
      "not at the host, nor in a variable",
      {
        config: {},
        name: "kimi/m",
        env: { KIMI_API_KEY: " " },
        credential: () => undefined,
      },
      `models.providers.kimi.apiKey (not there), the environment variable KIMI_API_KEY (not set), the environment variable KIMICODE_API_KEY (not set), ${HOST_ADVICE}`,
    ],
  ])("is looked for and found %s", async (_where, given, text) => {
    expect(await found(given)).toEqual(missing(text));
  });
});

describe("a fault", () => {
  const given = (problems: readonly Problem[], credential?: CredentialResolver): Given => ({
    config: providers("kimi-coding"),
    name: "kimi-coding/m",
    env: { KIMI_API_KEY: "k-variable" },
    problems,
    ...(credential === undefined ? {} : { credential }),
  });
  const place = "models.providers.kimi-coding";

  it.each([
    `${place}.apiKey`,
    `${place}.apiKey.source`,
    `${place}.request.auth`,
    `${place}.request.auth.token`,
  ])("of the configured key at %s is told, and no other key is taken", async (path) => {
    const told = `${path}, openclaw.json:7:9 (it cannot be read)`;
    expect(await found(given([problem("models"), problem(path)]))).toEqual(
      missing(`${told}. ${ADVICE}`),
    );
    expect(await found(given([problem(path)], () => undefined))).toEqual(
      missing(`${told}, ${HOST_ADVICE}`),
    );
    expect(await found(given([problem(path)], () => "k-host"))).toMatchObject({ value: "k-host" });
  });

  it.each([
    problem(`${place}.apiKey`, "warning"),
    problem(`${place}.apiKeys`),
    problem(`${place}.request`),
    problem(`${place}.request.authority`),
    problem("models.providers.relay.apiKey"),
  ])("of something else is none: $severity $path", async (fault) => {
    expect(await found(given([fault]))).toMatchObject({ value: "k-variable" });
  });
});

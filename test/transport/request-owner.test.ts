import { describe, expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import type { FieldList } from "../../src/headers/field-list.ts";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { carriedCredentials, carriesCredentialOf } from "../../src/transport/request-owner.ts";
import { captureServer } from "./capture-server.ts";
import { install } from "./recording.ts";

const KEY = "sk-test-000000000000";
const TRACE = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const TRACEPARENT = `00-${TRACE.traceId}-${TRACE.spanId}-01`;

describe("what counts as a provider's credential", () => {
  const rows: [
    what: string,
    api: string | undefined,
    fields: FieldList,
    path: string,
    credential: string | undefined,
    own: boolean,
  ][] = [
    [
      "the key as a bearer token",
      "openai-completions",
      ["Authorization", `Bearer ${KEY}`],
      "/",
      KEY,
      true,
    ],
    [
      "the key in any case of the name and scheme",
      "openai-completions",
      ["AUTHORIZATION", `bearer  ${KEY}`],
      "/",
      KEY,
      true,
    ],
    ["the key without a scheme", undefined, ["authorization", KEY], "/", KEY, true],
    ["x-api-key", "anthropic-messages", ["x-api-key", KEY], "/", KEY, true],
    [
      "x-api-key with a scheme",
      "anthropic-messages",
      ["x-api-key", `Bearer ${KEY}`],
      "/",
      KEY,
      false,
    ],
    ["x-api-key with a space", undefined, ["x-api-key", `team ${KEY}`], "/", `team ${KEY}`, true],
    ["api-key", "azure-openai-responses", ["api-key", KEY], "/", KEY, true],
    ["x-goog-api-key", "google-generative-ai", ["x-goog-api-key", KEY], "/", KEY, true],
    ["?key=", "google-generative-ai", [], `/v1beta/models?alt=sse&key=${KEY}`, KEY, true],
    ["one of several lines", undefined, ["x-api-key", ["other", KEY]], "/", KEY, true],
    [
      "another key",
      "openai-completions",
      ["Authorization", "Bearer sk-other-00000000"],
      "/",
      KEY,
      false,
    ],
    [
      "a key that begins with it",
      "openai-completions",
      ["Authorization", `Bearer ${KEY}0`],
      "/",
      KEY,
      false,
    ],
    ["no key", "openai-completions", ["User-Agent", "curl"], "/", KEY, false],
    [
      "any bearer token where the key is not known",
      "openai-completions",
      ["Authorization", "Bearer sk-other-00000000"],
      "/",
      undefined,
      true,
    ],
    [
      "another api's place where the key is not known",
      "openai-completions",
      ["x-goog-api-key", KEY],
      "/",
      undefined,
      false,
    ],
    ["?key= of another api", "openai-completions", [], `/x?key=${KEY}`, undefined, false],
    [
      "any place of an api that is not known",
      "my-own-api",
      ["x-goog-api-key", KEY],
      "/",
      undefined,
      true,
    ],
    [
      "nothing where the key is not known",
      undefined,
      ["cookie", "a=b"],
      "/x?monkey=1",
      undefined,
      false,
    ],
    ["an empty value", undefined, ["authorization", "Bearer "], "/", undefined, false],
  ];
  it.each(rows)("%s (%s)", (_what, api, fields, path, credential, own) => {
    expect(carriesCredentialOf({ api, credential }, carriedCredentials(fields, path))).toBe(own);
  });
});

it("credentials are in one order, whatever that of the fields", () => {
  const fields: FieldList = ["x-goog-api-key", "g", "api-key", "a", "Authorization", "Bearer b"];
  expect(carriedCredentials([...fields, "X-Api-Key", "x"], "/?key=q")).toEqual([
    { where: "authorization", value: "b" },
    { where: "x-api-key", value: "x" },
    { where: "api-key", value: "a" },
    { where: "x-goog-api-key", value: "g" },
    { where: "?key", value: "q" },
  ]);
});

describe("fields that carry a secret", () => {
  function secretProvider(baseUrl: string, more: object = {}): Parameters<typeof install>[0] {
    const headers = { "X-Title": "plain", "X-Tenant": "${TENANT}", "X-Api-Token": "token-000000" };
    return {
      providers: { relay: { baseUrl, api: "openai-completions", apiKey: KEY, headers, ...more } },
      env: { TENANT: "tenant-000000" },
    };
  }

  it("go on a request that carries the provider's key, and on no other", async () => {
    const server = await captureServer();
    const { said, failures } = install(secretProvider(server.origin));
    await fetch(`${server.origin}/chat`, { headers: { Authorization: `Bearer ${KEY}` } });
    expect(server.last("x-tenant")).toEqual(["tenant-000000"]);
    expect(server.last("x-api-token")).toEqual(["token-000000"]);
    expect(said).toEqual([]);

    for (const headers of [
      {},
      { Authorization: "Bearer sk-other-00000000" },
      { "x-goog-api-key": KEY.slice(1) },
    ]) {
      await fetch(`${server.origin}/page`, { headers });
      expect(server.last("x-title")).toEqual(["plain"]);
      expect(server.last("x-tenant")).toEqual([]);
      expect(server.last("x-api-token")).toEqual([]);
    }
    expect(said).toEqual([
      "warn provider-headers: a request to relay carries no credential of that provider, so X-Tenant, X-Api-Token (secret) was not sent with it. If it is a model call, send it with the provider's API key.",
    ]);
    expect(failures).toEqual([]);
  });

  it("go on a request that the host's trace names as its model call", async () => {
    const server = await captureServer();
    const { installation } = install(secretProvider(server.origin));
    installation.announceCall({ ...TRACE, providerId: "relay", modelId: "m" });
    await fetch(`${server.origin}/chat`, { headers: { traceparent: TRACEPARENT } });
    expect(server.last("x-tenant")).toEqual(["tenant-000000"]);
  });

  it("stay off a request whose trace names another provider's call", async () => {
    const server = await captureServer();
    const { installation } = install(secretProvider(server.origin));
    installation.announceCall({ ...TRACE, providerId: "other", modelId: "m" });
    await fetch(`${server.origin}/page`, { headers: { traceparent: TRACEPARENT } });
    expect(server.last("x-tenant")).toEqual([]);
  });

  it("go on a request that the host has put one of them on", async () => {
    const server = await captureServer();
    install(secretProvider(server.origin));
    await fetch(`${server.origin}/chat`, { headers: { "x-tenant": "tenant-000000" } });
    expect(server.last("x-api-token")).toEqual(["token-000000"]);
  });

  it("where the key is kept from us, any credential of the api counts", async () => {
    const server = await captureServer();
    const { providers, env } = secretProvider(server.origin, { apiKey: undefined }) as {
      providers: object;
      env: Record<string, string>;
    };
    const auth = { profiles: { "relay:default": { provider: "Relay", mode: "api_key" } } };
    install({ config: providerConfigFrom({ auth, models: { providers } }, { env }).config });
    await fetch(`${server.origin}/chat`, { headers: { Authorization: "Bearer from-a-profile" } });
    expect(server.last("x-tenant")).toEqual(["tenant-000000"]);
    await fetch(`${server.origin}/page`, { headers: { "x-goog-api-key": "another-api" } });
    expect(server.last("x-tenant")).toEqual([]);
  });

  it("a configured credential replaces the client's own", async () => {
    const server = await captureServer();
    install(secretProvider(server.origin, { headers: { Authorization: "Bearer mine-00000000" } }));
    await fetch(`${server.origin}/chat`, { headers: { Authorization: `Bearer ${KEY}` } });
    expect(server.last("authorization")).toEqual(["Bearer mine-00000000"]);
  });

  it("a page that a tool fetches is no failure of the provider; a call without a key is", async () => {
    const server = await captureServer((_request, response) => response.writeHead(404).end());
    const { failures } = install(secretProvider(server.origin));
    await fetch(`${server.origin}/page`);
    await fetch(`${server.origin}/chat`, { method: "POST", body: "{}" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(failures.map(({ endpoint }) => endpoint)).toEqual([`${server.origin}/chat`]);
  });
});

describe("two entries with one base URL", () => {
  function twins(baseUrl: string, one: object, two: object): Parameters<typeof install>[0] {
    const entry = (apiKey: string | undefined, more: object): ProviderInput => ({
      baseUrl,
      apiKey,
      ...more,
    });
    return {
      providers: { one: entry("sk-one-000000000", one), two: entry("sk-two-000000000", two) },
    };
  }
  const titles = [{ headers: { "X-Title": "one" } }, { headers: { "X-Title": "two" } }] as const;

  it("the request's key decides", async () => {
    const server = await captureServer();
    const { said } = install(twins(server.origin, ...titles));
    await fetch(`${server.origin}/chat`, { headers: { Authorization: "Bearer sk-two-000000000" } });
    expect(server.last("x-title")).toEqual(["two"]);
    await fetch(`${server.origin}/chat`, { headers: { "x-api-key": "sk-one-000000000" } });
    expect(server.last("x-title")).toEqual(["one"]);
    expect(said).toEqual([]);
  });

  it("the host's trace decides, by any name of the provider", async () => {
    const server = await captureServer();
    const { installation } = install({
      providers: {
        other: { baseUrl: server.origin, ...titles[0] },
        "kimi-coding": { baseUrl: server.origin, ...titles[1] },
      },
    });
    installation.announceCall({ ...TRACE, providerId: "kimi" });
    await fetch(`${server.origin}/chat`, { headers: { traceparent: TRACEPARENT } });
    expect(server.last("x-title")).toEqual(["two"]);
  });

  it("nothing decides: the request stays as it is, and one warning names them", async () => {
    const server = await captureServer();
    const { said } = install(twins(server.origin, ...titles));
    for (const authorization of ["", "Bearer sk-three-0000000"]) {
      await fetch(`${server.origin}/chat`, { headers: { authorization, "X-Title": "own" } });
      expect(server.last("x-title")).toEqual(["own"]);
    }
    expect(said).toEqual([
      `warn provider-headers: one, two have the same baseUrl (${server.origin}) and different headers, and a request there did not show which it belongs to: it was left alone. Give them different API keys or base URLs.`,
    ]);
  });

  it("key and trace disagree: left alone", async () => {
    const server = await captureServer();
    const { installation, said } = install(twins(server.origin, ...titles));
    installation.announceCall({ ...TRACE, providerId: "one" });
    const headers = { traceparent: TRACEPARENT, Authorization: "Bearer sk-two-000000000" };
    await fetch(`${server.origin}/chat`, { headers });
    expect(server.last("x-title")).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it("a context that came by AsyncLocalStorage breaks no tie", async () => {
    const server = await captureServer();
    const { installation } = install(twins(server.origin, ...titles));
    installation.enterContext({ providerId: "two" });
    await fetch(`${server.origin}/chat`);
    expect(server.last("x-title")).toEqual([]);
  });

  // Both addresses of one service are documented: the messages route below `/coding`, the other below `/coding/v1`.
  describe("one base URL below the other", () => {
    const nested = (origin: string): Parameters<typeof install>[0] => ({
      override: { builtInDefaults: false },
      providers: {
        kimi: { baseUrl: `${origin}/coding`, apiKey: "sk-one-000000000", ...titles[0] },
        "kimi-coding": {
          baseUrl: `${origin}/coding/v1`,
          apiKey: "sk-two-000000000",
          ...titles[1],
        },
      },
    });
    const messages = "/coding/v1/messages";

    it.each([
      ["the longer", {}, ["two"]],
      ["the one whose key it carries", { "x-api-key": "sk-one-000000000" }, ["one"]],
      ["the longer, with its key", { Authorization: "Bearer sk-two-000000000" }, ["two"]],
    ])("a request belongs to %s", async (_title, headers: Record<string, string>, expected) => {
      const server = await captureServer();
      const { said } = install(nested(server.origin));
      await fetch(server.origin + messages, { headers });
      expect(server.last("x-title")).toEqual(expected);
      expect(said).toEqual([]);
    });

    it("a request belongs to the one that the host names by its very id", async () => {
      const server = await captureServer();
      const { installation } = install(nested(server.origin));
      installation.announceCall({ ...TRACE, providerId: "kimi" });
      await fetch(server.origin + messages, { headers: { traceparent: TRACEPARENT } });
      expect(server.last("x-title")).toEqual(["one"]);
    });

    it("key and trace disagree: left alone", async () => {
      const server = await captureServer();
      const { installation, said } = install(nested(server.origin));
      installation.announceCall({ ...TRACE, providerId: "kimi" });
      const headers = { traceparent: TRACEPARENT, Authorization: "Bearer sk-two-000000000" };
      await fetch(server.origin + messages, { headers });
      expect(server.last("x-title")).toEqual([]);
      expect(said).toHaveLength(1);
    });
  });

  it("the same headers in both: applied", async () => {
    const server = await captureServer();
    const { said } = install(
      twins(server.origin, { headers: { "X-Title": "t" } }, { headers: { "x-title": "t" } }),
    );
    await fetch(`${server.origin}/chat`);
    expect(server.last("x-title")).toEqual(["t"]);
    expect(said).toEqual([]);
  });
});

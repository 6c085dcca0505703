import { describe, expect, it } from "vitest";

import type { CommandIo } from "../../src/cli/command-io.ts";
import { type CredentialResolver, fileSource, hostSource } from "../../src/cli/config-source.ts";
import { type ModelTarget, parseTarget } from "../../src/cli/model-target.ts";
import { prepareProbe, type ReadyProbe } from "../../src/cli/prepare-probe.ts";
import { triedLayers } from "../../src/cli/tried-header.ts";
import type { ProviderConfig } from "../../src/config/provider-entries.ts";
import { writeConfig } from "./run-command-line.ts";
import { quietIo } from "./quiet-io.ts";

interface Given {
  readonly providers: object;
  readonly target?: string | ((config: ProviderConfig) => ModelTarget);
  readonly tried?: readonly string[];
  readonly credential?: CredentialResolver;
  readonly env?: CommandIo["env"];
  /** The configuration comes from a file in this folder. */
  readonly isFile?: boolean;
}

async function prepared({
  providers,
  target = "relay/m",
  tried = [],
  credential,
  env = {},
  isFile = false,
}: Given) {
  const config = { models: { providers } };
  const file = isFile ? writeConfig(config) : undefined;
  const cwd = file === undefined ? "/work" : file.replace("/openclaw.json", "");
  const io = quietIo({ env, cwd });
  const source =
    file === undefined ? hostSource({ config, env, credential }) : fileSource(file, io);
  const loaded = source.load({ forHost: false });
  return prepareProbe(
    typeof target === "string" ? parseTarget(target, loaded.config) : target(loaded.config),
    {
      loaded,
      scrubNames: (text) => text.replaceAll("hidden", "***"),
      addressText: (address) => `<${address}>`,
      source,
      tried: triedLayers(tried),
      nextModel: (one) => `behind ${one.model}`,
      io,
    },
  );
}

async function ready(given: Given): Promise<ReadyProbe> {
  const one = await prepared(given);
  if (one.kind !== "ready") throw new Error(one.result.text);
  return one.ready;
}

const relay = (more: object = {}) => ({
  baseUrl: "https://relay.example/v1",
  api: "openai-completions",
  apiKey: "sk-relay-000000",
  models: [{ id: "m" }],
  ...more,
});

const ASKS =
  "a probe can ask openai-completions, openai-responses, anthropic-messages, google-generative-ai, ollama";

describe("what is not asked", () => {
  it.each<[string, Given, string | undefined, string]>([
    [
      "no model",
      { providers: { relay: relay() }, target: "relay" },
      "<https://relay.example/v1>",
      "no model is named for it",
    ],
    [
      "an address that is not known",
      { providers: { "a-hidden": relay({ baseUrl: undefined }) }, target: "a-hidden/m" },
      undefined,
      "models.providers.a-*** has no baseUrl, and none is known for it",
    ],
    [
      "one of a provider without an entry",
      { providers: {}, target: "mystery/m" },
      undefined,
      "models.providers.mystery has no baseUrl, and none is known for it",
    ],
    [
      "a model's own address that cannot be read",
      { providers: { relay: relay({ models: [{ id: "m", baseUrl: "${GONE}" }] }) } },
      undefined,
      "its own baseUrl cannot be read",
    ],
    [
      "another protocol",
      { providers: { relay: relay({ baseUrl: "ftp://relay.example" }) } },
      "<ftp://relay.example>",
      "its baseUrl is not an http:// or https:// address",
    ],
    [
      "a protocol that begins or ends like it",
      { providers: { relay: relay({ baseUrl: "xhttps://relay.example" }) } },
      "<xhttps://relay.example>",
      "its baseUrl is not an http:// or https:// address",
    ],
    [
      "another that begins like it",
      { providers: { relay: relay({ baseUrl: "httpsx://relay.example" }) } },
      "<httpsx://relay.example>",
      "its baseUrl is not an http:// or https:// address",
    ],
    [
      "what is no address",
      { providers: { relay: relay({ baseUrl: "relay" }) } },
      "<relay>",
      "its baseUrl is not an http:// or https:// address",
    ],
    ...["user@", ":password@"].map((part): [string, Given, string, string] => [
      `an address with ${part}`,
      { providers: { relay: relay({ baseUrl: `https://${part}relay.example` }) } },
      `<https://${part}relay.example>`,
      "its baseUrl holds a user name or password, and client libraries refuse such an address",
    ]),
    [
      "no api",
      { providers: { relay: relay({ api: undefined }) } },
      "<https://relay.example/v1>",
      `its api is not set; ${ASKS}`,
    ],
    [
      "an api that cannot be asked",
      { providers: { relay: relay({ api: "a-hidden-api" }) } },
      "<https://relay.example/v1>",
      `its api is "a-***-api"; ${ASKS}`,
    ],
    [
      "a key that no header can hold",
      { providers: { relay: relay({ apiKey: "k\u4f60" }) } },
      "<https://relay.example/v1>",
      "its key cannot be sent: no header can hold it",
    ],
  ])("is told with the reason: %s", async (_what, given, url, text) => {
    expect(await prepared(given)).toMatchObject({
      kind: "skipped",
      result: { url, verdict: "not tried", text, sent: [] },
    });
  });

  it("says where it looked for a key, and what it is", async () => {
    const given = { providers: { "a-hidden": relay({ apiKey: undefined }) }, target: "a-hidden/m" };
    expect(await prepared(given)).toEqual({
      kind: "skipped",
      result: {
        target: expect.objectContaining({ provider: "a-hidden", model: "m" }),
        api: "openai-completions",
        url: "<https://relay.example/v1>",
        verdict: "no key",
        text: expect.stringMatching(
          /^no key found; looked at models\.providers\.a-\*\*\*\.apiKey \(not there\)\. /u,
        ),
        sent: [],
      },
    });
  });
});

describe("what is asked", () => {
  const headers = {
    "X-A": "from relay",
    "X-Session": "s-{{sessionId}}-{{providerId}}-{{modelId}}",
    "X-Vault": { source: "exec", provider: "vault", id: "a" },
    "X-Stainless-Lang": null,
  };

  it("is the SDK's request with the plan applied, and all that is shown of it", async () => {
    const one = await ready({
      providers: { relay: relay({ headers }) },
      isFile: true,
      env: { A: "1" },
    });
    const { target, url, fields, sent, scrub, env, ...rest } = one;
    expect(rest).toEqual({
      api: "openai-completions",
      address: "<https://relay.example/v1/chat/completions>",
      body: '{"model":"m","messages":[{"role":"user","content":"ping"}],"max_tokens":1}',
      answerKey: "choices",
      ofHost: [],
      keyPrefix: "sk-",
      command: "npx provider-headers",
      nextModel: "behind m",
    });
    expect([target.provider, url.href, env["A"]]).toEqual([
      "relay",
      "https://relay.example/v1/chat/completions",
      "1",
    ]);
    const session = fields.at(-1) ?? "";
    expect(session).toMatch(/^s-[0-9a-f]{32}-relay-m$/u);
    expect(fields.slice(-6)).toEqual([
      "authorization",
      "Bearer sk-relay-000000",
      "X-A",
      "from relay",
      "X-Session",
      session,
    ]);
    const place = (path: string, line: number) => ({
      path: `models.providers.relay.${path}`,
      file: "openclaw.json",
      line,
    });
    expect(sent.slice(-4)).toMatchObject([
      { name: "authorization", value: "Bearer ***", layer: "client", source: place("apiKey", 7) },
      { name: "x-a", value: "***", layer: "provider", source: place("headers.X-A", 14) },
      {
        name: "x-session",
        value: "***",
        layer: "provider",
        source: place("headers.X-Session", 15),
      },
      {
        name: "x-stainless-lang",
        value: "",
        layer: "provider",
        removed: true,
        source: place("headers.X-Stainless-Lang", 21),
      },
    ]);
    expect(sent.find(({ name }) => name === "user-agent")).toEqual({
      name: "user-agent",
      value: "OpenAI/JS 6.10.0",
      layer: "client",
    });
    expect(scrub("sk-relay-000000 is a hidden key")).toBe("*** is a *** key");
  });

  it("leaves out what only a host can resolve, and says so", async () => {
    const { ofHost, fields } = await ready({ providers: { relay: relay({ headers }) } });
    expect(ofHost).toEqual(["X-Vault"]);
    expect(fields).not.toContain("X-Vault");
  });

  it("tries a header, and carries the key a second time where the entry says so", async () => {
    const more = { api: "anthropic-messages", authHeader: true, headers: { "X-A": "1" } };
    const { fields, sent } = await ready({
      providers: { relay: relay(more) },
      tried: ["X-A: 2"],
    });
    expect(fields).toEqual(expect.arrayContaining(["X-A", "2"]));
    expect(fields).not.toContain("1");
    const keys = sent.filter(({ value }) => value.includes("***") && value !== "***");
    expect(keys.map(({ name }) => name)).toEqual(["authorization"]);
    expect(sent.find(({ name }) => name === "x-api-key")?.source?.path).toBe(
      "models.providers.relay.apiKey",
    );
    const unsaid = await ready({ providers: { relay: relay({ ...more, authHeader: "true" }) } });
    expect(unsaid.fields).not.toContain("authorization");
  });

  it("names the place of the key only where it is the key, and hides it in any case", async () => {
    const place = async (more: object, name: string) => {
      const { sent, scrub } = await ready({ providers: { relay: relay(more) } });
      expect(scrub("sk-relay-000000")).toBe("***");
      return sent.find((header) => header.name === name)?.source?.path;
    };
    expect(await place({ headers: { Authorization: "Bearer own-000000" } }, "authorization")).toBe(
      "models.providers.relay.headers.Authorization",
    );
    expect(await place({ headers: { Authorization: null } }, "authorization")).toBe(
      "models.providers.relay.headers.Authorization",
    );
    const auth = { mode: "authorization-bearer", token: "token-000000" };
    const twoKeys = { api: "anthropic-messages", request: { auth } };
    expect(await place(twoKeys, "authorization")).toBe("models.providers.relay.request.auth.token");
    expect(await place(twoKeys, "x-api-key")).toBeUndefined();
  });

  it("names the place of a key that is not in the configuration, and its public prefix", async () => {
    const given: Given = {
      providers: { relay: relay({ apiKey: undefined }) },
      credential: () => "sk-kimi-0000000000",
    };
    const { sent, keyPrefix, scrub } = await ready(given);
    expect(keyPrefix).toBe("sk-kimi-");
    expect(sent.find(({ name }) => name === "authorization")).toMatchObject({
      source: { path: "OpenClaw's own key" },
    });
    expect(scrub("it is sk-kimi-0000000000")).toBe("it is ***");
  });

  it("names no place beside a local server that needs no key", async () => {
    const local = relay({ apiKey: undefined, baseUrl: "http://127.0.0.1:9/v1?token=abcdef123456" });
    const { fields, keyPrefix, scrub } = await ready({ providers: { relay: local } });
    expect(fields).not.toContain("authorization");
    expect(keyPrefix).toBeUndefined();
    expect(scrub("it said abcdef123456")).toBe("it said ***");
  });
});

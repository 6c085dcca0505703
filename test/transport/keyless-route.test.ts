import Anthropic from "@anthropic-ai/sdk";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { Agent, request } from "undici";
import { describe, expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import { providerHeaders } from "../../src/transport/undici-interceptor.ts";
import { captureServer } from "./capture-server.ts";
import { install, recording } from "./recording.ts";

const SECRET = "gateway-000000";
const env = { GATEWAY: SECRET };
const messages = [{ role: "user" as const, content: "ping" }];

function gateway(baseUrl: string, more: object = {}): Parameters<typeof install>[0] {
  const entry: ProviderInput = {
    baseUrl,
    api: "ollama",
    headers: { "X-Gateway": "${GATEWAY}", "X-Title": "plain" },
    ...more,
  };
  return { providers: { gw: entry }, env };
}

const json = { "content-type": "application/json" };
const post = { method: "POST", headers: json, body: "{}" } as const;

describe("a provider whose only credential is a configured header", () => {
  it.each<[string, string, (origin: string) => Promise<unknown>]>([
    ["ollama", "ollama", (host) => new Ollama({ host }).chat({ model: "m", messages })],
    [
      "openai",
      "openai-completions",
      (baseURL) =>
        new OpenAI({
          baseURL,
          apiKey: "none",
          maxRetries: 0,
          defaultHeaders: { Authorization: null },
        }).chat.completions.create({ model: "m", messages }),
    ],
    [
      "openai, responses",
      "openai-responses",
      (baseURL) =>
        new OpenAI({
          baseURL,
          apiKey: "none",
          maxRetries: 0,
          defaultHeaders: { Authorization: null },
        }).responses.create({ model: "m", input: "ping" }),
    ],
    [
      "anthropic",
      "anthropic-messages",
      (baseURL) =>
        new Anthropic({
          baseURL,
          apiKey: null,
          authToken: null,
          maxRetries: 0,
          defaultHeaders: { "X-Api-Key": null, Authorization: null },
        }).messages.create({ model: "m", max_tokens: 1, messages }),
    ],
    [
      "a stream of Google's",
      "google-generative-ai",
      (origin) => fetch(`${origin}/models/gemini-2.5:streamGenerateContent?alt=sse`, post),
    ],
  ])("%s sends it on the chat route", async (_what, api, ask) => {
    const server = await captureServer((_request, response) => {
      response.writeHead(200, json).end("{}");
    });
    const { said } = install(gateway(server.origin, { api }));
    await ask(server.origin).catch(() => {});
    expect(server.received).toHaveLength(1);
    expect(server.last("x-gateway")).toEqual([SECRET]);
    expect(said).toEqual([]);
  });

  it.each([
    "application/json; charset=utf-8",
    "application/json ;charset=utf-8",
    "APPLICATION/JSON",
  ])("sends it with a body of the type %s", async (type) => {
    const server = await captureServer();
    install(gateway(server.origin));
    await fetch(`${server.origin}/api/chat`, { ...post, headers: { "content-type": type } });
    expect(server.last("x-gateway")).toEqual([SECRET]);
  });

  it("sends it by the explicit ways", async () => {
    const server = await captureServer();
    const { logger, guard } = recording();
    const options = { ...gateway(`${server.origin}/gw`), logger, guard };
    await createProviderFetch(options)(`${server.origin}/gw/api/chat`, post);
    expect(server.last("x-gateway")).toEqual([SECRET]);
    const dispatcher = new Agent().compose(providerHeaders(options));
    await (await request(`${server.origin}/gw/api/chat`, { ...post, dispatcher })).body.dump();
    expect(server.last("x-gateway")).toEqual([SECRET]);
    await createProviderFetch(options)(`${server.origin}/gw/api/tags`);
    expect(server.last("x-gateway")).toEqual([]);
    expect(server.received).toHaveLength(3);
  });

  it("sends the header of request.auth as well, and of a model at the model's own address", async () => {
    const server = await captureServer();
    install(
      gateway("https://gw.example", {
        headers: {},
        request: { auth: { mode: "header", headerName: "x-corp", value: SECRET, prefix: "Key " } },
        models: [{ id: "m", baseUrl: `${server.origin}/own` }],
      }),
    );
    await fetch(`${server.origin}/own/api/chat`, post);
    expect(server.last("x-corp")).toEqual([`Key ${SECRET}`]);
  });

  const elsewhere = "is not a POST of JSON to its chat route";
  const foreign = "carries a credential, and that entry has no apiKey to compare it with";
  it.each<[string, string, RequestInit, string]>([
    ["a fetched page", "/gw/api/chat", {}, elsewhere],
    ["a POST beside the route", "/gw/api/chats", post, elsewhere],
    ["a POST below the route", "/gw/api/chat/1", post, elsewhere],
    ["a POST above the route", "/gw/api", post, elsewhere],
    ["a PUT", "/gw/api/chat", { ...post, method: "PUT" }, elsewhere],
    [
      "a form",
      "/gw/api/chat",
      { method: "POST", body: new URLSearchParams({ a: "b" }) },
      elsewhere,
    ],
    ["text", "/gw/api/chat", { method: "POST", body: "{}" }, elsewhere],
    ...["application/json-seq", "application/jsonp;a=b", "text/plain, application/json"].map(
      (type): [string, string, RequestInit, string] => [
        `a body of the type ${type}`,
        "/gw/api/chat",
        { ...post, headers: { "content-type": type } },
        elsewhere,
      ],
    ),
    ...(["authorization", "x-api-key", "api-key", "x-goog-api-key"] as const).map(
      (name): [string, string, RequestInit, string] => [
        `a foreign key in ${name}`,
        "/gw/api/chat",
        { ...post, headers: { ...json, [name]: "Bearer sk-foreign-000000" } },
        foreign,
      ],
    ),
    ["a foreign ?key", "/gw/api/chat?key=foreign-000000", post, foreign],
  ])("does not send it with %s, and says so once", async (_what, path, init, why) => {
    const server = await captureServer();
    const { said } = install(gateway(`${server.origin}/gw`));
    for (let times = 0; times < 2; times += 1) {
      await fetch(server.origin + path, init);
      expect(server.last("x-title")).toEqual(["plain"]);
      expect(server.last("x-gateway")).toEqual([]);
    }
    expect(said).toEqual([
      `warn provider-headers: a request to gw ${why}, so X-Gateway (secret) was not sent with it. Without an apiKey in models.providers.gw that goes only on a POST of JSON without any credential, to a chat route that no other entry has. If it is a model call with a key, write the key as apiKey.`,
    ]);
  });

  it("is not sent along on a redirect, nor where one leads beside the route", async () => {
    const other = await captureServer();
    const server = await captureServer((asked, response) => {
      const to = asked.url?.includes("beside") ? "/gw/api/other" : `${other.origin}/gw/api/chat`;
      response.writeHead(asked.url === "/gw/api/other" ? 200 : 307, { location: to }).end();
    });
    const options = gateway(`${server.origin}/gw`);
    install(options);
    await fetch(`${server.origin}/gw/api/chat`, post);
    expect(server.last("x-gateway")).toEqual([SECRET]);
    expect(other.received).toHaveLength(1);
    expect(other.last("x-gateway")).toEqual([]);
    await fetch(`${server.origin}/gw/api/chat?beside`, post);
    expect(server.received.at(-1)?.url).toBe("/gw/api/other");
    expect(server.last("x-gateway")).toEqual([]);
  });

  it.each<[string, object, string[], string[]]>([
    ["the same route", { api: "ollama" }, [], ["warn"]],
    ["an api whose routes are not known", { api: "my-own" }, [], ["warn"]],
    ["another route there", { api: "openai-completions" }, [SECRET], []],
    ["a shorter address", { api: "openai-completions", baseUrl: "" }, [SECRET], []],
    [
      "a model there",
      {
        api: "x",
        baseUrl: "https://other.example",
        models: [{ id: "m", api: "ollama", baseUrl: "/gw" }],
      },
      [],
      ["warn"],
    ],
  ])("where another entry has %s", async (_what, more, sent, levels) => {
    const server = await captureServer();
    const { providers } = gateway(`${server.origin}/gw`) as { providers: object };
    const at = (entry: Record<string, unknown>) => ({
      ...entry,
      baseUrl: String(entry["baseUrl"] ?? "/gw").replace(/^(?!https)/u, server.origin),
    });
    const { models = [], ...other } = { ...more } as { models?: Record<string, unknown>[] };
    const { said } = install({
      // The plans are the same, so the request is dressed whoever it belongs to.
      providers: {
        ...providers,
        other: {
          headers: { "X-Gateway": "${GATEWAY}", "X-Title": "plain" },
          ...at(other),
          models: models.map((model) => ({ id: "m", ...at(model) })),
        },
      },
      env,
    });
    await fetch(`${server.origin}/gw/api/chat`, post);
    expect(server.last("x-gateway")).toEqual(sent);
    expect(said.map((line) => line.split(" ")[0])).toEqual(levels);
  });

  it.each<[string, object, object, object]>([
    ["an auth profile has its key", {}, { profiles: { p: { provider: "GW" } } }, {}],
    ["its key cannot be read here", { apiKey: "${GONE}" }, {}, {}],
    ["a command gives its key", { apiKey: { source: "exec", provider: "vault", id: "x" } }, {}, {}],
  ])("does not send it without a key where %s", async (_what, more, auth, extra) => {
    const server = await captureServer();
    const { providers } = gateway(server.origin, more) as { providers: object };
    install({
      config: providerConfigFrom({ auth, models: { providers } }, { env, ...extra }).config,
    });
    await fetch(`${server.origin}/api/chat`, post);
    expect(server.last("x-gateway")).toEqual([]);
    const headers = { ...json, Authorization: "Bearer from-the-profile" };
    await fetch(`${server.origin}/api/chat`, { ...post, headers });
    expect(server.last("x-gateway")).toEqual([SECRET]);
  });

  it("in a host goes on the host's requests with whatever it puts in the key's place", async () => {
    const server = await captureServer();
    const { providers } = gateway(server.origin) as { providers: object };
    install({ config: providerConfigFrom({ models: { providers } }, { env, host: true }).config });
    for (const more of [{}, { Authorization: "Bearer ollama-local" }]) {
      await fetch(`${server.origin}/api/chat`, { ...post, headers: { ...json, ...more } });
      expect(server.last("x-gateway")).toEqual([SECRET]);
    }
  });
});

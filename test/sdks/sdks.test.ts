import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { generateText, streamText } from "ai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { createProviderFetch } from "../../src/transport/provider-fetch.ts";
import { captureServer, type CaptureServer } from "../transport/capture-server.ts";
import { install, until } from "../transport/recording.ts";

const KEY = "sk-kimi-test-000000000000";
const messages = [{ role: "user" as const, content: "ping" }];

interface Sdk {
  readonly name: string;
  readonly api: string;
  /** Where the SDK's own path begins. */
  readonly base: string;
  /** Its own User-Agent, as it goes out without us. */
  readonly userAgent: RegExp;
  ask(baseUrl: string, fetch?: typeof globalThis.fetch): Promise<unknown>;
}

const SDKS: Sdk[] = [
  {
    name: "openai, chat completions",
    api: "openai-completions",
    base: "/v1",
    userAgent: /^OpenAI\/JS /u,
    ask: (baseURL, fetch) =>
      new OpenAI({ baseURL, apiKey: KEY, maxRetries: 0, fetch }).chat.completions.create({
        model: "k2p5",
        messages,
      }),
  },
  {
    name: "openai, streamed",
    api: "openai-completions",
    base: "/v1",
    userAgent: /^OpenAI\/JS /u,
    async ask(baseURL, fetch) {
      const client = new OpenAI({ baseURL, apiKey: KEY, maxRetries: 0, fetch });
      const stream = await client.chat.completions.create({
        model: "k2p5",
        messages,
        stream: true,
      });
      let text = "";
      for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      return text;
    },
  },
  {
    name: "openai, responses",
    api: "openai-responses",
    base: "/v1",
    userAgent: /^OpenAI\/JS /u,
    ask: (baseURL, fetch) =>
      new OpenAI({ baseURL, apiKey: KEY, maxRetries: 0, fetch }).responses.create({
        model: "k2p5",
        input: "ping",
      }),
  },
  {
    name: "anthropic",
    api: "anthropic-messages",
    base: "",
    userAgent: /^Anthropic\/JS /u,
    ask: (baseURL, fetch) =>
      new Anthropic({ baseURL, apiKey: KEY, maxRetries: 0, fetch }).messages.create({
        model: "k2p5",
        max_tokens: 1,
        messages,
      }),
  },
  {
    name: "google genai",
    api: "google-generative-ai",
    base: "",
    userAgent: /^google-genai-sdk\//u,
    ask: (baseUrl) =>
      new GoogleGenAI({ apiKey: KEY, httpOptions: { baseUrl } }).models.generateContent({
        model: "k2p5",
        contents: "ping",
      }),
  },
  {
    name: "ollama",
    api: "ollama",
    base: "",
    userAgent: /^ollama-js\//u,
    ask: (host, fetch) =>
      new Ollama({
        host,
        headers: { Authorization: `Bearer ${KEY}` },
        ...(fetch && { fetch }),
      }).chat({ model: "k2p5", messages }),
  },
  {
    name: "ai sdk",
    api: "openai-completions",
    base: "/v1",
    userAgent: /^ai\/|ai-sdk\//u,
    ask: (baseURL, fetch) =>
      generateText({
        model: createOpenAICompatible({
          name: "relay",
          baseURL,
          apiKey: KEY,
          ...(fetch && { fetch }),
        })("k2p5"),
        prompt: "ping",
        maxRetries: 0,
      }),
  },
  {
    name: "ai sdk, streamed",
    api: "openai-completions",
    base: "/v1",
    userAgent: /^ai\/|ai-sdk\//u,
    async ask(baseURL, fetch) {
      const { textStream } = streamText({
        model: createOpenAICompatible({
          name: "relay",
          baseURL,
          apiKey: KEY,
          ...(fetch && { fetch }),
        })("k2p5"),
        prompt: "ping",
        maxRetries: 0,
        onError: () => {},
      });
      let text = "";
      for await (const part of textStream) text += part;
      return text;
    },
  },
];

/** Answers every api of the table well enough for its SDK. */
function model(): Promise<CaptureServer> {
  return captureServer((request, response) => {
    const url = request.url ?? "";
    const answer = ANSWERS.find(([path]) => url.includes(path))?.[1] ?? {};
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  });
}

const ANSWERS: [path: string, answer: unknown][] = [
  [
    "/chat/completions",
    {
      id: "1",
      object: "chat.completion",
      created: 1,
      model: "k2p5",
      choices: [
        { index: 0, finish_reason: "stop", message: { role: "assistant", content: "pong" } },
      ],
    },
  ],
  ["/responses", { id: "1", object: "response", output: [] }],
  ["/messages", { id: "1", type: "message", role: "assistant", content: [] }],
  ["/models/k2p5:", { candidates: [] }],
  ["/api/chat", { model: "k2p5", message: { role: "assistant", content: "pong" }, done: true }],
];

function names({ received }: CaptureServer): string[] {
  return (received[0]?.lines ?? []).map(([name]) => name.toLowerCase());
}

describe.each(SDKS)("$name", ({ api, base, userAgent, ask }) => {
  const entry = (origin: string, headers: Record<string, unknown> = {}): ProviderInput => ({
    baseUrl: origin + base,
    api,
    apiKey: KEY,
    headers,
  });
  const asked = (server: CaptureServer, fetch?: typeof globalThis.fetch): Promise<unknown> =>
    ask(server.origin + base, fetch).catch((error: unknown) => error);

  it("as it is, names itself", async () => {
    const server = await model();
    await asked(server);
    expect(server.last("user-agent")[0]).toMatch(userAgent);
  });

  it("sends the built-in default of kimi-coding, and exactly one User-Agent", async () => {
    const server = await model();
    install({ providers: { "kimi-coding": entry(server.origin) } });
    await asked(server);
    expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
  });

  it("sends what is configured and what is secret, and none of what it tells about itself", async () => {
    const server = await model();
    const { successes, said } = install({
      providers: {
        relay: entry(server.origin, { "USER-AGENT": "mine/1.0", "X-Tenant": "${TENANT}" }),
      },
      override: {
        providers: { relay: { headers: { "x-stainless-*": null, "x-goog-api-client": null } } },
      },
      env: { TENANT: "tenant-000000" },
    });
    await asked(server);
    expect(server.last("user-agent")).toEqual(["mine/1.0"]);
    expect(server.last("x-tenant")).toEqual(["tenant-000000"]);
    expect(names(server).filter((name) => /^x-(?:stainless|goog-api-client)/u.test(name))).toEqual(
      [],
    );
    expect(new Set(names(server)).size).toBe(names(server).length);
    expect(successes).toMatchObject([{ providerId: "relay", wireModel: "k2p5" }]);
    expect(said).toEqual([]);
  });

  it("a refusal reaches the guard with the provider's words", async () => {
    const server = await captureServer((_request, response) => {
      response.writeHead(401, { "content-type": "application/json" });
      response.end(`{"error":{"message":"no such key ${KEY}"}}`);
    });
    const { failures } = install({ providers: { relay: entry(server.origin) } });
    await asked(server);
    await until(() => failures.length > 0);
    expect(failures).toMatchObject([
      {
        providerId: "relay",
        status: 401,
        body: '{"error":{"message":"no such key ***"}}',
        keyPrefix: "sk-kimi-",
      },
    ]);
  });
});

const WITH_OWN_FETCH = SDKS.filter(({ name }) => name !== "google genai");

it.each(WITH_OWN_FETCH)("$name, with its fetch option", async ({ api, base, ask }) => {
  const server = await model();
  const fetch = createProviderFetch({
    providers: {
      relay: {
        baseUrl: server.origin + base,
        api,
        apiKey: KEY,
        headers: { "User-Agent": "mine/1.0" },
      },
    },
    override: { providers: { relay: { headers: { "x-stainless-*": null } } } },
  });
  await ask(server.origin + base, fetch).catch(() => {});
  expect(server.last("user-agent")).toEqual(["mine/1.0"]);
  expect(names(server).filter((name) => name.startsWith("x-stainless"))).toEqual([]);
});

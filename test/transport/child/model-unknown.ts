import http from "node:http";
import { Readable } from "node:stream";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { generateText } from "ai";
import axios from "axios";
import OpenAI from "openai";
import { Agent, request } from "undici";
import { createProviderFetch } from "../../../src/transport/provider-fetch.ts";
import { withRequestContext } from "../../../src/transport/request-context.ts";
import { providerHeaders } from "../../../src/transport/undici-interceptor.ts";
import { finish, installHere, startServer } from "./scenario.ts";

/** Each client asks the model `m1`, whose header is "one", without a context that tells it. */
const KEY = "sk-test-000000000000";
const before = globalThis.fetch;
const answered = await startServer((_request, response) => {
  response.setHeader("content-type", "application/json");
  response.end("{}");
});
const models = [
  { id: "m1", headers: { "X-Model": "one" } },
  { id: "m2", headers: { "X-Model": "two" } },
];
const providers = Object.fromEntries(
  [
    ["relay", "openai-completions", "/v1"],
    ["claude", "anthropic-messages", "/claude"],
    ["gemini", "google-generative-ai", "/v1beta"],
  ].map(([id = "", api, path]) => [
    id,
    { baseUrl: answered.origin + path, api, apiKey: KEY, models },
  ]),
);
const QUIET = { error: () => {}, warn: () => {} };
const watched = installHere({ providers });
const wrapped = globalThis.fetch !== before;
const url = `${answered.origin}/v1/chat/completions`;
const headers = { Authorization: `Bearer ${KEY}`, "content-type": "application/json" };
const body = JSON.stringify({ model: "m1", messages: [] });
const bytes = new TextEncoder().encode(body);
const post = { method: "POST", headers, body } as const;
const messages = [{ role: "user" as const, content: "ping" }];
const early = { apiKey: KEY, maxRetries: 0, baseURL: `${answered.origin}/v1` };

async function viaHttp(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const sent = http.request(url, { method: "POST", headers }, (response) => {
      response.resume().on("end", resolve);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function explicit(sent: RequestInit): Promise<void> {
  await createProviderFetch({ providers, logger: QUIET }, before)(url, sent);
}

const composed = () => new Agent().compose(providerHeaders({ providers, logger: QUIET }));

const CLIENTS: Readonly<Record<string, () => Promise<unknown>>> = {
  "fetch, text": () => fetch(url, post),
  "fetch, bytes": () => fetch(url, { ...post, body: bytes }),
  "fetch, stream": () =>
    fetch(url, { ...post, body: new Blob([body]).stream(), duplex: "half" } as RequestInit),
  "fetch, Request": () => fetch(new Request(url, post)),
  "fetch taken before": () => before(url, post),
  "undici request, text": () => request(url, post),
  "undici request, bytes": () => request(url, { ...post, body: bytes }),
  "undici request, stream": () => request(url, { ...post, body: Readable.from([body]) }),
  openai: () => new OpenAI(early).chat.completions.create({ model: "m1", messages }),
  anthropic: () =>
    new Anthropic({ ...early, baseURL: `${answered.origin}/claude` }).messages.create({
      model: "m1",
      max_tokens: 1,
      messages,
    }),
  "google genai": () =>
    new GoogleGenAI({
      apiKey: KEY,
      httpOptions: { baseUrl: answered.origin },
    }).models.generateContent({ model: "m1", contents: "ping" }),
  "ai sdk": () =>
    generateText({
      maxRetries: 0,
      prompt: "ping",
      model: createOpenAICompatible({
        name: "relay",
        baseURL: `${answered.origin}/v1`,
        apiKey: KEY,
      })("m1"),
    }),
  "node:http": viaHttp,
  axios: () => axios.post(url, body, { headers }),
  "node:http, in a context": () =>
    withRequestContext({ providerId: "relay", modelId: "m1" }, viaHttp),
};

/** Nothing is installed where these are asked. */
const EXPLICIT: typeof CLIENTS = {
  "interceptor, text": () => request(url, { ...post, dispatcher: composed() }),
  "interceptor, bytes": () => request(url, { ...post, body: bytes, dispatcher: composed() }),
  "interceptor, stream": () =>
    request(url, { ...post, body: Readable.from([body]), dispatcher: composed() }),
  "createProviderFetch, text": () => explicit(post),
  "createProviderFetch, bytes": () => explicit({ ...post, body: bytes }),
  "createProviderFetch, stream": () =>
    explicit({ ...post, body: new Blob([body]).stream(), duplex: "half" } as RequestInit),
};

const got: Record<string, string | null> = {};

async function askAll(clients: typeof CLIENTS): Promise<void> {
  for (const [name, ask] of Object.entries(clients)) {
    for (const key of Object.keys(answered.received)) delete answered.received[key];
    await ask().catch(() => {});
    const [last] = Object.values(answered.received);
    got[name] = last === undefined ? "nothing sent" : (last["x-model"]?.join() ?? null);
  }
}

await askAll(CLIENTS);
const { said, installation } = watched;
installation.uninstall();
await askAll(EXPLICIT);
finish({ got, wrapped, restored: globalThis.fetch === before, said });

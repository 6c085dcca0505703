import { request as httpsRequest } from "node:https";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { API_SHAPES } from "../../src/kimi-stand-in/api-shapes.ts";
import { KIMI_ERRORS, type KimiErrorName } from "../../src/kimi-stand-in/kimi-refusals.ts";
import {
  STAND_IN_KEY,
  type StandIn,
  type StandInOptions,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { CERTIFICATE, secureContext } from "../transport/tls-server.ts";

const running: StandIn[] = [];
const start = async (options?: StandInOptions) => {
  const standIn = await startKimiStandIn(options);
  running.push(standIn);
  return standIn;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((standIn) => standIn.close()));
});

const KNOWN = { authorization: `Bearer ${STAND_IN_KEY}`, "user-agent": "claude-code/0.1.0" };

const post = (url: string, headers: Record<string, string>, body: object = { model: "k2p5" }) =>
  fetch(url, { method: "POST", headers, body: JSON.stringify(body) });

const outcome = async (response: Response) => {
  const { error } = (await response.json()) as { error?: { type: string } };
  return `${response.status} ${error?.type ?? "answered"}`;
};

describe("who is let in", () => {
  it.each([
    ["Bearer and a known client", KNOWN, "200 answered"],
    [
      "x-api-key and a known client",
      { "x-api-key": STAND_IN_KEY, "user-agent": "claude-cli/2.1.161" },
      "200 answered",
    ],
    ["a client known by its prefix", { ...KNOWN, "user-agent": "RooCode/3.0.0" }, "200 answered"],
    [
      "the OpenAI SDK's own name",
      { ...KNOWN, "user-agent": "OpenAI/JS 6.10.0" },
      "403 access_terminated_error",
    ],
    [
      "codex-cli/0.136.0",
      { ...KNOWN, "user-agent": "codex-cli/0.136.0" },
      "403 access_terminated_error",
    ],
    [
      "a name that only contains a known one",
      { ...KNOWN, "user-agent": "x claude-code/0.1.0" },
      "403 access_terminated_error",
    ],
    [
      "an unknown key",
      { ...KNOWN, authorization: "Bearer sk-kimi-other" },
      "401 invalid_authentication_error",
    ],
    [
      "no key, whatever the client",
      { "user-agent": "OpenAI/JS 6.10.0" },
      "401 invalid_authentication_error",
    ],
  ])("%s: %o -> %s", async (_title, headers, expected) => {
    const standIn = await start();
    for (const route of ["/chat/completions", "/messages"]) {
      const response = await post(`${standIn.baseUrl}${route}`, headers);
      expect(await outcome(response)).toBe(expected);
    }
  });

  it("answers /models for any client", async () => {
    const standIn = await start();
    const response = await fetch(`${standIn.baseUrl}/models`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      object: "list",
      data: [{ id: "kimi-for-coding", object: "model" }],
    });
  });

  it("can leave /messages open to any client, as it was in 2026-06", async () => {
    const standIn = await start({ messagesLookAtClient: false });
    const headers = { "x-api-key": STAND_IN_KEY, "user-agent": "node" };
    expect((await post(`${standIn.baseUrl}/messages`, headers)).status).toBe(200);
    expect((await post(`${standIn.baseUrl}/chat/completions`, headers)).status).toBe(403);
  });

  it("takes other keys and clients", async () => {
    const standIn = await start({ keys: ["sk-kimi-mine"], clients: ["my-agent/"] });
    const headers = { authorization: "bearer sk-kimi-mine", "user-agent": "my-agent/1" };
    expect((await post(`${standIn.baseUrl}/chat/completions`, headers)).status).toBe(200);
    expect((await post(`${standIn.baseUrl}/chat/completions`, KNOWN)).status).toBe(401);
  });

  it("knows only Kimi Code's routes", async () => {
    const standIn = await start();
    expect((await post(`${standIn.origin}/v1/chat/completions`, KNOWN)).status).toBe(404);
    expect((await post(`${standIn.baseUrl}/responses`, KNOWN)).status).toBe(404);
    expect((await fetch(`${standIn.origin}/models`)).status).toBe(404);
  });
});

describe("how it refuses", () => {
  it.each(Object.keys(KIMI_ERRORS) as KimiErrorName[])("%s, in both error shapes", async (mode) => {
    const standIn = await start();
    standIn.mode = mode;
    const { status, type, message } = KIMI_ERRORS[mode];
    const chat = await post(`${standIn.baseUrl}/chat/completions`, KNOWN);
    expect([chat.status, await chat.json()]).toEqual([status, { error: { message, type } }]);
    const messages = await post(`${standIn.baseUrl}/messages`, KNOWN);
    expect([messages.status, await messages.json()]).toEqual([
      status,
      { type: "error", error: { message, type } },
    ]);
    standIn.mode = "normal";
    expect((await post(`${standIn.baseUrl}/messages`, KNOWN)).status).toBe(200);
  });

  it("tells a refused client and a used-up window by the same type, in other words", () => {
    expect(KIMI_ERRORS.unknown_client.type).toBe(KIMI_ERRORS.used_up_window.type);
    expect(KIMI_ERRORS.unknown_client.message).not.toBe(KIMI_ERRORS.used_up_window.message);
  });

  it("says when to come again with a 429", async () => {
    const standIn = await start({ mode: "too_many_requests" });
    const response = await post(`${standIn.baseUrl}/chat/completions`, KNOWN);
    expect(response.headers.get("retry-after")).toBe("1");
  });

  it("stands in for a gateway that is down", async () => {
    const standIn = await start({ mode: "bad_gateway" });
    const response = await post(`${standIn.baseUrl}/chat/completions`, KNOWN);
    expect([response.status, response.headers.get("content-type")]).toEqual([502, "text/html"]);
    expect(await response.text()).toContain("<title>502 Bad Gateway</title>");
  });

  it("resets the connection", async () => {
    const standIn = await start({ mode: "connection_reset" });
    await expect(post(`${standIn.baseUrl}/chat/completions`, KNOWN)).rejects.toMatchObject({
      cause: { code: "ECONNRESET" },
    });
    expect(standIn.requests.map(({ status }) => status)).toEqual([undefined]);
  });

  it("sends an answer of the caller's making", async () => {
    const standIn = await start({
      mode: { status: 405, headers: { "x-own": "1" }, body: "no such thing" },
    });
    const response = await post(`${standIn.baseUrl}/chat/completions`, KNOWN);
    expect([response.status, response.headers.get("x-own"), await response.text()]).toEqual([
      405,
      "1",
      "no such thing",
    ]);
  });
});

describe("what it records", () => {
  it("keeps every field in its order and spelling", async () => {
    const standIn = await start();
    await post(`${standIn.baseUrl}/chat/completions?a=1`, { ...KNOWN, "X-Own": "Value" });
    const [request] = standIn.requests;
    expect(request).toMatchObject({
      method: "POST",
      path: "/coding/v1/chat/completions?a=1",
      body: '{"model":"k2p5"}',
      status: 200,
    });
    expect(request?.headers["x-own"]).toBe("Value");
    expect(request?.rawHeaders.map(([name]) => name.toLowerCase())).toContain("x-own");
    standIn.forgetRequests();
    expect(standIn.requests).toEqual([]);
  });
});

describe("as a plain provider", () => {
  it.each([
    ["openai-completions", "/v1/chat/completions", "any"],
    ["openai-responses", "/v1/responses", "any"],
    ["anthropic-messages", "/v1/messages", "any"],
    ["google-generative-ai", "/v1beta/models/any:generateContent", "any"],
    ["ollama", "/api/chat", "any"],
  ])("%s answers at %s, whole and streamed", async (name, path, model) => {
    const standIn = await start({ role: "plain", text: (asked) => `This is ${asked}.` });
    const shape = API_SHAPES.find((candidate) => candidate.name === name);
    const whole = await post(`${standIn.origin}${path}`, {}, { model, stream: false });
    expect(await whole.json()).toEqual(shape?.answer({ model, text: "This is any." }));

    const streamPath = path.replace(":generateContent", ":streamGenerateContent?alt=sse");
    const streamed = await post(`${standIn.origin}${streamPath}`, {}, { model, stream: true });
    expect(streamed.headers.get("content-type")).toBe(
      name === "ollama" ? "application/x-ndjson" : "text/event-stream",
    );
    const text = await streamed.text();
    expect(text).toContain("This i");
    expect(text).toContain("s any.");
  });

  it.each([
    ["GET", "/v1/models", 200],
    ["GET", "/api/tags", 200],
    ["GET", "/other", 404],
    ["POST", "/v1/embeddings", 200],
    ["POST", "/api/show", 200],
    ["POST", "/other", 404],
  ])("%s %s -> %i", async (method, path, status) => {
    const standIn = await start({ role: "plain" });
    const response = await fetch(`${standIn.origin}${path}`, { method });
    expect(response.status).toBe(status);
  });

  it("can refuse too", async () => {
    const standIn = await start({ role: "plain", mode: "unknown_key" });
    expect((await post(`${standIn.baseUrl}/messages`, {})).status).toBe(401);
  });

  it("survives a body that is not JSON", async () => {
    const standIn = await start({ role: "plain" });
    for (const body of ["{", "null", "7"]) {
      const response = await fetch(`${standIn.baseUrl}/chat/completions`, { method: "POST", body });
      expect(await response.json()).toMatchObject({ model: "unknown" });
    }
  });
});

describe("with the real OpenAI SDK", () => {
  const client = (standIn: StandIn, userAgent: string) =>
    new OpenAI({
      apiKey: STAND_IN_KEY,
      baseURL: standIn.baseUrl,
      maxRetries: 0,
      defaultHeaders: { "User-Agent": userAgent },
    });

  it("is answered, whole and streamed", async () => {
    const standIn = await start();
    const sdk = client(standIn, "claude-code/0.1.0");
    const messages = [{ role: "user" as const, content: "ping" }];
    const whole = await sdk.chat.completions.create({ model: "k2p5", messages });
    expect(whole.choices[0]?.message.content).toBe("Answered by k2p5.");
    const stream = await sdk.chat.completions.create({
      model: "k2p5",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? "";
      tokens += chunk.usage?.total_tokens ?? 0;
    }
    expect([text, tokens]).toEqual(["Answered by k2p5.", 8]);
  });

  it("reads a response of the responses api, whole and streamed", async () => {
    const standIn = await start({ role: "plain" });
    const sdk = client(standIn, "node");
    const whole = await sdk.responses.create({ model: "m", input: "ping" });
    expect(whole.output_text).toBe("Answered by m.");
    const stream = sdk.responses.stream({ model: "m", input: "ping" });
    expect((await stream.finalResponse()).output_text).toBe("Answered by m.");
  });

  it("is refused by its own name", async () => {
    const standIn = await start();
    const sdk = client(standIn, "OpenAI/JS 6.10.0");
    const call = sdk.chat.completions.create({ model: "k2p5", messages: [] });
    await expect(call).rejects.toMatchObject({ status: 403, type: "access_terminated_error" });
  });
});

describe("with the SDKs of the other apis", () => {
  it("Anthropic's, whole and streamed", async () => {
    const standIn = await start();
    const client = new Anthropic({
      apiKey: STAND_IN_KEY,
      baseURL: standIn.baseUrl.replace(/\/v1$/u, ""),
      maxRetries: 0,
      defaultHeaders: { "User-Agent": "claude-cli/2.1.161" },
    });
    const request = {
      model: "k2p5",
      max_tokens: 1,
      messages: [{ role: "user" as const, content: "ping" }],
    };
    const whole = await client.messages.create(request);
    expect(whole.content).toMatchObject([{ type: "text", text: "Answered by k2p5." }]);
    expect(await client.messages.stream(request).finalText()).toBe("Answered by k2p5.");
    standIn.mode = "used_up_window";
    await expect(client.messages.create(request)).rejects.toMatchObject({ status: 403 });
  });

  it("Google's, whole and streamed", async () => {
    const standIn = await start({ role: "plain" });
    const client = new GoogleGenAI({
      apiKey: "AIza-test",
      httpOptions: { baseUrl: standIn.origin },
    });
    const request = { model: "gemini-test", contents: "ping" };
    expect((await client.models.generateContent(request)).text).toBe("Answered by gemini-test.");
    let text = "";
    for await (const chunk of await client.models.generateContentStream(request)) {
      text += chunk.text ?? "";
    }
    expect(text).toBe("Answered by gemini-test.");
  });

  it("Ollama's, whole and streamed", async () => {
    const standIn = await start({ role: "plain" });
    const client = new Ollama({ host: standIn.origin });
    const request = { model: "llama", messages: [{ role: "user", content: "ping" }] };
    expect((await client.chat(request)).message.content).toBe("Answered by llama.");
    let text = "";
    for await (const part of await client.chat({ ...request, stream: true })) {
      text += part.message.content;
    }
    expect(text).toBe("Answered by llama.");
  });
});

it("speaks HTTPS with a given certificate, for a client that believes to talk to api.kimi.com", async () => {
  const standIn = await start({ tls: secureContext });
  expect(standIn.origin).toBe(`https://127.0.0.1:${standIn.port}`);
  const status = await new Promise((resolve, reject) => {
    const request = httpsRequest(
      `${standIn.baseUrl}/messages`,
      { method: "POST", headers: KNOWN, servername: "localhost", ca: CERTIFICATE },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on("error", reject);
    request.end("{}");
  });
  expect(status).toBe(200);
});

it("says when its port is taken", async () => {
  const standIn = await start();
  await expect(start({ port: standIn.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

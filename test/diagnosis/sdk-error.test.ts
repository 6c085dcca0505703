import Anthropic from "@anthropic-ai/sdk";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { GoogleGenAI } from "@google/genai";
import { generateText } from "ai";
import axios from "axios";
import { Headers as NodeFetchHeaders } from "node-fetch";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { Headers as UndiciHeaders } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAbort, readSdkError } from "../../src/diagnosis/sdk-error.ts";
import { type StandIn, startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";

let standIn: StandIn;
beforeAll(async () => {
  standIn = await startKimiStandIn({ mode: "unknown_client" });
});
afterAll(() => standIn.close());

const thrownBy = async (act: () => unknown): Promise<unknown> => {
  try {
    await act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};

const BODY = JSON.stringify({
  error: {
    message:
      "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.",
    type: "access_terminated_error",
  },
});

describe("errors of real clients", () => {
  it("the OpenAI SDK's", async () => {
    const client = new OpenAI({ apiKey: "sk-test-000000000000", baseURL: standIn.baseUrl });
    const error = await thrownBy(() =>
      client.chat.completions.create({ model: "m", messages: [] }),
    );
    const read = readSdkError(error);
    expect(read).toMatchObject({ status: 403, body: BODY, endpoint: "", error });
    expect(read.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("axios's, with the address", async () => {
    const url = `${standIn.baseUrl}/chat/completions`;
    const error = await thrownBy(() => axios.post(`${url}?key=hidden`, {}));
    const read = readSdkError(error);
    expect(read).toMatchObject({ status: 403, body: BODY, endpoint: url });
    expect(read.headers["content-type"]).toBe("application/json; charset=utf-8");
  });

  it("the Anthropic SDK's", async () => {
    const client = new Anthropic({
      apiKey: "sk-test-000000000000",
      baseURL: standIn.baseUrl.replace(/\/v1$/u, ""),
      maxRetries: 0,
    });
    const error = await thrownBy(() =>
      client.messages.create({ model: "m", max_tokens: 1, messages: [] }),
    );
    const read = readSdkError(error);
    expect(read).toMatchObject({ status: 403, error });
    expect(JSON.parse(read.body ?? "")).toEqual({ type: "error", ...JSON.parse(BODY) });
  });

  it("Vercel's AI SDK's, also after its retries, with the address", async () => {
    const provider = createOpenAICompatible({ name: "kimi", baseURL: standIn.baseUrl });
    const ask = (maxRetries: number) =>
      thrownBy(() => generateText({ model: provider("m"), prompt: "ping", maxRetries }));
    const refused = readSdkError(await ask(0));
    expect(refused).toMatchObject({
      status: 403,
      body: BODY,
      endpoint: `${standIn.baseUrl}/chat/completions`,
    });
    expect(refused.headers["content-type"]).toBe("application/json; charset=utf-8");
    standIn.mode = { status: 503, headers: { "retry-after-ms": "1" }, body: "busy" };
    const retried = await ask(1);
    standIn.mode = "unknown_client";
    expect(retried).toMatchObject({ name: "AI_RetryError" });
    expect(readSdkError(retried)).toMatchObject({ status: 503, body: "busy" });
  });

  it("Google's, whose message is the body", async () => {
    const client = new GoogleGenAI({
      apiKey: "AIza-test",
      httpOptions: { baseUrl: standIn.origin },
    });
    const error = await thrownBy(() =>
      client.models.generateContent({ model: "m", contents: "ping" }),
    );
    const read = readSdkError(error);
    expect([read.status, read.body]).toEqual([403, undefined]);
    expect(JSON.parse(read.error.message)).toEqual(JSON.parse(BODY));
  });

  it("Ollama's", async () => {
    const client = new Ollama({ host: standIn.origin });
    standIn.mode = { status: 401, body: { error: "unauthorized" } };
    const error = await thrownBy(() => client.chat({ model: "m", messages: [] }));
    standIn.mode = "unknown_client";
    expect(readSdkError(error)).toMatchObject({ status: 401, body: "unauthorized" });
  });

  it("fetch's, where there is no response", async () => {
    standIn.mode = "connection_reset";
    const error = await thrownBy(() =>
      fetch(`${standIn.baseUrl}/messages`, { method: "POST", body: "{}" }),
    );
    standIn.mode = "unknown_client";
    expect(readSdkError(error)).toEqual({
      status: undefined,
      headers: {},
      body: undefined,
      endpoint: "",
      error,
    });
  });
});

describe("the shapes of other SDKs", () => {
  it("Anthropic's: the whole body under `error`", () => {
    const body = { type: "error", error: { type: "authentication_error", message: "no" } };
    const error = Object.assign(new Error("401 ..."), { status: 401, error: body });
    expect(readSdkError(error)).toMatchObject({ status: 401, body: JSON.stringify(body) });
  });

  it("Vercel's, also within a retry error", () => {
    const call = Object.assign(new Error("Forbidden"), {
      statusCode: 403,
      responseHeaders: { "x-request-id": "r1", count: 3 },
      responseBody: '{"error":"no"}',
      url: "https://api.example.com/v1/messages?key=hidden",
    });
    const retry = Object.assign(new Error("Failed after 3 attempts"), { lastError: call });
    for (const error of [call, retry]) {
      expect(readSdkError(error)).toEqual({
        status: 403,
        headers: { "x-request-id": "r1" },
        body: '{"error":"no"}',
        endpoint: "https://api.example.com/v1/messages",
        error,
      });
    }
  });

  it("a cause that holds the response", () => {
    const error = new Error("wrapped", { cause: Object.assign(new Error("x"), { status: 402 }) });
    expect(readSdkError(error)).toMatchObject({ status: 402, error });
  });

  it.each([
    [{ status: 401 }, 401],
    [{ statusCode: 401 }, 401],
    [{ status_code: 401 }, 401],
    [{ response: { status: 401 } }, 401],
    [{ status: "401", response: { status: 403 } }, 403],
    [{ status: 401, statusCode: 403 }, 401],
    [{ response: 401 }, undefined],
    [{ response: null }, undefined],
  ])("the status of %j: %s", (thrown, status) => {
    expect(readSdkError(thrown).status).toBe(status);
  });

  it.each([
    [{ headers: { "x-a": "1" } }, { "x-a": "1" }],
    [{ responseHeaders: { "x-a": "1", "x-b": 2 } }, { "x-a": "1" }],
    [{ response: { headers: { "x-a": "1" } } }, { "x-a": "1" }],
    [{ headers: { "x-a": "1" }, responseHeaders: { "x-a": "2" } }, { "x-a": "1" }],
    [{ headers: [["x-a", "1"], "x-b", [3, "4"]] }, { "x-a": "1" }],
    [{ headers: "x-a: 1" }, {}],
    [{}, {}],
  ])("the headers of %j: %j", (thrown, headers) => {
    expect(readSdkError(thrown).headers).toEqual(headers);
  });

  it.each<[object, string | undefined]>([
    [{ responseBody: "a", error: "b", body: "c" }, "a"],
    [{ error: "b", body: "c" }, "b"],
    [{ body: "c", response: { data: "d" } }, "c"],
    [{ response: { data: "d" } }, "d"],
    [{ response: { data: { error: "d" } } }, '{"error":"d"}'],
    [{ body: 7 }, undefined],
    [{ body: null }, undefined],
    [{ body: () => "a method" }, undefined],
    [{ response: "d" }, undefined],
  ])("the body of %j: %s", (thrown, body) => {
    expect(readSdkError(thrown).body).toBe(body);
  });

  it.each<[object, string]>([
    [{ url: "https://a.test/v1?key=hidden" }, "https://a.test/v1"],
    [{ config: { url: "https://a.test/v1" } }, "https://a.test/v1"],
    [{ url: "https://a.test/v1", config: { url: "https://b.test" } }, "https://a.test/v1"],
    [{ url: 7, config: { url: "https://b.test" } }, ""],
    [{ config: "https://b.test" }, ""],
    [{ config: null }, ""],
    [{}, ""],
  ])("the address of %j: %j", (thrown, endpoint) => {
    expect(readSdkError(thrown).endpoint).toBe(endpoint);
  });

  it("what wraps it, five deep", () => {
    const wrapped = (levels: number): object =>
      levels === 0 ? { status: 401 } : { cause: wrapped(levels - 1) };
    expect(readSdkError(wrapped(4)).status).toBe(401);
    expect(readSdkError(wrapped(5)).status).toBeUndefined();
    const both = { lastError: { status: 401 }, cause: { status: 403 } };
    expect(readSdkError(both).status).toBe(401);
  });

  it.each([
    ["a string", "oops", "oops"],
    ["nothing", undefined, "undefined"],
  ])("what is no error: %s", (_title, thrown, message) => {
    const read = readSdkError(thrown);
    expect([read.status, read.body, read.error.message]).toEqual([undefined, undefined, message]);
  });

  it.each([
    ["undici's", new UndiciHeaders({ "x-a": "1" })],
    ["node-fetch's", new NodeFetchHeaders({ "x-a": "1" })],
    ["a map", new Map([["x-a", "1"]])],
  ])("headers of another class: %s", (_title, headers) => {
    const error = Object.assign(new Error("x"), { status: 401, headers });
    expect(readSdkError(error).headers).toEqual({ "x-a": "1" });
  });

  it("a plain object", () => {
    const read = readSdkError({ status: 401, body: { detail: "no" } });
    expect([read.status, read.body]).toEqual([401, '{"error":{"detail":"no"}}']);
  });

  it("a body that cannot be written, an address that is none, a chain that bites its tail", () => {
    const body: { self?: object } = {};
    body.self = body;
    const error = Object.assign(new Error("x"), { body, url: "not a url", cause: {} });
    error.cause = error;
    expect(readSdkError(error)).toMatchObject({ body: undefined, endpoint: "", status: undefined });
  });
});

describe("an abort", () => {
  it("is fetch's and the OpenAI SDK's, not a time-out", async () => {
    const client = new OpenAI({ apiKey: "sk-test-000000000000", baseURL: standIn.baseUrl });
    const signal = AbortSignal.abort();
    const create = () => client.chat.completions.create({ model: "m", messages: [] }, { signal });
    expect(isAbort(await thrownBy(create))).toBe(true);
    expect(isAbort(await thrownBy(() => fetch(standIn.origin, { signal })))).toBe(true);
    expect(isAbort(new Error("x", { cause: new DOMException("x", "AbortError") }))).toBe(true);
    expect(isAbort(new DOMException("x", "TimeoutError"))).toBe(false);
    expect(isAbort(new Error("Request was aborted."))).toBe(false);
    expect(isAbort(new Error("x", { cause: { code: "UND_ERR_ABORTED" } }))).toBe(true);
    expect(isAbort(Object.assign(new Error("x"), { code: "UND_ERR_SOCKET" }))).toBe(false);
    expect(isAbort("AbortError")).toBe(false);
    expect(isAbort({ code: "ABORT_ERR" })).toBe(true);
    expect(isAbort({ name: "AbortError" })).toBe(true);
    expect(isAbort(new Error("x", { cause: { lastError: { name: "AbortError" } } }))).toBe(true);
    expect(isAbort(Object.create(null))).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import {
  apiNamed,
  APIS,
  basePathOf,
  chatRoute,
  credentialPlaces,
  isChatRoute,
  modelNamedInPath,
} from "../../src/providers/apis.ts";
import { CREDENTIAL_FIELDS } from "../../src/providers/credential-places.ts";

it("has one row an api", () => {
  expect(new Set(APIS.map(({ name }) => name)).size).toBe(APIS.length);
  expect(apiNamed("my-own-api")).toBeUndefined();
  expect(apiNamed(undefined)).toBeUndefined();
});

it("an api's own credential goes to one of its places", () => {
  for (const { chat, credentialPlaces: places } of APIS) {
    for (const key of ["sk-ant-oat01-0", "sk-0"]) {
      const fields = Object.keys(chat?.credential(key) ?? {});
      expect(fields.filter((name) => CREDENTIAL_FIELDS.has(name))).toEqual(
        chat === undefined ? [] : [places.find((place) => fields.includes(place))],
      );
    }
  }
});

it.each([
  ["openai-completions", ["authorization", "api-key"]],
  ["openai-responses", ["authorization", "api-key"]],
  ["openai-codex-responses", ["authorization"]],
  ["azure-openai-responses", ["authorization", "api-key"]],
  ["anthropic-messages", ["authorization", "x-api-key"]],
  ["google-generative-ai", ["authorization", "x-goog-api-key", "?key"]],
  ["google-vertex", ["authorization", "x-goog-api-key", "?key"]],
  ["ollama", ["authorization"]],
  ["my-own-api", ["authorization", "x-api-key", "api-key", "x-goog-api-key", "?key"]],
  [undefined, ["authorization", "x-api-key", "api-key", "x-goog-api-key", "?key"]],
])("the key of %s goes to %j", (api, places) => {
  expect(credentialPlaces(api)).toEqual(places);
});

describe("the base path of", () => {
  it.each([
    ["/v1/", "ollama", ""],
    ["/relay/v1", "ollama", "/relay"],
    ["/v1beta", "ollama", "/v1beta"],
    ["/v1/relay", "ollama", "/v1/relay"],
    ["/v1//", "openai-completions", "/v1"],
    ["/v1", undefined, "/v1"],
    ["/undefined", undefined, "/undefined"],
    ["/", undefined, ""],
  ])("%s for %s is %j", (path, api, expected) => {
    expect(basePathOf(path, api)).toBe(expected);
  });
});

it.each([
  ["/v1beta/models/gemini-2.5-pro:generateContent", "gemini-2.5-pro"],
  ["/v1/publishers/google/models/gemini-2.5-flash:streamGenerateContent", "gemini-2.5-flash"],
  ["/v1beta/models/gemini-2.5-pro", undefined],
  ["/v1/chat/completions", undefined],
])("the model in %s is %s", (path, model) => {
  expect(modelNamedInPath(path)).toBe(model);
});

describe("a chat route", () => {
  it.each([
    ["openai-completions", "m", "/chat/completions"],
    ["openai-responses", "m", "/responses"],
    ["azure-openai-responses", "m", "/responses"],
    ["anthropic-messages", "m", "/v1/messages"],
    ["google-generative-ai", "a/b$&", "/models/a%2Fb%24%26:generateContent"],
    ["ollama", "m", "/api/chat"],
    ["google-vertex", "m", undefined],
    ["my-own-api", "m", undefined],
    [undefined, "m", undefined],
  ])("of %s for %s is %s", (api, model, route) => {
    expect(chatRoute(api, model)).toBe(route);
    expect(isChatRoute(api, route ?? "/x")).toBe(route === undefined ? undefined : true);
  });

  it.each([
    ["openai-completions", "/chat/completions/"],
    ["openai-completions", "/v1/chat/completions"],
    ["google-generative-ai", "/models/:generateContent"],
    ["google-generative-ai", "/models/a/b:generateContent"],
    ["google-generative-ai", "/models/a:embedContent"],
    ["google-generative-ai", "/models/gemini-embedding-001:embedContent"],
    ["google-generative-ai", "/models/a"],
    ["google-generative-ai", "/models:generateContent"],
  ])("of %s is not %s", (api, path) => {
    expect(isChatRoute(api, path)).toBe(false);
  });

  it.each(["/models/a:streamGenerateContent", "/models/a:b:generateContent"])(
    "of google-generative-ai is %s",
    (path) => {
      expect(isChatRoute("google-generative-ai", path)).toBe(true);
    },
  );
});

describe("the smallest question", () => {
  const MESSAGES = [{ role: "user", content: "ping" }];
  const SDK = {
    "x-stainless-lang": "js",
    "x-stainless-retry-count": "0",
    "x-stainless-runtime": "node",
    "x-stainless-runtime-version": "v22.12.0",
  };
  const OPENAI = {
    ...SDK,
    "user-agent": "OpenAI/JS 6.10.0",
    "x-stainless-package-version": "6.10.0",
  };
  const BEARER = { authorization: "Bearer sk-0" };

  interface Question {
    readonly host?: string;
    readonly fields: object;
    readonly credential: object;
    readonly body: object;
  }

  it.each<[api: string, question: Question]>([
    [
      "openai-completions",
      {
        fields: OPENAI,
        credential: BEARER,
        body: { model: "m", messages: MESSAGES, max_tokens: 1 },
      },
    ],
    [
      "openai-completions",
      {
        host: "api.openai.com",
        fields: OPENAI,
        credential: BEARER,
        body: { model: "m", messages: MESSAGES, max_completion_tokens: 1 },
      },
    ],
    [
      "openai-responses",
      {
        fields: OPENAI,
        credential: BEARER,
        body: { model: "m", input: "ping", max_output_tokens: 16, store: false },
      },
    ],
    [
      "anthropic-messages",
      {
        fields: {
          ...SDK,
          "anthropic-version": "2023-06-01",
          "user-agent": "Anthropic/JS 0.73.0",
          "x-stainless-package-version": "0.73.0",
        },
        credential: { "x-api-key": "sk-0" },
        body: { model: "m", messages: MESSAGES, max_tokens: 1 },
      },
    ],
    [
      "google-generative-ai",
      {
        fields: { "user-agent": "google-genai-sdk/1.30.0 gl-node/v22.12.0" },
        credential: { "x-goog-api-key": "sk-0" },
        body: {
          contents: [{ role: "user", parts: [{ text: "ping" }] }],
          generationConfig: { maxOutputTokens: 1 },
        },
      },
    ],
    [
      "ollama",
      {
        fields: { "user-agent": "node" },
        credential: BEARER,
        body: { model: "m", messages: MESSAGES, stream: false, options: { num_predict: 1 } },
      },
    ],
  ])("of %s is %j", (api, { host = "relay.example", ...question }) => {
    const { chat } = apiNamed(api) ?? {};
    expect({
      fields: chat?.fields,
      credential: chat?.credential("sk-0"),
      body: chat?.body("m", new URL(`https://${host}/v1`)),
    }).toEqual(question);
  });

  it("with a subscription's token is Anthropic's own way of signing in", () => {
    expect(apiNamed("anthropic-messages")?.chat?.credential("sk-ant-oat01-0")).toEqual({
      authorization: "Bearer sk-ant-oat01-0",
      "anthropic-beta": "oauth-2025-04-20",
    });
  });

  it("is joined to the address as the api's SDK does it, and answered under its key", () => {
    const joined = APIS.flatMap(({ name, chat }) =>
      chat === undefined ? [] : [[name, chat.joined, chat.answerKey]],
    );
    expect(joined).toEqual([
      ["openai-completions", "as text", "choices"],
      ["openai-responses", "as text", "output"],
      ["anthropic-messages", "as text", "content"],
      ["google-generative-ai", "in the path", "candidates"],
      ["ollama", "in the path", "message"],
    ]);
  });
});

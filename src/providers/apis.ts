import { CREDENTIAL_PLACES, type CredentialPlace } from "./credential-places.ts";

type Fields = Readonly<Record<string, string>>;

export interface Api {
  /** As `models.providers.<id>.api` names it. */
  readonly name: string;
  readonly credentialPlaces: readonly CredentialPlace[];
  /** Where a path names the model; else the body names it. */
  readonly modelInPath?: RegExp;
  /** An end of base URLs that its routes are not below. */
  readonly offBaseUrl?: RegExp;
  /** Absent where nobody has tried the smallest request. */
  readonly chat?: ChatApi;
}

/** The chat route, and the smallest question that it answers. */
export interface ChatApi {
  /** The OpenAI and Anthropic SDKs join texts: behind a query or fragment, the route becomes a part of that. */
  readonly joined: "as text" | "in the path";
  /** Under the base URL. */
  route(model: string): string;
  /** What its SDK adds about itself. */
  readonly fields: Fields;
  credential(key: string): Fields;
  body(model: string, url: URL): unknown;
  /** The key of an answer that holds what the model said. */
  readonly answerKey: string;
}

const QUESTION = "ping";
const MESSAGES = [{ role: "user", content: QUESTION }];
const GOOGLE_MODEL = /\/models\/([^/:]+):/u;

/** What the OpenAI and Anthropic SDKs add about themselves. */
const stainless = (packageVersion: string): Fields => ({
  "x-stainless-lang": "js",
  "x-stainless-package-version": packageVersion,
  "x-stainless-runtime": "node",
  "x-stainless-runtime-version": "v22.12.0",
  "x-stainless-retry-count": "0",
});
const OPENAI_SDK: Fields = { "user-agent": "OpenAI/JS 6.10.0", ...stainless("6.10.0") };

export const bearer = (key: string): Fields => ({ authorization: `Bearer ${key}` });

/** The apis that hosts know, one row each. */
export const APIS: readonly Api[] = [
  {
    name: "openai-completions",
    credentialPlaces: ["authorization", "api-key"],
    chat: {
      joined: "as text",
      route: () => "/chat/completions",
      fields: OPENAI_SDK,
      credential: bearer,
      // OpenAI's own newer models refuse `max_tokens`; most compatible servers know only that.
      body: (model, url) => ({
        model,
        messages: MESSAGES,
        [url.hostname === "api.openai.com" ? "max_completion_tokens" : "max_tokens"]: 1,
      }),
      answerKey: "choices",
    },
  },
  {
    name: "openai-responses",
    credentialPlaces: ["authorization", "api-key"],
    chat: {
      joined: "as text",
      route: () => "/responses",
      fields: OPENAI_SDK,
      credential: bearer,
      // 16 is the least that OpenAI takes.
      body: (model) => ({ model, input: QUESTION, max_output_tokens: 16, store: false }),
      answerKey: "output",
    },
  },
  { name: "openai-codex-responses", credentialPlaces: ["authorization"] },
  { name: "azure-openai-responses", credentialPlaces: ["authorization", "api-key"] },
  {
    name: "anthropic-messages",
    credentialPlaces: ["authorization", "x-api-key"],
    chat: {
      joined: "as text",
      route: () => "/v1/messages",
      fields: {
        "user-agent": "Anthropic/JS 0.73.0",
        "anthropic-version": "2023-06-01",
        ...stainless("0.73.0"),
      },
      credential: (key) =>
        key.startsWith("sk-ant-oat")
          ? { ...bearer(key), "anthropic-beta": "oauth-2025-04-20" }
          : { "x-api-key": key },
      body: (model) => ({ model, messages: MESSAGES, max_tokens: 1 }),
      answerKey: "content",
    },
  },
  {
    name: "google-generative-ai",
    credentialPlaces: ["authorization", "x-goog-api-key", "?key"],
    modelInPath: GOOGLE_MODEL,
    chat: {
      joined: "in the path",
      route: (model) => `/models/${encodeURIComponent(model)}:generateContent`,
      fields: { "user-agent": "google-genai-sdk/1.30.0 gl-node/v22.12.0" },
      credential: (key) => ({ "x-goog-api-key": key }),
      body: () => ({
        contents: [{ role: "user", parts: [{ text: QUESTION }] }],
        generationConfig: { maxOutputTokens: 1 },
      }),
      answerKey: "candidates",
    },
  },
  {
    name: "google-vertex",
    credentialPlaces: ["authorization", "x-goog-api-key", "?key"],
    modelInPath: GOOGLE_MODEL,
  },
  {
    name: "ollama",
    credentialPlaces: ["authorization"],
    // Users write the `/v1` of its OpenAI-compatible api too; hosts take it off.
    offBaseUrl: /\/v1$/u,
    chat: {
      joined: "in the path",
      route: () => "/api/chat",
      fields: { "user-agent": "node" },
      credential: bearer,
      body: (model) => ({ model, messages: MESSAGES, stream: false, options: { num_predict: 1 } }),
      answerKey: "message",
    },
  },
];

const BY_NAME = new Map(APIS.map((api) => [api.name, api]));
const MODEL_IN_PATH = [...new Set(APIS.flatMap(({ modelInPath }) => modelInPath ?? []))];

export function apiNamed(name: string | undefined): Api | undefined {
  return name === undefined ? undefined : BY_NAME.get(name);
}

/** Where requests of an api carry their key; those of an api that is not known may use any place. */
export function credentialPlaces(api: string | undefined): readonly CredentialPlace[] {
  return apiNamed(api)?.credentialPlaces ?? CREDENTIAL_PLACES;
}

/** The model that a path names, whichever api it is of. */
export function modelNamedInPath(path: string): string | undefined {
  for (const pattern of MODEL_IN_PATH) {
    const model = pattern.exec(path)?.[1];
    if (model !== undefined) return model;
  }
  return undefined;
}

/** The path that the routes of an api are below, from the path of a base URL; without a slash at its end. */
export function basePathOf(path: string, api: string | undefined): string {
  let end = path.length;
  while (path.charAt(end - 1) === "/") end -= 1;
  const bare = path.slice(0, end);
  const off = apiNamed(api)?.offBaseUrl;
  return off === undefined ? bare : bare.replace(off, "");
}

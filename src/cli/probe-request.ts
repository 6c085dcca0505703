type Fields = Readonly<Record<string, string>>;

export interface ProbeRequest {
  readonly url: URL;
  /** What a client library sends by itself (layer `client`), the credential included; the plan goes on top. */
  readonly fields: Fields;
  readonly body: string;
}

interface ProbeApi {
  /** Appended to the path of `baseUrl`, as the api's own SDK does. */
  path(model: string): string;
  fields: Fields;
  credential(key: string): Fields;
  /** The smallest question that the chat route answers. */
  body(model: string, url: URL): unknown;
}

const QUESTION = "ping";
const MESSAGES = [{ role: "user", content: QUESTION }];

/** What the OpenAI and Anthropic SDKs add about themselves. */
const stainless = (packageVersion: string): Fields => ({
  "x-stainless-lang": "js",
  "x-stainless-package-version": packageVersion,
  "x-stainless-runtime": "node",
  "x-stainless-runtime-version": "v22.12.0",
  "x-stainless-retry-count": "0",
});

const bearer = (key: string): Fields => ({ authorization: `Bearer ${key}` });

const OPENAI_SDK: Fields = { "user-agent": "OpenAI/JS 6.10.0", ...stainless("6.10.0") };

/** How each api of `models.providers.<id>.api` is asked for one token, with the header fields its SDK sends. */
const PROBE_APIS: Readonly<Record<string, ProbeApi>> = {
  "openai-completions": {
    path: () => "/chat/completions",
    fields: OPENAI_SDK,
    credential: bearer,
    // OpenAI's own newer models refuse `max_tokens`; most compatible servers know only that.
    body: (model, url) => ({
      model,
      messages: MESSAGES,
      [url.hostname === "api.openai.com" ? "max_completion_tokens" : "max_tokens"]: 1,
    }),
  },
  "openai-responses": {
    path: () => "/responses",
    fields: OPENAI_SDK,
    credential: bearer,
    // 16 is the least that OpenAI takes.
    body: (model) => ({ model, input: QUESTION, max_output_tokens: 16, store: false }),
  },
  "anthropic-messages": {
    path: () => "/v1/messages",
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
  },
  "google-generative-ai": {
    path: (model) => `/models/${encodeURIComponent(model)}:generateContent`,
    fields: { "user-agent": "google-genai-sdk/1.30.0 gl-node/v22.12.0" },
    credential: (key) => ({ "x-goog-api-key": key }),
    body: () => ({
      contents: [{ role: "user", parts: [{ text: QUESTION }] }],
      generationConfig: { maxOutputTokens: 1 },
    }),
  },
  // Users write the `/v1` of its OpenAI-compatible api too; hosts take it off.
  ollama: {
    path: () => "/api/chat",
    fields: { "user-agent": "node" },
    credential: bearer,
    body: (model) => ({ model, messages: MESSAGES, stream: false, options: { num_predict: 1 } }),
  },
};

/** The apis that a probe can ask. */
export const PROBE_API_NAMES = Object.keys(PROBE_APIS);

/** Throws a `TypeError` for another api than those. */
export function probeRequest(target: {
  readonly api: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly credential: string | undefined;
  /** `authHeader: true` of a provider entry: hosts then send the key as a bearer token, too. */
  readonly authHeader: boolean;
}): ProbeRequest {
  const api = PROBE_APIS[target.api];
  if (api === undefined) throw new TypeError(`no probe for api "${target.api}"`);
  const url = new URL(target.baseUrl);
  url.pathname =
    url.pathname.replace(target.api === "ollama" ? /(?:\/v1)?\/*$/ : /\/+$/, "") +
    api.path(target.model);
  return {
    url,
    fields: {
      accept: "application/json",
      "content-type": "application/json",
      // These three come from `fetch` itself, which every SDK here uses.
      "accept-language": "*",
      "sec-fetch-mode": "cors",
      "accept-encoding": "gzip, deflate",
      ...api.fields,
      ...credentialFields(api, target),
    },
    body: JSON.stringify(api.body(target.model, url)),
  };
}

function credentialFields(
  api: ProbeApi,
  {
    credential,
    authHeader,
  }: { readonly credential: string | undefined; readonly authHeader: boolean },
): Fields {
  if (credential === undefined) return {};
  return { ...api.credential(credential), ...(authHeader ? bearer(credential) : {}) };
}

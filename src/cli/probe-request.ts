type Fields = Readonly<Record<string, string>>;

export interface ProbeRequest {
  readonly url: URL;
  /** What a client library sends by itself (layer `client`), the credential included; the plan goes on top. */
  readonly fields: Fields;
  readonly body: string;
  /** The key of an answer that holds what the model said. */
  readonly answerKey: string;
}

interface ProbeApi {
  url(baseUrl: string, model: string): URL;
  fields: Fields;
  credential(key: string): Fields;
  /** The smallest question that the chat route answers. */
  body(model: string, url: URL): unknown;
  readonly answerKey: string;
}

const QUESTION = "ping";
const MESSAGES = [{ role: "user", content: QUESTION }];

/** The OpenAI and Anthropic SDKs join texts: behind a query or fragment, the path becomes a part of that. */
const joined = (path: string) => (baseUrl: string) => new URL(baseUrl.replace(/\/$/, "") + path);

/** Put into the path of the address. */
function inPath(baseUrl: string, end: RegExp, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = url.pathname.replace(end, "") + path;
  return url;
}

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
    url: joined("/chat/completions"),
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
  "openai-responses": {
    url: joined("/responses"),
    fields: OPENAI_SDK,
    credential: bearer,
    // 16 is the least that OpenAI takes.
    body: (model) => ({ model, input: QUESTION, max_output_tokens: 16, store: false }),
    answerKey: "output",
  },
  "anthropic-messages": {
    url: joined("/v1/messages"),
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
  "google-generative-ai": {
    url: (baseUrl, model) =>
      inPath(baseUrl, /\/+$/, `/models/${encodeURIComponent(model)}:generateContent`),
    fields: { "user-agent": "google-genai-sdk/1.30.0 gl-node/v22.12.0" },
    credential: (key) => ({ "x-goog-api-key": key }),
    body: () => ({
      contents: [{ role: "user", parts: [{ text: QUESTION }] }],
      generationConfig: { maxOutputTokens: 1 },
    }),
    answerKey: "candidates",
  },
  ollama: {
    // Users write the `/v1` of its OpenAI-compatible api too; hosts take it off.
    url: (baseUrl) => inPath(baseUrl, /(?:\/v1)?\/*$/, "/api/chat"),
    fields: { "user-agent": "node" },
    credential: bearer,
    body: (model) => ({ model, messages: MESSAGES, stream: false, options: { num_predict: 1 } }),
    answerKey: "message",
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
  const url = api.url(target.baseUrl, target.model);
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
    answerKey: api.answerKey,
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
  const fields = { ...api.credential(credential), ...(authHeader ? bearer(credential) : {}) };
  // As `fetch` does: a key often comes with the line break of its file.
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, ""),
    ]),
  );
}

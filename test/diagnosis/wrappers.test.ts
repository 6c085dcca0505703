import { describe, expect, it } from "vitest";

import { classifyFailure, type Failure } from "../../src/diagnosis/classify-failure.ts";

/** One text a kind, as a provider says it, with the status that it says it under. */
const SAID: readonly (readonly [kind: string, status: number, text: string])[] = [
  ["invalid_credentials", 401, "The API key that was sent is not valid"],
  ["invalid_credentials", 401, "令牌已过期"],
  ["client_rejected", 403, "This endpoint only accepts requests from the official CLI"],
  ["client_rejected", 400, "Your client version is out of date, please upgrade the client"],
  ["client_rejected", 403, "仅允许 Codex 客户端访问"],
  ["wrong_endpoint_or_key", 401, "This key belongs to another region"],
  ["permission", 403, "Your organization does not have access to this model"],
  ["permission", 403, "У вас нет доступа к этой модели"],
  ["invalid_credentials", 401, "La chiave API è scaduta"],
  ["invalid_credentials", 403, "Geçersiz API anahtarı"],
  ["client_rejected", 403, "Wersja aplikacji jest przestarzała"],
  ["permission", 403, "Bạn không có quyền truy cập mô hình này"],
  ["billing", 403, "Saldo tidak mencukupi"],
  ["rate_limit", 429, "Te veel verzoeken"],
  ["invalid_credentials", 401, "مفتاح API غير صالح"],
  ["permission", 403, "У вас немає доступу до цієї моделі"],
  ["billing", 402, "The balance of your account is insufficient"],
  ["rate_limit", 429, "Too many requests per minute"],
  ["not_auth", 400, "The prompt is too long for the context window"],
  ["not_auth", 404, "The model does not exist"],
  ["client_rejected", 400, 'Please set an "HTTP-Referer" header with the URL of your app'],
];

/** What carries a text to the reader: nothing of it is the provider's word. */
const WRAPPERS: Readonly<Record<string, (text: string, status: number) => Failure>> = {
  "JSON of OpenAI": (message, status) => ({ status, body: { error: { message, type: "error" } } }),
  "JSON of Anthropic": (message, status) => ({
    status,
    body: { type: "error", error: { type: "error", message }, request_id: "req_011C" },
  }),
  "FastAPI's detail": (detail, status) => ({ status, body: { detail } }),
  "JSON as text": (message, status) => ({ status, body: JSON.stringify({ error: { message } }) }),
  "JSON in JSON": (message, status) => ({
    status,
    body: { error: { message: JSON.stringify({ error: { message } }) } },
  }),
  XML: (message, status) => ({
    status,
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>PetError</Code><Message>${message}</Message></Error>`,
  }),
  "plain text": (body, status) => ({ status, body }),
  "an event in a 200": (message, status) => ({
    status: 200,
    body: `event: error\ndata: ${JSON.stringify({ error: { code: status, message } })}\n\n`,
  }),
  "JSON in a 200": (message, status) => ({
    status: 200,
    body: { error: { code: status, message } },
  }),
  "a gateway's 502": (message, status) => ({
    status: 502,
    body: {
      error: { message: `upstream error: ${status} ${JSON.stringify({ error: { message } })}` },
    },
  }),
  "a gateway's prefix": (message, status) => ({
    status,
    body: { error: { message: `[relay-7] Error from provider: ${message}` } },
  }),
  "an SDK's text": (message, status) => ({
    status,
    message: `Error code: ${status} - {'error': {'message': '${message}', 'param': None}}`,
  }),
  "an SDK's text, no status": (message, status) => ({
    message: `API Error: ${status} ${JSON.stringify({ error: { message } })}`,
  }),
  "a log's line": (message, status) => ({
    status,
    message: `[worker] Error: ${status} · Bad Request · ${JSON.stringify({ error: { message } })}`,
  }),
  "JSON before other words": (message, status) => ({
    message: `Error: ${status} ${JSON.stringify({ error: { message } })}; retrying in 2s (attempt 1/3)`,
  }),
  "words behind JSON that says nothing": (message, status) => ({
    status,
    message: `on_error, info={"name":"llm","kind":"ChatModel"}, err=error, status code: ${status}, message: ${message}`,
  }),
  "request ids": (message, status) => ({
    status,
    body: { error: { message: `${message} (request id: 20260101123456789abcDEF)` } },
  }),
  "white space": (message, status) => ({
    status,
    body: { error: { message: `\n  ${message.replaceAll(" ", "  \n ")}\t` } },
  }),
  capitals: (message, status) => ({ status, body: { error: { message: message.toUpperCase() } } }),
  "full width": (message, status) => ({
    status,
    body: {
      error: {
        message: message.replace(/[!-~]/gu, (letter) =>
          String.fromCodePoint(letter.charCodeAt(0) + 0xfe_e0),
        ),
      },
    },
  }),
};

describe.each(SAID)("%s %s %s", (kind, status, text) => {
  it.each(Object.entries(WRAPPERS))("in %s", (_name, wrap) => {
    expect(classifyFailure(wrap(text, status)).kind).toBe(kind);
  });
});

/** One status line, as clients of many languages write it. */
const STATUS_LINES: readonly ((status: number) => string)[] = [
  (status) => `Request failed with status code ${status}`,
  (status) => `请求失败，状态码：${status}`,
  (status) => `リクエストが失敗しました。ステータスコード ${status}`,
  (status) => `요청이 실패했습니다. 상태 코드 ${status}`,
  (status) => `Запрос не выполнен, код ${status}`,
  (status) => `Anfrage fehlgeschlagen, Fehler ${status}`,
  (status) => `La solicitud falló con el estado ${status}`,
  (status) => `A solicitação falhou com o erro ${status}`,
  (status) => `La requête a échoué : erreur ${status}`,
];

describe("a status line decides as its status does, in any language", () => {
  it.each(STATUS_LINES.map((line) => [line(401), line] as const))("%s", (_title, line) => {
    for (const status of [401, 403, 404, 429, 500]) {
      const said = classifyFailure({ message: line(status) });
      const bare = classifyFailure({ message: `HTTP ${status}` });
      expect([said.kind, said.sure && status < 404]).toEqual([
        bare.kind,
        bare.sure && status < 404,
      ]);
    }
  });
});

describe("keys that are quoted back", () => {
  it.each(["sk-abc***xyz", "****aBcD", "AIzaSy...9", "eyJhbGciOi", "0f3e-11aa"])("%s", (key) => {
    const message = `Incorrect API key provided: ${key}. You can find your API key in the console.`;
    expect(classifyFailure({ status: 401, body: { error: { message } } }).kind).toBe(
      "invalid_credentials",
    );
  });
});

import { describe, expect, it } from "vitest";

import {
  statusesInText,
  statusOfClass,
  withoutClientSentences,
} from "../../src/diagnosis/client-text.ts";

describe("withoutClientSentences", () => {
  it.each([
    ["Request failed with status code 401", ""],
    ["Request failed with status code: 401", ""],
    ["request failed with status 401", ""],
    ["Request failed with status: 401, sadly", ", sadly"],
    ["401 status code (no body)", ""],
    ["Client error '403 Forbidden' for url 'https://pets.test/v1'", ""],
    ["Client error: '404 Not Found'", ""],
    ["403 Client Error: Forbidden for url: https://pets.test/v1", "403"],
    ["Client error 429 Too Many Requests", ""],
    ["client error unauthorized", ""],
    ["Client error: a bad client", "Client error: a bad client"],
    ["Server error: '403 Forbidden'", ""],
    ["Server error '400 Bad Request' here", "here"],
    ["402 Server Error: Payment Required for url: https://pets.test/v1", "402"],
    ["server error unauthorized", ""],
    ["Server error: no pets", "Server error: no pets"],
    ["No pets for url https://pets.test/v1 today", "No pets   today"],
    ["For more information check: https://pets.test/403", "For   https://pets.test/403"],
    ["More about this error: https://pets.test/403", "More   https://pets.test/403"],
    ["Unexpected server response: 401", ""],
    ["unexpected server response 401", ""],
    ["Unexpected status 401 Unauthorized", ""],
    ["Unexpected status code 403 Forbidden", ""],
    ["Unexpected status code: 403, no pets", ", no pets"],
    ["Operation returned an invalid status code 'Unauthorized'", ""],
    ["Operation returned an invalid status code Forbidden", ""],
    ["got status: 403 Forbidden. No pets here", ". No pets here"],
    ["got status 401 unauthorized", ""],
    ["got status: 500", ""],
    ["No pets here", "No pets here"],
    [" No pets here ", "No pets here"],
    ["", ""],
  ])("%j leaves %j", (text, expected) => {
    expect(withoutClientSentences(text)).toBe(expected);
  });
});

describe("statusOfClass", () => {
  it.each([
    ["BadRequestError", 400],
    ["AuthenticationError", 401],
    ["PermissionDeniedError", 403],
    ["NotFoundError", 404],
    ["ConflictError", 409],
    ["UnprocessableEntityError", 422],
    ["RateLimitError", 429],
    ["InternalServerError", 500],
    ["openai.PermissionDeniedError: no", 403],
    ["litellm.RateLimitError", 429],
    ["PetError: AuthenticationError, RateLimitError", 401],
    ["A PetError", undefined],
    ["authentication_error", undefined],
    ["", undefined],
    [`${"x ".repeat(290)}AuthenticationError`, 401],
    [`${"x ".repeat(291)}AuthenticationError`, undefined],
  ])("%j: %s", (text, expected) => {
    expect(statusOfClass(text)).toBe(expected);
  });
});

describe("statusesInText", () => {
  it.each([
    ["HTTP/1.1 401 Unauthorized", [401]],
    ["502 [403]: no", [502, 403]],
    ["Error code: 500, then status 429", [500, 429]],
    ["Error from Groq: 429, at last status 500", [429, 500]],
    ["请求失败，状态码：401", [401]],
    ["Код ошибки: 403", [403]],
    ["status_code=403", [403]],
    ['{"status":403}', [403]],
    ["status: ['403'", [403]],
    ["status: (['403'", []],
    ["it was (403)", [403]],
    ["it was [403 Forbidden]", [403]],
    ["it was [403]", [403]],
    ["it was (403", []],
    ["it was (403a)", []],
    ["it was (303)", []],
    ["it was <403>", []],
    ["403 it was", [403]],
    ["*** - 403 it was", [403]],
    ["*** -- 403 it was", []],
    ["303 it was", []],
    ["code: 200, http 401", [200, 401]],
    ["3 of 403 chats failed", []],
    ["error 4031", []],
    ["error 40", []],
    ["error 600", []],
    ["http/2503 error", []],
    ["error 4o3", []],
    ["no status at all", []],
    [`${"x ".repeat(195)}error 403`, [403]],
    [`${"x ".repeat(196)}error 403`, []],
  ])("%j: %j", (text, expected) => {
    expect(statusesInText(text)).toEqual(expected);
  });

  it.each(
    [
      ["http", "HTTP/1", "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0"],
      ["status", "status code", "status_code", "status-code", "statuscode", "code"],
      ["error", "error code", "response", "response code", "err", "failed"],
      ["erro", "erreur", "fehler", "estado", "statut"],
      ["responded with", "returned", "answered"],
      ["upstream", "provider", "server", "backend"],
      ["upstream said", "provider says", "server replied", "backend sent", "upstream gave"],
      ["状态码", "狀態碼", "错误码", "ステータス", "ステータスコード", "エラー"],
      ["상태 코드", "상태코드", "오류", "статус", "код", "ошибка", "ошибки"],
    ].flat(),
  )("a status follows %s", (word) => {
    expect(statusesInText(`The pet's ${word} 403, sadly`)).toEqual([403]);
    expect(statusesInText(`The pet's ${word}: "403"`)).toEqual([403]);
  });

  it.each(["error", "response", "err", "failed", "erro", "erreur", "fehler", "estado", "statut"])(
    "a status follows %s and whose it is",
    (word) => {
      for (const of of ["from", "by", "of", "de", "do", "da", "von", "du", "bei"]) {
        expect(statusesInText(`The pet's ${word} ${of} Mistral: 429`)).toEqual([429]);
      }
    },
  );

  it.each([
    ["Error from 'Groq': 429", []],
    ['Error from Groq": ("429', [429]],
    ['Error from Groq": (["429', []],
    ["Error from Groq: 600", []],
    ["Error from Groq: 4O9", []],
    [`Error from ${"g".repeat(24)}: 429`, [429]],
    [`Error from ${"g".repeat(25)}: 429`, []],
  ])("whose it is, is one word: %j: %j", (text, expected) => {
    expect(statusesInText(text)).toEqual(expected);
  });

  it.each([
    ["exit code 403", []],
    ["exited code 403", []],
    ["exit with code 403", []],
    ["The pet exited with code 403", []],
    ["exited, with code 403", [403]],
    ["exit now, code 403", [403]],
    ["The brexit code 403", [403]],
  ])("a process ends with no status: %j: %j", (text, expected) => {
    expect(statusesInText(text)).toEqual(expected);
  });
});

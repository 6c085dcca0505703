import { describe, expect, it } from "vitest";

import {
  statusesInText,
  statusOfClass,
  withoutClientSentences,
} from "../../src/diagnosis/client-text.ts";

describe("withoutClientSentences", () => {
  it.each([
    ["Request failed with status code 401", ""],
    ["401 status code (no body)", ""],
    ["Client error '403 Forbidden' for url 'https://pets.test/v1'", ""],
    ["403 Client Error: Forbidden for url: https://pets.test/v1", "403"],
    ["Server error: '403 Forbidden'", ""],
    ["Unexpected server response: 401", ""],
    ["Operation returned an invalid status code 'Unauthorized'", ""],
    ["got status: 403 Forbidden. No pets here", ". No pets here"],
    ["No pets here", "No pets here"],
  ])("%j leaves %j", (text, expected) => {
    expect(withoutClientSentences(text)).toBe(expected);
  });
});

describe("statusOfClass", () => {
  it.each([
    ["openai.PermissionDeniedError: no", 403],
    ["litellm.RateLimitError", 429],
    ["PetError: AuthenticationError", 401],
    ["authentication_error", undefined],
    ["", undefined],
  ])("%j: %s", (text, expected) => {
    expect(statusOfClass(text)).toBe(expected);
  });
});

describe("statusesInText", () => {
  it.each([
    ["HTTP/1.1 401 Unauthorized", [401]],
    ["502 [403]: no", [502, 403]],
    ["Error code: 500, then status 429", [500, 429]],
    ["请求失败，状态码：401", [401]],
    ["ステータスコード 403", [403]],
    ["상태 코드 401", [401]],
    ["Код ошибки: 403", [403]],
    ["erro 401", [401]],
    ["Fehler von Mistral: 429", [429]],
    ["status_code=403", [403]],
    ["The server replied: 503", [503]],
    ["provider said 429", [429]],
    ["responded with 401", [401]],
    ["it was (403)", [403]],
    ["code: 200, http 401", [200, 401]],
    ["3 of 403 chats failed", []],
    ["exited with code 403", []],
    ["error 4031", []],
    ["no status at all", []],
  ])("%j: %j", (text, expected) => {
    expect(statusesInText(text)).toEqual(expected);
  });
});

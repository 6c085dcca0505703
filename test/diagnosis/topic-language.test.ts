import { describe, expect, it } from "vitest";

import { classifyFailure } from "../../src/diagnosis/classify-failure.ts";

function verdict(status: number | undefined, text: string): string {
  const { kind, sure } = classifyFailure({ status, body: { error: { message: text } } });
  return sure ? kind : `${kind}?`;
}

describe("what a text is about, where none of its words decide", () => {
  it.each([
    // Thai, Hindi, Greek: no table holds them.
    [401, "API Key ไม่ถูกต้อง", "invalid_credentials?"],
    [403, "API key अमान्य है", "invalid_credentials?"],
    [400, "Το API key δεν είναι έγκυρο", "invalid_credentials?"],
    [400, "ข้อความยาวเกินไป", "not_auth?"],
    [undefined, "wumm: plugin 3 flumm version 2", "client_rejected?"],
    [undefined, "Anbieter meldet 401", "invalid_credentials?"],
    [400, "gloop the temperature, then the embeddings", "not_auth"],
    [400, "gloop the temperature of your account", "not_auth?"],
    [undefined, "flumm the worker queue", "not_auth"],
    [undefined, "flumm", "not_auth?"],
  ])("%s %s: %s", (status, text, expected) => {
    expect(verdict(status, text)).toBe(expected);
  });

  it("does not decide before the class of a code, or what an SDK says", () => {
    const body = { error: { type: "authentication_error", message: "flumm the model" } };
    expect(classifyFailure({ status: 400, body }).kind).toBe("invalid_credentials");
    const told = { status: 400, body: "flumm the model", message: "The API key is not valid" };
    expect(classifyFailure(told).kind).toBe("invalid_credentials");
  });
});

describe("where words are looked for", () => {
  it.each([
    [400, { errors: { api_key: ["is invalid"] } }, "invalid_credentials"],
    [400, { errors: { name: ["is invalid"] } }, "not_auth"],
    [401, { errore: "Token mancante" }, "invalid_credentials"],
    [403, { code: 7, displayMsg: { en: "The content did not pass the review." } }, "not_auth"],
    [403, { statusCode: 403, statusMessage: "captcha_required" }, "client_rejected"],
  ])("%s %j: %s", (status, body, expected) => {
    expect(classifyFailure({ status, body }).kind).toBe(expected);
  });

  it("an event of an error holds no answer of a model", () => {
    const event = (type: string) =>
      `data: ${JSON.stringify({ type, content: "AuthenticationError: Invalid API key" })}\n\n`;
    expect(classifyFailure({ status: 200, body: event("error") }).kind).toBe("invalid_credentials");
    expect(classifyFailure({ status: 200, body: event("text") }).kind).toBe("not_auth");
  });
});

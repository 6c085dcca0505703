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
    [undefined, "wumm: plugin 3 flumm outdated", "client_rejected?"],
    [undefined, "wumm: plugin flumm barred", "client_rejected?"],
    [undefined, "wumm: turned away flumm agents", "client_rejected?"],
    [400, "wumm: for our app flumm alone", "client_rejected?"],
    // What is pasted with a failure names the program too.
    [undefined, "wumm: plugin 3 flumm version 2", "not_auth?"],
    [undefined, "Anbieter meldet 401", "invalid_credentials?"],
    [400, "gloop the temperature, then the embeddings", "not_auth"],
    [400, "gloop the temperature of your account", "not_auth?"],
    [undefined, "flumm the worker queue", "not_auth"],
    [undefined, "flumm", "not_auth?"],
    [undefined, "wumm the key", "invalid_credentials?"],
    [undefined, "wumm the tokens of the chat", "not_auth?"],
    [401, "wumm: key, and flumm the region", "wrong_endpoint_or_key?"],
    [undefined, "wumm the invoice", "billing?"],
    [undefined, "flumm the daily messages", "rate_limit?"],
    [undefined, "flumm the administrator", "permission?"],
    [406, "wumm X-Pet-Name flumm", "client_rejected?"],
    [401, "wumm X-Pet-Name flumm", "client_rejected?"],
    [503, "wumm X-Pet-Name flumm", "not_auth"],
    // Of access, and of no part of a request.
    [undefined, "flumm: seat of this device, trusted", "permission?"],
    [undefined, "wumm the code of your oauth", "invalid_credentials?"],
    [undefined, "wumm: out of date, get the newest", "client_rejected?"],
    [undefined, "flumm: seat of this image, trusted", "not_auth?"],
    [400, "flumm: seat of this device, trusted", "not_auth?"],
    // Of content, under a refusal.
    [403, "wumm the safety audit", "not_auth?"],
    [500, "flumm the key", "not_auth?"],
    [500, "flumm the queue", "not_auth"],
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

describe("what a text is made of", () => {
  it.each([
    // The address of an API, however long, beside a key: a page of the console is none.
    [401, "Send this key to https://eu.api.example.com/v1/chat", "wrong_endpoint_or_key"],
    [401, "Get your key at https://console.example.com/keys", "invalid_credentials?"],
    [401, "The audience 'https://a.b.example.com/c/d/e' is not valid", "wrong_endpoint_or_key"],
    // A code in capitals is read, the name of a variable is a key.
    [403, "EXPIRED_API_KEY", "invalid_credentials"],
    [403, "MY_OWN_SECRET is not set", "invalid_credentials"],
    [400, "UNEXPECTED_TOKEN in the body", "not_auth"],
    // Two words under a status that blames the request are all that was said.
    [400, "Bad key", "invalid_credentials?"],
    [400, "Bad key 'role' in messages", "not_auth?"],
    [400, "The key 'user' is not allowed here", "not_auth?"],
    [502, "Upstream said: 401", "invalid_credentials?"],
    [undefined, "The tool exited with code 403", "not_auth?"],
    // Of two causes the first, where it refuses.
    [401, "密钥无效或额度不足", "invalid_credentials?"],
    [403, "Der Schlüssel ist ungültig oder das Guthaben ist aufgebraucht", "invalid_credentials?"],
    [404, "You do not have access to this model or the model name is invalid", "permission?"],
    [404, "The model name is invalid or you do not have access to this model", "not_auth"],
    [402, "Your credits are used up or the key is invalid", "billing"],
    // A key of a plan at another address lacks no plan.
    [403, "Coding plan keys only work at the coding endpoint", "wrong_endpoint_or_key"],
  ])("%s %s: %s", (status, text, expected) => {
    expect(verdict(status, text)).toBe(expected);
  });
});

describe("where words are looked for", () => {
  it.each([
    [400, { errors: { api_key: ["is invalid"] } }, "invalid_credentials"],
    [400, { errors: { name: ["is invalid"] } }, "not_auth"],
    [401, { errore: "Token mancante" }, "invalid_credentials"],
    [403, { code: 7, displayMsg: { en: "The content did not pass the review." } }, "not_auth"],
    [403, { statusCode: 403, statusMessage: "captcha_required" }, "client_rejected"],
    // Fields by what their names end in.
    [200, { status_code: 50002, status_message: "Insufficient balance" }, "billing"],
    [200, { choices: [], finish_reason: "insufficient balance" }, "not_auth"],
    // A status that a server made up, and `Locked`.
    [423, { code: "ACCOUNT_LOCKED", message: "Account is locked." }, "permission"],
    [462, { message: "The API key is not valid" }, "invalid_credentials"],
    // One that a rule lists is none of those.
    [432, { message: "The allowance of this key is consumed" }, "rate_limit"],
    // A code that names a refusal beside words that miss a model.
    [403, { code: "user_lacks_permission", message: "Unknown model" }, "permission"],
    [426, { message: "This endpoint speaks the runtime upgrade protocol" }, "not_auth"],
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

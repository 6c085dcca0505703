import { describe, expect, it } from "vitest";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import { isCredentialName, maskFieldValue } from "../../src/secrets/mask.ts";

const KEY = "sk-kimi-test-000000000000";

describe("maskFieldValue", () => {
  it.each([
    ["User-Agent", "claude-code/0.1.0", "claude-code/0.1.0"],
    ["HTTP-Referer", "https://example.org", "https://example.org"],
    ["X-Title", "mine", "mine"],
    ["anthropic-version", "2023-06-01", "2023-06-01"],
    ["X-Stainless-Lang", "js", "js"],
    ["Authorization", `Bearer ${KEY}`, "Bearer ***"],
    ["Authorization", `Bearer  ${KEY}`, "Bearer ***"],
    ["Authorization", KEY, "***"],
    ["authorization", "Basic dXNlcjpwYXNz", "Basic ***"],
    ["X-Anything", "harmless", "***"],
    ["X-Stainless", "js", "***"],
    // A scheme alone may be the secret.
    ["X-Word", "Bearer", "***"],
    ["X-Word", "Bearerless token", "***"],
    ["X-Word", `my Bearer ${KEY}`, "***"],
  ])("%s: %s is shown as %s", (name, value, shown) => {
    expect(maskFieldValue(name, value)).toBe(shown);
  });

  it.each([
    ["Accept", "application/json"],
    ["Accept-Encoding", "gzip, br"],
    ["Accept-Language", "de"],
    ["Anthropic-Beta", "context-1m-2025-08-07"],
    ["Content-Encoding", "gzip"],
    ["Content-Length", "12"],
    ["Content-Type", "application/json"],
    ["Copilot-Integration-Id", "vscode-chat"],
    ["Editor-Version", "vscode/1.99.0"],
    ["Host", "api.example.com"],
    ["OpenAI-Beta", "assistants=v2"],
    ["originator", "codex_cli_rs"],
    ["Referer", "https://example.org"],
    ["X-App", "cli"],
  ])("%s is shown, as a report of a refused client needs it", (name, value) => {
    expect(maskFieldValue(name, value)).toBe(value);
  });

  it("does not look at the name where the value is a secret", () => {
    expect(maskFieldValue("User-Agent", KEY, { secret: true })).toBe("***");
    expect(maskFieldValue("User-Agent", "node", { secret: false })).toBe("node");
    expect(maskFieldValue("User-Agent", "node", { secret: undefined })).toBe("node");
  });
});

describe("isCredentialName", () => {
  it.each([
    "Authorization",
    "proxy-authorization",
    "X-API-Key",
    "api-key",
    "apikey",
    "x-goog-api-key",
    "cf-aig-authorization",
    "Helicone-Auth",
    "x-portkey-api-key",
    "ocp-apim-subscription-key",
    "Cookie",
    "x_auth_token",
    "X-Amz-Security-Token",
    "client-secret",
    "x-password",
    "x-passwd",
    "x-credential",
    "x-credentials",
    "x-jwt",
    "auth-email",
    "x-api-key-2",
    "x_secret_id",
  ])("%s", (name) => {
    expect(isCredentialName(name)).toBe(true);
  });

  it.each([
    "User-Agent",
    "X-Title",
    "x-monkey",
    "x-author",
    "x-passw0rd-hint",
    "x-tokenizer",
    "x-keyboard-layout",
    "max-tokens",
    "idempotency-key",
    "X-Idempotency-Key",
    "sec-websocket-key",
  ])("not %s", (name) => {
    expect(isCredentialName(name)).toBe(false);
  });
});

describe("createScrubber", () => {
  it.each<[string, string[], string, string]>([
    ["a key", [KEY], `no such key: ${KEY}!`, "no such key: ***!"],
    ["every time", [KEY], `${KEY}${KEY}`, "******"],
    ["several", [KEY, "other-secret-1"], `${KEY} other-secret-1`, "*** ***"],
    ["the longer first", ["sk-test-0000", "sk-test-0000-1111"], "sk-test-0000-1111", "***"],
    ["signs of regular expressions", ["a.b*c(d)[e]"], "a.b*c(d)[e] aXbXc", "*** aXbXc"],
    ["without its scheme", [`Bearer ${KEY}`], `key ${KEY}`, "key ***"],
    [
      "with its scheme",
      [`Bearer ${KEY}`],
      `Authorization: Bearer ${KEY}`,
      "Authorization: Bearer ***",
    ],
    ["as JSON writes it", ['pass"word\\12'], String.raw`{"got":"pass\"word\\12"}`, '{"got":"***"}'],
    ["as a URL writes it", ["pass/word+1"], "?key=pass%2Fword%2B1", "?key=***"],
    ["as a careful JSON writer does", ["ab+cd/ef=="], String.raw`ab\u002Bcd\/ef\u003d=`, "***"],
    ["as another URL writes it", ["pass/word+1"], "?key=pass%2fword+1", "?key=***"],
    ["beyond ASCII, in a URL", ["schlüssel"], "?key=schl%C3%BCssel", "?key=***"],
    ["with a line break at its end", [`${KEY}\n`], KEY, "***"],
    ["a lone surrogate", ["secret-\ud83d-1"], "secret-\ud83d-1", "***"],
    ["of 8 characters", ["12345678"], "12345678", "***"],
    ["not of 7", ["1234567"], "1234567", "1234567"],
    ["none", [], "text", "text"],
  ])("%s", (_title, secrets, text, scrubbed) => {
    expect(createScrubber(secrets)(text)).toBe(scrubbed);
  });

  it("can be used again", () => {
    const scrub = createScrubber([KEY]);
    expect([scrub(KEY), scrub(KEY), scrub("x")]).toEqual(["***", "***", "x"]);
  });
});

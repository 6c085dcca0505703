import { afterEach, describe, expect, it } from "vitest";

import { createFallbackGuard } from "../../src/transport/create-fallback-guard.ts";
import { NoModelAnsweredError, runWithFallback } from "../../src/transport/run-with-fallback.ts";
import { KEY_PREFIXES } from "../../src/providers/find.ts";
import { oneLine, quoted } from "../../src/secrets/plain-text.ts";
import { withoutKeys } from "../../src/secrets/key-shapes.ts";
import { FakeClock } from "../guard/fake-clock.ts";

/** What keys are made of after their prefix, as their issuers write them. */
const ALPHABETS = {
  hexadecimal: "9f3ab70c2e1d8456",
  letters: "qWeRtYuIoPaSdFgHjKlZxCvBnM",
  "letters and digits": "a1B2c3D4e5F6g7H8i9J0kLmNoP",
  // As `openssl rand -base64url` and UUIDs make them.
  "with hyphens": "4f9a-7c2e-b81d-03e5-",
  "with underscores": "x7_Qz9_Lm4_",
  "dot between two halves": "k3J9v2Xp8Q.w7Rt5Yb1Nd",
};
const LENGTHS = [16, 20, 24, 32, 48, 64, 80];

function keysOf(prefix: string): string[] {
  return Object.values(ALPHABETS).flatMap((alphabet) =>
    LENGTHS.map((length) => prefix + alphabet.repeat(6).slice(0, length)),
  );
}

/** Whether a text shows any eight characters in a row of what follows a key's prefix. */
function shows(text: string, prefix: string, key: string): boolean {
  const secret = key.slice(prefix.length);
  const parts = Array.from({ length: secret.length - 7 }, (_, at) => secret.slice(at, at + 8));
  return parts.some((part) => text.includes(part));
}

const SETTINGS = [
  (key: string) => key,
  (key: string) => `Incorrect API key provided: ${key}.`,
  (key: string) => `{"error":{"message":"bad key '${key}'","key":"${key}"}}`,
  (key: string) => `authorization: Bearer ${key}, x-api-key=${key}&next=1`,
  (key: string) => `(${key})\n[${key}]`,
];

describe.each(KEY_PREFIXES)("a key that begins with %s", (prefix) => {
  const log: string[] = [];
  afterEach(() => {
    log.length = 0;
  });

  it("is shown by no text of a report", () => {
    const shown = keysOf(prefix).filter((key) =>
      SETTINGS.some((inText) => {
        const text = inText(key);
        return [withoutKeys(text), oneLine(text), quoted(text)].some((line) =>
          shows(line, prefix, key),
        );
      }),
    );
    expect(shown).toEqual([]);
  });

  it("is logged by no run without a credential, and stands in no error of it", async () => {
    const shown: string[] = [];
    for (const key of keysOf(prefix)) {
      log.length = 0;
      const guard = createFallbackGuard({
        logger: { error: (text) => log.push(text), warn: (text) => log.push(text) },
        clock: new FakeClock(),
      });
      const message = `401 Incorrect API key provided: ${key}`;
      const failure = Object.assign(new Error(message), {
        status: 401,
        error: { message, code: "invalid_api_key", key },
      });
      const run = runWithFallback(
        [{ providerId: "mine", modelId: "m1" }],
        () => {
          throw failure;
        },
        guard,
      );
      const thrown = await run.then(
        () => undefined,
        (error: unknown) => error,
      );
      guard.close();
      expect(thrown).toBeInstanceOf(NoModelAnsweredError);
      const texts = [...log, thrown instanceof Error ? thrown.message : ""];
      expect(log).not.toEqual([]);
      if (texts.some((text) => shows(text, prefix, key))) shown.push(key);
    }
    expect(shown).toEqual([]);
  });
});

it.each(["pk-", "pk_", "rk-", "rk_", "ak-", "ak_", "sk_", "sess-"])(
  "a key of no model provider is hidden as well: %s",
  (prefix) => {
    expect(withoutKeys(`got <${prefix}a1b2c3d4e5f6g7h8>`)).toBe(`got <${prefix}***>`);
  },
);

describe("what is no key stays as it is", () => {
  it.each([
    "al-jazeera-news-channel",
    "the al-andalus dataset of the al-qahira university",
    "the al-andalus-2024-dataset behind pa-authentication",
    "a pa-system-with-12-loudspeakers-v2",
    "pa-system and pa-rt-of-speech-tagger",
    "sk-learn-based classification",
    "task-management-system-overview",
    "risk-assessment-framework-2024",
    "desk-organizer-for-home-offices",
    "a disk-encryption-key-rotation is due",
    "ask-the-provider-for-a-new-key",
    "model gpt-4o-mini-2024-07-18 was not found",
    "claude-sonnet-4-5-20250929 is overloaded",
    "claude-3-5-sonnet-20241022-v2:0",
    "anthropic.claude-3-haiku-20240307-v1:0",
    "meta-llama/Llama-3.3-70B-Instruct-Turbo",
    "gemini-2.5-flash-preview-05-20",
    "models/text-embedding-004",
    "kimi-k2-0905-preview and kimi-for-coding",
    "moonshotai/kimi-k2-instruct-0905",
    "openrouter/deepseek/deepseek-chat-v3-0324:free",
    "nvidia/llama-3.1-nemotron-70b-instruct",
    "xai/grok-code-fast-1-0825",
    "request id: req_011CSHoEeqs5C35K2UUqR7Fy",
    "chatcmpl-9hVq0qGk2W5b0vY1Zx3Tt4Uu5Vv6W",
    "msg_01XFDUDYJgAACzvnptvVoYEL",
    "call_abc123DEF456ghi789JKL012",
    "cf-ray: 8c1f2a3b4d5e6f70-AMS",
    "trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "https://api.kimi.com/coding/v1/chat/completions",
    "https://platform.openai.com/account/api-keys",
    "https://console.anthropic.com/settings/keys?tab=sk-keys",
    "/home/user/.openclaw/agents/main/agent/auth-profiles.json",
    "src/diagnosis/language/credential-language.ts",
    "node_modules/provider-headers/docs/auth-failures.md",
    "openclaw.json:14:9 models.providers.kimi-coding.headers.User-Agent",
    "X-Stainless-Runtime-Version: v22.0.0",
    "set sk-... or pk-test in OPENAI_API_KEY",
    "Incorrect API key provided: sk-ab****yz",
    "the key begins with sk-kimi- and not with sk-or-v1-",
    "hf_hub_download failed; r8_ and fw_ are prefixes",
    "dapi-driven design and a dapifer at court",
    "eyJ is how a JWT begins",
    "余额不足或无可用资源包,请充值。",
  ])("%s", (text) => {
    expect(oneLine(text)).toBe(text);
    expect(withoutKeys(text)).toBe(text);
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  providerNamed,
  PROVIDERS,
  providersOfKey,
  publicKeyPrefix,
  takesKey,
} from "../../src/providers/find.ts";
import type { Provider } from "../../src/providers/provider.ts";

const SECRET = "0000000000000000";

function named(id: string): Provider {
  const row = providerNamed(id);
  if (row === undefined) throw new Error(`no provider ${id}`);
  return row;
}

describe("publicKeyPrefix", () => {
  it.each([
    [`sk-kimi-${SECRET}`, "sk-kimi-"],
    [`Bearer sk-kimi-${SECRET}`, "sk-kimi-"],
    [`bearer  sk-or-v1-${SECRET}`, "sk-or-v1-"],
    [` Bearer sk-proj-${SECRET}`, "sk-proj-"],
    [`sk-ant-api03-${SECRET}`, "sk-ant-api"],
    [`sk-proj-${SECRET}`, "sk-proj-"],
    [`sk-${SECRET}`, "sk-"],
    [`AIza${SECRET}`, "AIza"],
    [`eyJhbGciOi.${SECRET}`, "eyJ"],
    ["ollama", "ollama"],
    [`ollama-${SECRET}`, undefined],
    [SECRET, undefined],
    ["", undefined],
  ])("%s: %s", (credential, expected) => {
    expect(publicKeyPrefix(credential)).toBe(expected);
  });

  it("never tells more than a prefix that every key of the family has", () => {
    const prefixes = PROVIDERS.flatMap(({ keyPrefixes }) => keyPrefixes);
    fc.assert(
      fc.property(
        fc.constantFrom(...prefixes, ""),
        fc.string({ minLength: 1 }),
        (prefix, secret) => {
          const told = publicKeyPrefix(`${prefix}${secret}`);
          if (told === undefined) return;
          // What is told does not change with what follows it.
          expect(publicKeyPrefix(`${told}\u0000`) ?? told).toBe(told);
          expect(told.length).toBeLessThanOrEqual(12);
        },
      ),
    );
  });
});

describe("takesKey", () => {
  it.each([
    ["kimi-coding", "sk-kimi-", true],
    ["kimi-coding", "sk-", false],
    ["moonshot", "sk-kimi-", false],
    ["moonshot", "sk-", true],
    ["openai", "sk-or-v1", false],
    ["openai", "sk-proj-****", true],
    ["openai", "lm-studio", false],
    ["openrouter", "sk-or-v1-", true],
    ["groq", "sk-", false],
    ["mistral", "sk-kimi-", false],
    ["mistral", "sk-", undefined],
    ["mistral", "eyJ", undefined],
    ["minimax", "eyJ", true],
    ["xai", "xai", true],
    ["mistral", "abcdef", undefined],
  ])("%s with %s: %s", (service, prefix, expected) => {
    expect(takesKey(named(service), prefix)).toBe(expected);
  });
});

describe("providersOfKey", () => {
  it.each([
    ["sk-kimi-", ["kimi-coding"]],
    ["hf_", ["huggingface"]],
    ["AIza", ["google", "vertex"]],
    ["xai", ["xai"]],
    ["sk-or-v1-***", ["openrouter"]],
    ["sk-", []],
    ["eyJ", []],
    ["ollama", []],
    ["unheard-of", []],
  ])("%s", (prefix, expected) => {
    expect(providersOfKey(prefix).map(({ ids }) => ids[0])).toEqual(expected);
  });
});

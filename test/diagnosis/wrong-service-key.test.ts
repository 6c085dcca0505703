import { describe, expect, it } from "vitest";
import { classifyFailure } from "../../src/diagnosis/classify-failure.ts";
import type { Verdict } from "../../src/diagnosis/status-verdict.ts";
import { withKeyShape } from "../../src/diagnosis/wrong-service-key.ts";
import { providerNamed } from "../../src/providers/find.ts";

const BAD_KEY: Verdict = { kind: "invalid_credentials", rule: "test" };
const moonshot = providerNamed("moonshot");

describe("a bad key", () => {
  it.each([
    ["of another service", "sk-kimi-", undefined],
    ["that is quoted back", undefined, "Incorrect API key provided: sk-kimi-***"],
  ])("%s is a good key at the wrong place", (_title, prefix, message) => {
    expect(withKeyShape(BAD_KEY, moonshot, prefix, message)).toEqual({
      kind: "wrong_endpoint_or_key",
      rule: "key-of-another-service",
    });
  });

  it("where a sister's keys look alike may be a key of the sister", () => {
    expect(withKeyShape(BAD_KEY, moonshot, undefined, undefined)).toEqual({
      ...BAD_KEY,
      candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
    });
  });

  it.each([
    ["moonshot", undefined, true],
    ["kimi-coding", undefined, true],
    ["moonshot", "sk-", true],
    ["kimi-coding", "sk-kimi-", false],
    ["zai", undefined, true],
    ["zai", "abc", true],
    ["minimax", "sk-cp-", true],
    // Of sisters that share a shape, and of one whose keys have none.
    ["github-copilot", undefined, false],
    ["google", undefined, false],
    ["openai", undefined, false],
    ["codex", undefined, false],
    ["anthropic", undefined, false],
  ])("of %s that begins with %s may be a sister's: %s", (id, prefix, expected) => {
    const undecided = {
      ...BAD_KEY,
      candidates: ["invalid_credentials", "wrong_endpoint_or_key"],
    };
    expect(withKeyShape(BAD_KEY, providerNamed(id), prefix, undefined)).toEqual(
      expected ? undecided : BAD_KEY,
    );
  });

  it.each([
    ["provided: sk-kimi-***", true],
    ["Provided:   `'sk-kimi-abc", true],
    ['provided: "sk-kimi-abc"', true],
    ["provided:    sk-kimi-abc", false],
    ["provided:sk-kimi-abc", false],
    ["provided: `'\"sk-kimi-abc", false],
    ["unprovided: sk-kimi-abc", false],
    ["sk-kimi-abc", false],
    ["", false],
  ])("is quoted back in %j: %s", (message, expected) => {
    expect(withKeyShape(BAD_KEY, moonshot, null, message).rule).toBe(
      expected ? "key-of-another-service" : "test",
    );
  });

  it("keeps what its status leaves open: a refused client among it", () => {
    expect(classifyFailure({ provider: "moonshot", status: 401 })).toMatchObject({
      kind: "invalid_credentials",
      sure: false,
      candidates: ["invalid_credentials", "wrong_endpoint_or_key", "client_rejected"],
    });
  });

  it.each(["credential-missing", "header-malformed", "key-header-missing", "not-logged-in"])(
    "that was not sent or not read is no other service's: %s",
    (rule) => {
      const verdict: Verdict = { ...BAD_KEY, rule };
      expect(withKeyShape(verdict, moonshot, "sk-kimi-", undefined)).toBe(verdict);
    },
  );

  it("of no known provider, and any other verdict, stays as it is", () => {
    const other: Verdict = { kind: "permission", rule: "test" };
    expect(withKeyShape(BAD_KEY, undefined, "sk-kimi-", undefined)).toBe(BAD_KEY);
    expect(withKeyShape(other, moonshot, "sk-kimi-", undefined)).toBe(other);
  });
});

import { describe, expect, it } from "vitest";

import { judgeAnswer } from "../../src/cli/judge-answer.ts";
import type { ReadyProbe } from "../../src/cli/prepare-probe.ts";
import type { ProbeAnswer } from "../../src/cli/send-probe.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { packageFile } from "../../src/package-files.ts";

const probe: ReadyProbe = {
  target: { provider: "relay", model: "m" },
  api: "openai-completions",
  url: new URL("https://relay.example/v1/chat/completions"),
  address: "https://relay.example/v1/chat/completions",
  fields: [],
  body: "",
  answerKey: "choices",
  sent: [],
  ofHost: [],
  keyPrefix: undefined,
  scrub: (text) => text.replaceAll("secret", "***"),
  env: {},
  command: "npx provider-headers",
  nextModel: undefined,
};

const answer = (
  status: number,
  body?: string,
  headers: Readonly<Record<string, string>> = {},
): ProbeAnswer => ({ status, headers, body });

const COMPLETION = '{"choices":[]}';
const REFUSAL = '{"error":{"message":"Invalid API key secret","code":"bad"}}';

function stopping(): ReadyProbe {
  const providers = { relay: { baseUrl: "https://relay.example/v1", models: [] } };
  const config = { providers: { relay: { onAuthFailure: "stop" } } };
  const plugins = { entries: { "provider-headers": { config } } };
  const [entry] = providerConfigFrom({ models: { providers }, plugins }, { env: {} }).config
    .entries;
  return { ...probe, target: { ...probe.target, entry } };
}

describe("an answer", () => {
  it.each<[string, ProbeAnswer, string, string, string?]>([
    ["a completion", answer(200, COMPLETION), "answers", ""],
    ["one with the last status that is well", answer(299, COMPLETION), "answers", ""],
    ["one with a status below", answer(199, COMPLETION), "failed", ""],
    ["one with a status above", answer(300, COMPLETION), "failed", ""],
    ["one that came whole, if late", answer(200, COMPLETION), "answers", "", "within 1 s"],
    [
      "half of one",
      answer(200, "{"),
      "no answer",
      "its answer did not end within 1 s",
      "within 1 s",
    ],
    ["half of a fault", answer(500, "{"), "failed", "{", "within 1 s"],
    ["something else", answer(200, '{"a":1}'), "failed", "no completion in the answer"],
    ["what cannot be read", answer(204), "failed", "no completion in the answer"],
    ["a fault without a word", answer(500, ""), "failed", ""],
    ["a fault with a code", answer(500, '{"error":{"code":"internal"}}'), "failed", "internal"],
    ["a limit", answer(429, '{"error":{"message":"Rate limit"}}'), "rate limited", "Rate limit"],
    ["a refusal", answer(401, REFUSAL), "refused", "Invalid API key ***"],
    [
      "a redirect to another host",
      answer(302, "", { location: "https://user:pw@other.example/secret?a=b" }),
      "redirected",
      "to https://other.example/***; nothing was sent there",
    ],
    [
      "a redirect on the same host",
      answer(399, "", { location: "/x" }),
      "redirected",
      "to https://relay.example/x; nothing was sent there",
    ],
    [
      "a redirect to nowhere",
      answer(300, "", { location: "http://[" }),
      "redirected",
      "to an address that cannot be read; nothing was sent there",
    ],
    ["a redirect that does not say where to", answer(301), "failed", ""],
    ["no redirect", answer(400, "", { location: "/x" }), "failed", ""],
    ["nor this one", answer(201, "", { location: "/x" }), "failed", "no completion in the answer"],
  ])("is judged: %s", (_what, given, verdict, text, late) => {
    expect(judgeAnswer(probe, given, late)).toMatchObject({ verdict, text });
  });
});

describe("the report", () => {
  const words = (end: string): string => `relay/m refused the credentials: HTTP 401 bad
  "Invalid API key ***"
  The key or token that was sent is not valid there: mistyped, expired or revoked.
  sent      authorization "Bearer ***"   (models.providers.relay.apiKey)
  fix       correct models.providers.relay.apiKey
${end}  more      section invalid_credentials of
  ${packageFile("docs/auth-failures.md")}`;
  const sent = [
    {
      name: "authorization",
      value: "Bearer ***",
      layer: "client" as const,
      source: { path: "models.providers.relay.apiKey" },
    },
  ];

  it("is made of a refusal, and of nothing that is not the user's to mend", () => {
    expect(
      judgeAnswer({ ...probe, sent, nextModel: "b/2" }, answer(401, REFUSAL), undefined),
    ).toEqual({
      verdict: "refused",
      text: "Invalid API key ***",
      classification: {
        kind: "invalid_credentials",
        sure: true,
        candidates: ["invalid_credentials"],
        code: "bad",
        message: "Invalid API key ***",
        rule: "credential-refused",
      },
      report: words("  next      b/2 is configured to answer instead\n"),
      stops: false,
    });
    expect(judgeAnswer(probe, answer(500, ""), undefined).report).toBeUndefined();
    expect(judgeAnswer(probe, answer(429, ""), undefined).report).toBeUndefined();
  });

  it("says that no other model is asked, only where the verdict is sure and about the access", () => {
    const stops = (status: number, body: string) =>
      judgeAnswer(stopping(), answer(status, body), undefined);
    expect(stops(401, REFUSAL).stops).toBe(true);
    expect(stops(401, REFUSAL).report).toContain(
      '\n  next      no other model is asked: onAuthFailure is "stop"\n',
    );
    expect(stops(403, "")).toMatchObject({ stops: false, classification: { sure: false } });
    expect(stops(500, "").stops).toBe(false);
  });
});

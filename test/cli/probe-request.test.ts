import { describe, expect, it } from "vitest";
import { PROBE_API_NAMES, probeRequest } from "../../src/cli/probe-request.ts";

const TARGET = {
  api: "openai-completions",
  baseUrl: "https://a.example/v1",
  model: "m1",
  credential: "sk-1",
  authHeader: false,
};

describe("the request of a probe", () => {
  it.each([
    ["sk-1", "Bearer sk-1"],
    // As it stands in a file.
    ["sk-1\r\n", "Bearer sk-1"],
    ["sk-1 \t\n\n", "Bearer sk-1"],
    ["a key", "Bearer a key"],
  ])("carries the key %j without the blanks behind it", (credential, authorization) => {
    expect(probeRequest({ ...TARGET, credential }).fields).toMatchObject({ authorization });
  });

  it("carries a key that stands alone in its field without blanks on either side", () => {
    const { fields, credentialNames } = probeRequest({
      ...TARGET,
      api: "anthropic-messages",
      credential: "\n sk-1\n",
    });
    expect(fields).toMatchObject({ "x-api-key": "sk-1" });
    expect(credentialNames).toEqual(["x-api-key"]);
  });

  it("carries it as a bearer token, too, where the entry says so", () => {
    const asked = { ...TARGET, api: "anthropic-messages", authHeader: true };
    const { fields, credentialNames } = probeRequest(asked);
    expect(fields).toMatchObject({ "x-api-key": "sk-1", authorization: "Bearer sk-1" });
    expect(credentialNames.toSorted()).toEqual(["authorization", "x-api-key"]);
  });

  it("carries none where there is none", () => {
    const { fields, credentialNames } = probeRequest({ ...TARGET, credential: undefined });
    expect(Object.keys(fields)).not.toContain("authorization");
    expect(credentialNames).toEqual([]);
  });

  it("is what the SDK sends", () => {
    expect(probeRequest({ ...TARGET, api: "google-generative-ai" })).toEqual({
      url: new URL("https://a.example/v1/models/m1:generateContent"),
      fields: {
        accept: "application/json",
        "content-type": "application/json",
        "accept-language": "*",
        "sec-fetch-mode": "cors",
        "accept-encoding": "gzip, deflate",
        "user-agent": "google-genai-sdk/1.30.0 gl-node/v22.12.0",
        "x-goog-api-key": "sk-1",
      },
      credentialNames: ["x-goog-api-key"],
      body: '{"contents":[{"role":"user","parts":[{"text":"ping"}]}],"generationConfig":{"maxOutputTokens":1}}',
      answerKey: "candidates",
    });
  });

  it("tells the key from what is sent beside it", () => {
    const { fields, credentialNames } = probeRequest({
      ...TARGET,
      api: "anthropic-messages",
      credential: "sk-ant-oat-1",
    });
    expect(fields).toMatchObject({
      authorization: "Bearer sk-ant-oat-1",
      "anthropic-beta": "oauth-2025-04-20",
    });
    expect(credentialNames).toEqual(["authorization"]);
  });

  it.each([
    ["openai-completions", "?a=b", "/v1?a=b/chat/completions"],
    ["openai-responses", "/", "/v1/responses"],
    ["anthropic-messages", "?a=b", "/v1?a=b/v1/messages"],
    ["google-generative-ai", "/?a=b", "/v1/models/m1:generateContent?a=b"],
    ["ollama", "/?a=b", "/api/chat?a=b"],
  ])("of %s goes with %j behind the base URL to %s", (api, end, place) => {
    const { url } = probeRequest({ ...TARGET, api, baseUrl: `https://a.example/v1${end}` });
    expect(url.href).toBe(`https://a.example${place}`);
  });

  it("goes to the chat route below the base URL, whether or not that ends with a slash", () => {
    for (const baseUrl of ["https://a.example/v1", "https://a.example/v1/"])
      expect(probeRequest({ ...TARGET, baseUrl }).url.href).toBe(
        "https://a.example/v1/chat/completions",
      );
  });

  it("is not made for an api that cannot be asked", () => {
    expect(() => probeRequest({ ...TARGET, api: "my-own" })).toThrow(
      new TypeError('no probe for api "my-own"'),
    );
    expect(PROBE_API_NAMES).toEqual([
      "openai-completions",
      "openai-responses",
      "anthropic-messages",
      "google-generative-ai",
      "ollama",
    ]);
  });
});

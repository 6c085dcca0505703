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
    expect(PROBE_API_NAMES).not.toContain("my-own");
  });
});

import { describe, expect, it } from "vitest";
import {
  apiNamed,
  APIS,
  basePathOf,
  chatRoute,
  credentialPlaces,
  isChatRoute,
  modelNamedInPath,
} from "../../src/providers/apis.ts";
import { CREDENTIAL_FIELDS } from "../../src/providers/credential-places.ts";

it("has one row an api", () => {
  expect(new Set(APIS.map(({ name }) => name)).size).toBe(APIS.length);
  expect(apiNamed("my-own-api")).toBeUndefined();
  expect(apiNamed(undefined)).toBeUndefined();
});

it("an api's own credential goes to one of its places", () => {
  for (const { chat, credentialPlaces: places } of APIS) {
    for (const key of ["sk-ant-oat01-0", "sk-0"]) {
      const fields = Object.keys(chat?.credential(key) ?? {});
      expect(fields.filter((name) => CREDENTIAL_FIELDS.has(name))).toEqual(
        chat === undefined ? [] : [places.find((place) => fields.includes(place))],
      );
    }
  }
});

it.each([
  ["openai-codex-responses", ["authorization"]],
  ["my-own-api", ["authorization", "x-api-key", "api-key", "x-goog-api-key", "?key"]],
  [undefined, ["authorization", "x-api-key", "api-key", "x-goog-api-key", "?key"]],
])("the key of %s goes to %j", (api, places) => {
  expect(credentialPlaces(api)).toEqual(places);
});

describe("the base path of", () => {
  it.each([
    ["/v1/", "ollama", ""],
    ["/relay/v1", "ollama", "/relay"],
    ["/v1beta", "ollama", "/v1beta"],
    ["/v1//", "openai-completions", "/v1"],
    ["/v1", undefined, "/v1"],
    ["/", undefined, ""],
  ])("%s for %s is %j", (path, api, expected) => {
    expect(basePathOf(path, api)).toBe(expected);
  });
});

it.each([
  ["/v1beta/models/gemini-2.5-pro:generateContent", "gemini-2.5-pro"],
  ["/v1beta/models/gemini-2.5-pro", undefined],
  ["/v1/chat/completions", undefined],
])("the model in %s is %s", (path, model) => {
  expect(modelNamedInPath(path)).toBe(model);
});

describe("a chat route", () => {
  it.each([
    ["openai-completions", "m", "/chat/completions"],
    ["openai-responses", "m", "/responses"],
    ["azure-openai-responses", "m", "/responses"],
    ["anthropic-messages", "m", "/v1/messages"],
    ["google-generative-ai", "a/b$&", "/models/a%2Fb%24%26:generateContent"],
    ["ollama", "m", "/api/chat"],
    ["my-own-api", "m", undefined],
    [undefined, "m", undefined],
  ])("of %s for %s is %s", (api, model, route) => {
    expect(chatRoute(api, model)).toBe(route);
    expect(isChatRoute(api, route ?? "/x")).toBe(route === undefined ? undefined : true);
  });

  it.each([
    ["openai-completions", "/chat/completions/"],
    ["openai-completions", "/v1/chat/completions"],
    ["google-generative-ai", "/models/:generateContent"],
    ["google-generative-ai", "/models/a/b:generateContent"],
    ["google-generative-ai", "/models/a:embedContent"],
    ["google-generative-ai", "/models/a"],
    ["google-generative-ai", "/models:generateContent"],
  ])("of %s is not %s", (api, path) => {
    expect(isChatRoute(api, path)).toBe(false);
  });

  it.each(["/models/a:streamGenerateContent", "/models/a:b:generateContent"])(
    "of google-generative-ai is %s",
    (path) => {
      expect(isChatRoute("google-generative-ai", path)).toBe(true);
    },
  );
});

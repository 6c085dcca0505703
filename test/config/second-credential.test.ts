import { expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { readText } from "./config-folder.ts";

function messages(id: string, entry: object, env: Record<string, string>): string[] {
  const config = { models: { providers: { [id]: { baseUrl: "https://h.example", ...entry } } } };
  return checkConfig(readText(JSON.stringify(config), env))
    .filter(({ code }) => code === "second-credential")
    .map(({ message, fix }) => `${message}. ${fix}`);
}

const env = { K: "key-000000", OTHER: "other-000000" };
const openai = { api: "openai-completions", apiKey: "${K}" };
const REPLACED =
  "`Authorization` is sent in place of the provider's `apiKey`, which is not sent then. Keep one of the two.";

it.each<[string, object, string[], string?]>([
  ["another token", { ...openai, headers: { Authorization: "Bearer ${OTHER}" } }, [REPLACED]],
  [
    "beside the key's own field",
    { ...openai, headers: { "api-key": "${OTHER}" } },
    [
      "`api-key` is sent beside the provider's `apiKey`, which goes in `authorization`. Keep one of the two.",
    ],
  ],
  [
    "a model's, of an api that is not known",
    { ...openai, api: "my-own", models: [{ id: "m", headers: { "x-api-key": "${OTHER}" } }] },
    ["`x-api-key` is sent in place of or beside the provider's `apiKey`. Keep one of the two."],
  ],
  [
    "of anthropic, beside x-api-key",
    { ...openai, api: "anthropic-messages", headers: { Authorization: "Bearer ${OTHER}" } },
    [
      "`Authorization` is sent beside the provider's `apiKey`, which goes in `x-api-key`. Keep one of the two.",
    ],
  ],
  ["one variable in both", { ...openai, headers: { "api-key": "${K}" } }, []],
  [
    "one variable in both, with a scheme",
    { ...openai, headers: { Authorization: "Bearer ${K}" } },
    [],
  ],
  ["one variable that is not set", { apiKey: "${GONE}", headers: { "api-key": "${GONE}" } }, []],
  ["one text in both", { ...openai, apiKey: "k-1", headers: { "api-key": "k-1" } }, []],
  [
    "one SecretRef in both",
    {
      apiKey: { source: "env", provider: "default", id: "K" },
      headers: { "api-key": { source: "env", provider: "default", id: "K" } },
    },
    [],
  ],
  [
    "a SecretRef and a variable of one name",
    {
      ...openai,
      headers: { Authorization: { source: "env", provider: "default", id: "K" } },
    },
    [],
  ],
  [
    "`authHeader: false`",
    { ...openai, authHeader: false, headers: { Authorization: "Bearer ${OTHER}" } },
    [],
  ],
  ["Azure by its id", { ...openai, headers: { "api-key": "${OTHER}" } }, [], "azure-openai"],
  [
    "Azure by its address",
    {
      ...openai,
      baseUrl: "https://x.openai.azure.com/openai/v1",
      headers: { "api-key": "${OTHER}" },
    },
    [],
  ],
  [
    "Azure by its api",
    { ...openai, api: "azure-openai-responses", headers: { "api-key": "${OTHER}" } },
    [],
  ],
  ["a header that is removed", { ...openai, headers: { Authorization: null } }, []],
])("a credential's header beside apiKey: %s", (_what, entry, expected, id = "p") => {
  expect(messages(id, entry, env)).toEqual(expected);
});

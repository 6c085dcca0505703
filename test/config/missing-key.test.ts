import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { readText } from "./config-folder.ts";

interface Given {
  readonly id?: string;
  readonly env?: Record<string, string>;
  readonly version?: string | undefined;
  readonly config?: object;
}

/** Of an entry with one model at a public address, unless it says otherwise. */
function reported(
  entry: object,
  { id = "relay", env = {}, version, config }: Given = {},
): string[] {
  const whole = {
    baseUrl: "https://h.example/v1",
    api: "openai-completions",
    models: [{ id: "m", name: "m" }],
    ...entry,
  };
  const text = JSON.stringify({ models: { providers: { [id]: whole } }, ...config });
  return checkConfig(readText(text, env), { version })
    .filter(({ code }) => code === "no-key")
    .map(({ severity, path, message, fix }) => `${severity} ${path}: ${message}. ${fix}`);
}

const TOLD =
  'warning models.providers.relay: no key was found for this entry: no apiKey, no auth profile; OpenClaw 2026.2 and 2026.3 drop the addresses and headers of all entries if one has no key. Write `apiKey: "${NAME}"`, or log in with `openclaw models auth`; for a server that needs no key, write any text.';

it("names an entry without any key, and the variable of a provider that is known", () => {
  expect(reported({})).toEqual([TOLD]);
  expect(reported({ apiKey: "" })).toEqual([TOLD]);
  expect(reported({ api: undefined })).toEqual([TOLD]);
  const [deepseek] = reported({}, { id: "deepseek" });
  expect(deepseek).toContain("no apiKey, no auth profile, and DEEPSEEK_API_KEY is not set");
  expect(deepseek).toContain('Write `apiKey: "${DEEPSEEK_API_KEY}"`');
});

describe("says nothing of an entry", () => {
  const profile = {
    auth: { profiles: { "relay:default": { provider: "relay", mode: "api_key" } } },
  };
  it.each<[string, object, Given?]>([
    ["with a key", { apiKey: "sk-0000000000" }],
    ["with a key that is not set here", { apiKey: "${GONE}" }],
    ["with a SecretRef", { apiKey: { source: "exec", provider: "vault", id: "x" } }],
    [
      "with request.auth",
      { request: { auth: { mode: "header", headerName: "x-k", value: "v-0000" } } },
    ],
    ["with a profile", {}, { config: profile }],
    ["with its variable", {}, { id: "deepseek", env: { DEEPSEEK_API_KEY: "sk-0000000" } }],
    ["with a login", { auth: "oauth" }],
    ["that signs its requests", { auth: "aws-sdk" }],
    [
      "whose key is a header",
      { headers: { "cf-aig-authorization": "Bearer ${K}" } },
      { env: { K: "v" } },
    ],
    ["on this machine", { baseUrl: "http://127.0.0.1:8080/v1" }],
    ["nearby", { baseUrl: "http://192.168.1.4:8000/v1" }],
    ["in a container's network", { baseUrl: "http://vllm:8000/v1" }],
    ["of Ollama", { api: "ollama" }],
    ["of an api that no key is known of", { api: "bedrock-converse-stream" }],
    ["without models", { models: [] }],
    ["without an address that can be read", { baseUrl: "${GONE}" }],
  ])("%s", (_what, entry, given) => {
    expect(reported(entry, given)).toEqual([]);
  });
});

it("goes by the version: the old ones drop all for any entry", () => {
  const local = { baseUrl: "http://127.0.0.1:8080/v1" };
  const counts = ["2026.2.19", "2026.3.13", "2026.3.20", "2026.4.15", "2026.9.6", undefined].map(
    (version) => reported(local, { version }).length,
  );
  expect(counts).toEqual([1, 1, 0, 0, 0, 0]);
});

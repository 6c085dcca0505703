import { expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { readText } from "./config-folder.ts";

const MODEL = { id: "m", name: "M" };
const ENTRY = {
  baseUrl: "https://relay.example/v1",
  apiKey: "a-key-of-its-own",
  api: "openai-completions",
  models: [MODEL],
};
const HEADERS = { "X-Team": "blue" };

function told(config: object, version?: string): string[] {
  const problems = checkConfig(readText(JSON.stringify(config)), { version });
  return problems.map(({ severity, path, fix }) => `${severity} ${path}: ${fix}`);
}

const withEntry = (entry: object, more: object = {}) => ({
  models: { providers: { relay: { ...ENTRY, ...entry } } },
  ...more,
});

const ANYWHERE =
  "Write them in the headers of a provider entry or of a model under models.providers.";

it.each<[string, object]>([
  ["headers", { headers: HEADERS }],
  ["agents.extraHeaders", { agents: { extraHeaders: HEADERS } }],
  ["agents.defaults.headers", { agents: { defaults: { headers: HEADERS } } }],
  ["agents.defaults.model.headers", { agents: { defaults: { model: { headers: HEADERS } } } }],
  ["agents.list[0].headers", { agents: { list: [{ id: "a", headers: HEADERS }] } }],
  [
    "agents.list[0].model.headers",
    { agents: { list: [{ id: "a", model: { headers: HEADERS } }] } },
  ],
  ["agents.entries.a.customHeaders", { agents: { entries: { a: { customHeaders: HEADERS } } } }],
])("%s is refused by every host", (path, config) => {
  expect(told(config)).toEqual([`error ${path}: ${ANYWHERE}`]);
});

it.each<[string, object, string]>([
  [
    "models.providers.relay.params.headers",
    withEntry({ params: { headers: HEADERS } }),
    "models.providers.relay.headers",
  ],
  [
    "models.providers.relay.models[0].params.extra_headers",
    withEntry({ models: [{ ...MODEL, params: { extra_headers: HEADERS } }] }),
    "models.providers.relay.models[0].headers",
  ],
  [
    'agents.defaults.models["relay/m"].params.extraHeaders',
    withEntry(
      {},
      { agents: { defaults: { models: { "relay/m": { params: { extraHeaders: HEADERS } } } } } },
    ),
    "models.providers.relay.models[0].headers",
  ],
])("%s is taken and not sent", (path, config, place) => {
  expect(told(config)).toEqual([`warning ${path}: Write them in ${place}.`]);
});

it("says of params that a version refuses only that", () => {
  const [first, ...more] = told(withEntry({ params: { headers: HEADERS } }), "2026.2.19");
  expect(first).toMatch(/^error models\.providers\.relay\.params: /);
  expect(more).toEqual([]);
});

it("knows a setting of the entry among its headers", () => {
  expect(told(withEntry({ headers: { authHeader: true } }))).toEqual([
    "error models.providers.relay.headers.authHeader: Write `authHeader: true` in models.providers.relay, beside headers.",
  ]);
  expect(told(withEntry({ models: [{ ...MODEL, headers: { AuthHeader: "false" } }] }))).toEqual([
    "warning models.providers.relay.models[0].headers.AuthHeader: Write `authHeader: false` in models.providers.relay, beside headers.",
  ]);
});

it("has nothing against headers in their places, and other settings in params", () => {
  const agents = { defaults: { params: { temperature: 1, headers: "no" } } };
  const models = [{ ...MODEL, headers: HEADERS }];
  expect(
    told(
      withEntry({ headers: HEADERS, request: { headers: HEADERS }, models }, { agents }),
      "2026.9.6",
    ),
  ).toEqual([]);
});

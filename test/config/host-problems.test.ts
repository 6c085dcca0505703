import { expect, it } from "vitest";
import { configValue } from "../../src/config/config-value.ts";
import { hostProblems } from "../../src/config/host-problems.ts";
import { originByPath } from "../../src/config/origin.ts";

const MODEL = { id: "m", name: "M" };
const ENTRY = { baseUrl: "https://relay.example/v1", api: "openai-completions", models: [MODEL] };

function refused(models: unknown, version?: string, agents?: unknown): string[] {
  const config = configValue({ models, agents }, originByPath({}));
  return hostProblems(config, version).map(({ path, fix }) => `${path}: ${fix}`);
}

const entry = (more: object) => ({ providers: { relay: { ...ENTRY, ...more } } });

it("takes what every version takes", () => {
  expect(refused(entry({ apiKey: "sk-000", headers: { A: "b" } }))).toEqual([]);
});

it("names the right place of headers that stand elsewhere", () => {
  const model = { ...MODEL, extraHeaders: { A: "b" } };
  const catalog = { defaults: { models: { "relay/m": { headers: { A: "b" } } } } };
  const wrong = { headers: {}, ...entry({ options: { headers: {} }, models: [model] }) };
  expect(refused(wrong, undefined, catalog)).toEqual([
    "models.headers: Write them in the headers of a provider entry or of a model under models.providers.",
    "models.providers.relay.models[0].extraHeaders: Write them in models.providers.relay.models[0].headers.",
    "models.providers.relay.options: Write them in models.providers.relay.headers.",
    'agents.defaults.models["relay/m"].headers: Write them in models.providers.relay.models[0].headers.',
  ]);
});

it("knows headers by what is below a key, too", () => {
  expect(refused(entry({ http: { extraHeaders: {} } }))).toEqual([
    "models.providers.relay.http: Write them in models.providers.relay.headers.",
  ]);
});

it("goes by the version, by its neighbours, and by all where it is not known", () => {
  const own = entry({ models: [{ ...MODEL, baseUrl: "https://other.example/v1" }] });
  const counts = ["2026.2.19", "2026.3.20", "2026.5.12", "2026.9.6", "2027.1.1", undefined].map(
    (version) => refused(own, version).length,
  );
  expect(counts).toEqual([1, 1, 0, 0, 0, 0]);
});

it("refuses what a version took away, and where that is not known only what all refuse", () => {
  const models = { pricing: { enabled: true }, ...entry({}) };
  expect(refused(models, "2026.5.12")).toEqual([]);
  expect(refused(models, "2026.9.6")).toHaveLength(1);
  expect(refused(models)).toEqual([]);
});

it("wants address and models, but not of a provider that the host brings", () => {
  expect(refused({ providers: { relay: {} } }, "2026.9.6")).toHaveLength(2);
  expect(refused({ providers: { openai: { apiKey: "sk-000" } } }, "2026.9.6")).toEqual([]);
  expect(refused({ providers: { openai: { apiKey: "sk-000" } } }, "2026.2.19")).toHaveLength(2);
});

it("says what is missing, and what belongs there", () => {
  const config = configValue(
    { models: { providers: { relay: { models: [{ id: "m" }] } } } },
    originByPath({}),
  );
  const told = hostProblems(config, "2026.2.19").map(({ message, fix }) => `${message}. ${fix}`);
  const refuses = "and OpenClaw 2026.2.19 refuses the whole configuration";
  expect(told).toEqual([
    `"baseUrl" is missing, ${refuses}. Write "baseUrl": text, not empty.`,
    `"name" is missing, ${refuses}. Write "name": text, not empty.`,
  ]);
  expect(refused({ providers: { openai: { apiKey: "sk-000" } } }, "2026.2.19")[1]).toBe(
    'models.providers.openai.models: Write "models": a list.',
  );
});

it("goes by the form that was meant where there are several", () => {
  expect(refused(entry({ request: { auth: { mode: "header", value: "v" } } }), "2026.9.6")).toEqual(
    ['models.providers.relay.request.auth.headerName: Write "headerName": text, not empty.'],
  );
});

it.each([
  ["relay", "exec", ".relay"],
  ["host:8080", "store", '["host:8080"]'],
])(
  "names the entry's own headers for a SecretRef that only the host resolves: %s",
  (id, source, path) => {
    const headers = { A: { source, provider: "default", id: "TOKEN" } };
    const { relay } = entry({ models: [{ ...MODEL, headers }] }).providers;
    expect(refused({ providers: { [id]: relay } })).toEqual([
      `models.providers${path}.models[0].headers.A: Write "\${NAME}" with the name of a variable, or put the SecretRef into models.providers${path}.headers, which holds for all models of the entry.`,
    ]);
  },
);

it("takes a SecretRef with all that OpenClaw wants of one where a secret may stand, and no other object", () => {
  const apiKey = { source: "env", provider: "default", id: "TOKEN" };
  expect(refused(entry({ apiKey, headers: { A: apiKey } }))).toEqual([]);
  for (const wrong of [
    { ...apiKey, more: "x" },
    { ...apiKey, id: 5 },
    { source: "env", id: "T" },
  ])
    expect(refused(entry({ apiKey: wrong }))).toHaveLength(1);
});

it.each(["env", "file"])("refuses a SecretRef of %s among a model's headers", (source) => {
  const headers = { A: { source, provider: "default", id: "TOKEN" } };
  expect(refused(entry({ models: [{ ...MODEL, headers }] }))).toEqual([
    'models.providers.relay.models[0].headers.A: Write "${NAME}" with the name of a variable, or put the SecretRef into plugins.entries.provider-headers.config.providers.relay.models.<model>.headers.',
  ]);
});

it("names the block of a provider whose id holds a slash", () => {
  const headers = { A: { source: "env", provider: "default", id: "TOKEN" } };
  const models = [{ ...MODEL, headers }];
  expect(refused({ providers: { "team/relay": { ...ENTRY, models } } })[0]).toMatch(
    /plugins\.entries\.provider-headers\.config\.providers\["team\/relay"\]\.models\./,
  );
});

it("knows names of a form, and null beside text", () => {
  const catalog = { defaults: { models: { "relay/m": { pickerRuntimes: ["Not A Name"] } } } };
  const models = [{ ...MODEL, thinkingLevelMap: { off: null, low: 5 } }];
  expect(refused(entry({ models }), "2026.9.6", catalog)).toEqual([
    "models.providers.relay.models[0].thinkingLevelMap.low: Write text.",
    'agents.defaults.models["relay/m"].pickerRuntimes[0]: Write text like ^[a-z][a-z0-9-]*$.',
  ]);
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type ProviderConfig,
  providerConfigFrom,
  type ProviderConfigOptions,
} from "../../src/config/provider-entries.ts";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { configFolder, readText } from "./config-folder.ts";

const KEY = "sk-kimi-test-000000000000";

interface Told {
  readonly config: ProviderConfig;
  readonly problems: string[];
}

function from(config: unknown, options: Partial<ProviderConfigOptions> = {}): Told {
  const result = providerConfigFrom(config, { env: { K: KEY, GROQ_API_KEY: KEY }, ...options });
  return {
    config: result.config,
    problems: result.problems.map(
      ({ severity, path, message, fix }) => `${severity} ${path}: ${message}. ${fix}`,
    ),
  };
}

const withProviders = (providers: unknown, block?: unknown): unknown => ({
  models: { providers },
  ...(block === undefined
    ? {}
    : { plugins: { entries: { "provider-headers": { config: block } } } }),
});

const BLOCK = "plugins.entries.provider-headers.config";

describe("a configuration without anything for us", () => {
  it.each([undefined, null, 5, "x", [], {}, { models: {} }, { models: { providers: {} } }])(
    "%j",
    (config) => {
      expect(from(config)).toEqual({
        config: {
          entries: [],
          builtInDefaults: true,
          notice: "reply",
          models: { primary: undefined, fallbacks: [] },
          secrets: [],
        },
        problems: [],
      });
    },
  );
});

it("reads all of a provider, with places", () => {
  const file = readText(
    `{
  models: { providers: { relay: {
    baseUrl: "https://relay.example.com/v1",
    api: "openai-completions",
    apiKey: "\${K}",
    headers: { "X-P": "1" },
    request: { headers: { "X-R": "2" } },
    models: [
      { id: "a", api: "openai-responses", headers: { "X-M": "3" } },
      { id: "b", name: "B" },
    ],
  } } },
  plugins: { entries: { "provider-headers": { config: {
    providers: { relay: {
      headers: { "X-O": null },
      models: { b: { headers: { "X-OM": "4" } }, c: { headers: { "X-OC": "5" } } },
      onAuthFailure: "stop",
      builtInDefaults: false,
    } },
    notice: "log",
  } } } },
  agents: { defaults: { model: { primary: "relay/a", fallbacks: ["relay/b", "x/y"] } } },
}`,
    { K: KEY },
  );
  const { config, problems } = providerConfigFrom(file.config, file);
  const layer = (name: string, header: string, value: unknown, path: string, at: string) => {
    const [line, column] = at.split(":").map(Number);
    const source = { path: `${path}.${header}`, file: file.file, line, column };
    return {
      layer: name,
      headers: { [header]: value },
      sources: { [header]: source },
      secrets: new Set(),
    };
  };
  expect(problems).toEqual([]);
  expect(config).toEqual({
    entries: [
      {
        id: "relay",
        baseUrl: "https://relay.example.com/v1",
        api: "openai-completions",
        apiKey: KEY,
        credential: KEY,
        credentialSource: {
          path: "models.providers.relay.apiKey",
          file: file.file,
          line: 5,
          column: 5,
          reference: "${K}",
        },
        layers: [
          layer("provider", "X-P", "1", "models.providers.relay.headers", "6:16"),
          layer("request", "X-R", "2", "models.providers.relay.request.headers", "7:27"),
          layer("override", "X-O", null, `${BLOCK}.providers.relay.headers`, "15:18"),
        ],
        models: [
          {
            id: "a",
            api: "openai-responses",
            layers: [
              layer("model", "X-M", "3", "models.providers.relay.models[0].headers", "9:54"),
            ],
          },
          {
            id: "b",
            api: undefined,
            layers: [
              layer("override", "X-OM", "4", `${BLOCK}.providers.relay.models.b.headers`, "16:33"),
            ],
          },
          {
            id: "c",
            api: undefined,
            layers: [
              layer("override", "X-OC", "5", `${BLOCK}.providers.relay.models.c.headers`, "16:66"),
            ],
          },
        ],
        refused: [],
        builtInDefaults: false,
        onAuthFailure: "stop",
        source: { path: "models.providers.relay", file: file.file, line: 2, column: 26 },
      },
    ],
    builtInDefaults: true,
    notice: "log",
    models: { primary: "relay/a", fallbacks: ["relay/b", "x/y"] },
    agents: { own: new Map(), named: ["relay/a", "relay/b", "x/y"], aliases: new Map() },
    secrets: [KEY],
  });
});

describe("the default models", () => {
  it.each([
    ["a/b", { primary: "a/b", fallbacks: [] }],
    [{ primary: "a/b" }, { primary: "a/b", fallbacks: [] }],
    [{ fallbacks: ["c/d", 5] }, { primary: undefined, fallbacks: ["c/d"] }],
    [5, { primary: undefined, fallbacks: [] }],
  ])("%j", (model, models) => {
    expect(from({ agents: { defaults: { model } } }).config.models).toEqual(models);
  });
});

it("takes an alias for the model it stands for", () => {
  const defaults = {
    model: { primary: "kimi", fallbacks: ["Fast ", "x/y"] },
    models: {
      "kimi-coding/k2p5": { alias: "Kimi" },
      "fb/small": { alias: "fast" },
      "fb/large": {},
    },
  };
  expect(from({ agents: { defaults } }).config.models).toEqual({
    primary: "kimi-coding/k2p5",
    fallbacks: ["fb/small", "x/y"],
  });
});

describe("the credential", () => {
  it.each<[string, unknown, boolean, string | undefined, string?]>([
    ["a text", { apiKey: "plain-key" }, false, "plain-key"],
    ["a variable", { apiKey: "${K}" }, false, KEY],
    ["the bare name of a variable, which hosts send as it is", { apiKey: "K" }, false, "K"],
    ["the same after a dollar sign", { apiKey: "$K" }, false, KEY],
    ["the name of a variable that hosts keep a key in", { apiKey: "GROQ_API_KEY" }, false, KEY],
    [
      "of request.auth that leaves it",
      { apiKey: "x", request: { auth: { mode: "provider-default", token: "t" } } },
      false,
      "x",
    ],
    ["a SecretRef", { apiKey: { source: "env", id: "K" } }, false, KEY],
    ["a command, which hosts send as it is", { apiKey: "!op read x" }, true, "!op read x"],
    [
      "what only the host resolves",
      { apiKey: { source: "exec", provider: "v", id: "x" } },
      true,
      undefined,
    ],
    ["blank", { apiKey: " " }, false, undefined],
    ["none", {}, false, undefined],
    [
      "of request.auth",
      { apiKey: "x", request: { auth: { mode: "authorization-bearer", token: "${K}" } } },
      false,
      KEY,
      "x",
    ],
    [
      "of request.auth in a header",
      { request: { auth: { mode: "header", value: "v-key" } } },
      false,
      "v-key",
    ],
  ])("%s", (_, entry, host, credential, beside) => {
    const { config, problems } = from(
      withProviders({ p: { baseUrl: "https://h", ...(entry as object) } }),
      { host },
    );
    expect(config.entries[0]?.credential).toBe(credential);
    // A reference only names a variable.
    const secrets = [beside, credential].filter(
      (secret) => secret !== undefined && secret !== "$K",
    );
    expect(new Set(config.secrets)).toEqual(new Set(secrets));
    expect(problems).toEqual([]);
  });

  it("that cannot be read is a problem of its own", () => {
    const { config, problems } = from(
      withProviders({ p: { apiKey: "${GONE}", headers: { "X-A": "1" } } }),
    );
    expect(problems).toEqual([
      "error models.providers.p.apiKey: the environment variable GONE is not set. Set GONE where OpenClaw starts, or in ~/.openclaw/.env.",
    ]);
    expect(config.entries).toMatchObject([{ id: "p", layers: [{ headers: { "X-A": "1" } }] }]);
    expect(config.entries[0]?.credential).toBeUndefined();
  });

  it("in an address is a secret too", () => {
    const baseUrl = "https://user:pass-0000@relay.example.com/v1?key=key-0000&alt=sse";
    expect(from(withProviders({ p: { baseUrl } })).config.secrets).toEqual([
      "user",
      "pass-0000",
      "key-0000",
    ]);
    expect(from(withProviders({ p: { baseUrl: "no address" } })).config.secrets).toEqual([]);
  });
});

describe("the address", () => {
  const kimi = "https://api.kimi.com/coding";
  it.each<[string, unknown, unknown, string | undefined]>([
    [
      "of the entry",
      { p: { baseUrl: "https://a" } },
      { providers: { p: { baseUrl: "https://b" } } },
      "https://a",
    ],
    ["of the override", { p: {} }, { providers: { p: { baseUrl: "https://b" } } }, "https://b"],
    ["of the built-in", { "kimi-code": {} }, undefined, kimi],
    ["nowhere", { p: {} }, undefined, undefined],
    ["with a variable", { p: { baseUrl: "https://${K}" } }, undefined, `https://${KEY}`],
    ["an override alone", {}, { providers: { p: { baseUrl: "https://b" } } }, "https://b"],
    ["an override of the built-in alone", {}, { providers: { kimi: {} } }, kimi],
    // Its requests must not be taken for those of another place.
    ["that cannot be read", { kimi: { baseUrl: "${GONE}" } }, undefined, undefined],
    ["that is no text", { kimi: { baseUrl: 5 } }, undefined, undefined],
  ])("%s", (_, providers, block, baseUrl) => {
    expect(
      from(withProviders(providers, block)).config.entries.map((entry) => entry.baseUrl),
    ).toEqual([baseUrl]);
  });
});

describe("the override block", () => {
  const own = { headers: { "X-A": "1" } };

  it.each<[string, string[], string[], (string | undefined)[]]>([
    ["the same id", ["kimi-coding"], ["kimi-coding"], ["kimi-coding"]],
    ["another name of the provider", ["kimi-coding"], ["kimi"], ["kimi"]],
    [
      "the same id before another name",
      ["kimi-coding", "kimi"],
      ["kimi-coding", "kimi"],
      ["kimi-coding", "kimi"],
    ],
    ["one for both", ["kimi-coding", "kimi"], ["kimi-code"], ["kimi-code", "kimi-code"]],
    ["upper case", ["Relay"], ["relay"], ["relay"]],
    ["none", ["a"], [], [undefined]],
  ])("addresses an entry: %s", (_, entries, overrides, found) => {
    const providers = Object.fromEntries(
      entries.map((id) => [id, { baseUrl: "https://api.kimi.com/coding" }]),
    );
    const block = {
      providers: Object.fromEntries(overrides.map((id) => [id, { headers: { "X-From": id } }])),
    };
    const { config, problems } = from(withProviders(providers, block));
    expect(config.entries.map(({ layers }) => layers[0]?.headers["X-From"])).toEqual(found);
    expect(config.entries.map(({ id }) => id)).toEqual(entries);
    expect(problems).toEqual([]);
  });

  it.each<[string, unknown, unknown, string[]]>([
    [
      "two names of one provider",
      { "kimi-coding": {} },
      { providers: { "kimi-coding": own, kimi: own } },
      [
        `error ${BLOCK}.providers.kimi: "kimi" and "kimi-coding" name the same provider, so this block is not used. Put it into the block of "kimi-coding".`,
      ],
    ],
    [
      "two names of one provider without entry",
      {},
      { providers: { kimi: own, "kimi-code": own } },
      [
        `error ${BLOCK}.providers.kimi-code: "kimi-code" and "kimi" name the same provider, so this block is not used. Put it into the block of "kimi".`,
      ],
    ],
    [
      "a provider that is not there",
      {},
      { providers: { realy: own } },
      [
        `error ${BLOCK}.providers.realy: models.providers has no "realy", so the address of its requests is not known. Correct the name, or write the provider's \`baseUrl\` here.`,
      ],
    ],
    [
      "unknown settings",
      { p: {} },
      { provider: {}, providers: { p: { header: {}, models: { m: { baseUrl: "x" } } } } },
      [
        `error ${BLOCK}.provider: there is no setting "provider" here. The settings here are providers, builtInDefaults, notice.`,
        `error ${BLOCK}.providers.p.header: there is no setting "header" here. The settings here are headers, models, baseUrl, onAuthFailure, builtInDefaults.`,
        `error ${BLOCK}.providers.p.models.m.baseUrl: there is no setting "baseUrl" here. The settings here are headers.`,
      ],
    ],
    [
      "wrong values",
      { p: {} },
      {
        notice: "mail",
        builtInDefaults: "no",
        providers: {
          p: { baseUrl: 5, onAuthFailure: "abort", builtInDefaults: 0, models: [], headers: "x" },
        },
      },
      [
        `error ${BLOCK}.providers.p.models: this is a list, as in models.providers; here models are keyed by id. Write { "the-model": { headers: { ... } } }.`,
        `error ${BLOCK}.providers.p.baseUrl: this is not a string. Write it in quotes, or remove the line.`,
        `error ${BLOCK}.providers.p.onAuthFailure: this is neither "warn" nor "stop". Write "warn" or "stop".`,
        `error ${BLOCK}.providers.p.builtInDefaults: this is neither true nor false. Write true or false.`,
        `error ${BLOCK}.builtInDefaults: this is neither true nor false. Write true or false.`,
        `error ${BLOCK}.notice: this is neither "reply" nor "log". Write "reply" or "log".`,
        `error ${BLOCK}.providers.p.headers: this is not an object. Write it in braces, or remove the line.`,
      ],
    ],
    [
      "models as models.providers writes them",
      { p: {} },
      {
        providers: {
          p: { models: [{ name: "?" }, { id: "k2p5", headers: { "X-A": "1" } }, { id: "other" }] },
        },
      },
      [
        `error ${BLOCK}.providers.p.models: this is a list, as in models.providers; here models are keyed by id. Write { "k2p5": { headers: { ... } } }.`,
      ],
    ],
    [
      "names that JavaScript takes",
      JSON.parse('{ "__proto__": {}, "p": {} }'),
      JSON.parse('{ "providers": { "constructor": {}, "p": { "models": { "__proto__": {} } } } }'),
      [
        `error ${BLOCK}.providers.constructor: "constructor" cannot be used as a name. Choose another.`,
        `error ${BLOCK}.providers.p.models.__proto__: "__proto__" cannot be used as a name. Choose another.`,
        'error models.providers.__proto__: "__proto__" cannot be used as a name. Choose another.',
      ],
    ],
    [
      "entries that are none",
      { p: null, q: "x" },
      undefined,
      [
        "error models.providers.p: this is not an object. Write it in braces, or remove the line.",
        "error models.providers.q: this is not an object. Write it in braces, or remove the line.",
      ],
    ],
  ])("problems: %s", (_, providers, block, problems) => {
    expect(from(withProviders(providers, block)).problems).toEqual(problems);
  });

  it("that is wrong as a whole says nothing", () => {
    expect(from(withProviders({ p: {} }, "x"))).toMatchObject({
      config: {
        entries: [{ id: "p", onAuthFailure: "warn", builtInDefaults: true }],
        notice: "reply",
      },
      problems: [`error ${BLOCK}: this is not an object. Write it in braces, or remove the line.`],
    });
  });

  it.each<[unknown, unknown, boolean[]]>([
    [undefined, undefined, [true, true]],
    [false, undefined, [false, false]],
    [false, true, [false, true]],
    [true, false, [true, false]],
    ["no", false, [true, false]],
  ])("builtInDefaults %j, for the provider %j", (forAll, forOne, read) => {
    const block = { builtInDefaults: forAll, providers: { p: { builtInDefaults: forOne } } };
    const { config } = from(withProviders({ p: {} }, block));
    expect([config.builtInDefaults, config.entries[0]?.builtInDefaults]).toEqual(read);
  });
});

describe("models", () => {
  it("a credential of the provider is reported where a model's address is not encrypted, unless null removes it", () => {
    const provider = {
      baseUrl: "https://relay.example",
      headers: { "X-Api-Key": "${K}" },
      models: [{ id: "m", baseUrl: "http://relay.example" }],
    };
    const told = (block?: object): string[] =>
      from(withProviders({ p: provider }, block)).problems.filter((problem) =>
        problem.includes("models[0].baseUrl"),
      );
    expect(told()).toHaveLength(1);
    expect(told({ providers: { p: { headers: { "X-Api-Key": null } } } })).toEqual([]);
  });

  it("that are wrong are not there", () => {
    const models = [null, "x", { name: "no id" }, { id: 5 }, { id: "m", headers: { "X-A": 1 } }];
    expect(from(withProviders({ p: { models }, q: { models: "x" } }))).toMatchObject({
      config: { entries: [{ models: [{ id: "m", layers: [] }] }, { models: [] }] },
      problems: [
        ...[0, 1, 2, 3].map(
          (index) =>
            `error models.providers.p.models[${index}]: this is not a model: a model is an object with an \`id\`. Write \`{ id: "the-model", name: "The model" }\`.`,
        ),
        "error models.providers.p.models[4].headers.X-A: the value of `X-A` is a number, not a string. Put it in quotes.",
        "error models.providers.q.models: this is not a list. Write it in square brackets, or remove the line.",
      ],
    });
  });
});

it.each<[object, string]>([
  [{ models: [] }, "models"],
  [{ plugins: "x" }, "plugins"],
  [{ plugins: { entries: [] } }, "plugins.entries"],
  [{ plugins: { entries: { "provider-headers": true } } }, "plugins.entries.provider-headers"],
])("%j hides what is ours, and that is told", (config, path) => {
  expect(from(config).problems).toEqual([
    `error ${path}: this is not an object. Write it in braces, or remove the line.`,
  ]);
});

it("gathers what a host sends although it is refused, from every place of a provider", () => {
  const headers = (value: string): object => ({ headers: { Host: value } });
  const { config } = from(
    withProviders(
      { p: { ...headers("1"), request: headers("2"), models: [{ id: "m", ...headers("3") }] } },
      { providers: { p: { ...headers("4"), models: { m: headers("5") } } } },
    ),
  );
  expect(config.entries[0]?.refused).toEqual(
    ["1", "2", "3"].map((value) => ({ name: "Host", value })),
  );
});

describe("what hosts leave behind", () => {
  it("a literal ${VAR} of an unset variable is not sent (2026.9.6)", () => {
    const { config, problems } = from(
      withProviders({ p: { headers: { "X-A": "${GONE}", "X-B": "b" } } }),
      { host: true },
    );
    expect(config.entries[0]?.layers[0]?.headers).toEqual({ "X-B": "b" });
    expect(problems).toHaveLength(1);
  });

  it("a SecretRef object in the first register() call is resolved (2026.9.6)", () => {
    const { config } = from(
      withProviders({ p: { headers: { "X-A": { source: "env", provider: "default", id: "K" } } } }),
      { host: true },
    );
    expect(config.entries[0]?.layers[0]?.headers).toEqual({ "X-A": KEY });
    expect(config.secrets).toEqual([KEY]);
  });

  it("a resolved value keeps its secrecy by the file it came from", () => {
    const file = readText('{ models: { providers: { p: { headers: { "X-A": "${K}" } } } } }', {
      K: KEY,
    });
    const resolved = withProviders({ p: { headers: { "X-A": KEY } } });
    const { config } = providerConfigFrom(resolved, { ...file, host: true });
    expect(config.entries[0]?.layers[0]?.secrets).toEqual(new Set(["X-A"]));
    expect(config.secrets).toEqual([KEY]);
  });

  it("a model's name is none, though a variable puts it in elsewhere", () => {
    const file = readText(
      '{ models: { providers: { p: { models: [{ id: "k2-of-team" }] }, q: { models: [{ id: "${MODEL}" }] } } } }',
      { MODEL: "k2-of-team" },
    );
    expect(providerConfigFrom(file.config, file).config.secrets).toEqual([]);
  });

  it("so does what a host made of a SecretRef", () => {
    const file = readText(
      '{ models: { providers: { p: { headers: { "X-A": { source: "exec", provider: "v", id: "x" }, "X-B": "b" } } } } }',
    );
    const resolved = withProviders({ p: { headers: { "X-A": "from-vault", "X-B": "b" } } });
    const { config } = providerConfigFrom(resolved, { ...file, host: true });
    expect(config.entries[0]?.layers[0]).toMatchObject({
      headers: { "X-A": "from-vault", "X-B": "b" },
      secrets: new Set(["X-A"]),
    });
    expect(config.secrets).toEqual(["from-vault"]);
  });

  it("a file that belongs to secrets.providers is read", () => {
    const folder = configFolder({ "kimi.key": `${KEY}\n` });
    const { config, problems } = from({
      secrets: {
        providers: {
          kimi: { source: "file", path: join(folder, "kimi.key"), mode: "singleValue" },
        },
      },
      models: {
        providers: { p: { headers: { "X-A": { source: "file", provider: "kimi", id: "value" } } } },
      },
    });
    expect(problems).toEqual([]);
    expect(config.entries[0]?.layers[0]?.headers).toEqual({ "X-A": KEY });
  });
});

it("leaves nothing that a plan cannot be compiled from", () => {
  const bad = {
    "X Y": "a",
    Host: "a",
    "X-Empty": "",
    "X-Break": "a\r\nb",
    "X-Wide": "č",
    "X-Long": "x".repeat(9000),
    "X-A": "1",
    "x-a": "2",
    "x-*": "1",
    "content-*": null,
    "X-Place": "{{nobody}}",
    "X-5": "5".repeat(5000),
    "X-6": "6".repeat(6000),
    "X-7": "7".repeat(7000),
  };
  const { config, problems } = from(
    withProviders(
      { p: { headers: bad, request: { headers: bad }, models: [{ id: "m", headers: bad }] } },
      { providers: { p: { headers: bad, models: { m: { headers: bad } } } } },
    ),
  );
  expect(problems.length).toBeGreaterThan(50);
  const [entry] = config.entries;
  const plan = compileHeaderPlan([...(entry?.layers ?? []), ...(entry?.models[0]?.layers ?? [])]);
  expect(plan.fields.map(({ name }) => name)).toContain("x-a");
});

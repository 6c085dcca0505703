import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { readText } from "./config-folder.ts";

function read(entry: object, { env = {}, host = false, ...more }: Record<string, unknown> = {}) {
  const config = {
    models: { providers: { p: { baseUrl: "https://h.example", ...entry } } },
    ...more,
  };
  const options = { env: env as Record<string, string>, host: host as boolean };
  return providerConfigFrom(config, options);
}

function checked(entry: object, env: Record<string, string> = {}): string[] {
  const config = { models: { providers: { p: { baseUrl: "https://h.example", ...entry } } } };
  // What is looked at here is no whole entry.
  const problems = checkConfig(readText(JSON.stringify(config), env)).filter(
    ({ code }) => code !== "refused-by-host",
  );
  return problems.map(
    ({ severity, code, path, message, fix }) => `${severity} ${code} ${path}: ${message}. ${fix}`,
  );
}

const auth = (settings: object) => ({ request: { auth: settings } });
const KEY = "models.providers.p.apiKey";

describe("a key is compared as it is sent", () => {
  it.each([
    ["sk-abc-0000\n", "sk-abc-0000"],
    ["sk-abc-0000\r\n", "sk-abc-0000"],
    ["sk-abc-\r0000", "sk-abc-0000"],
    [" \tsk-abc-0000 ", "sk-abc-0000"],
    ["sk abc-0000", "sk abc-0000"],
  ])("%j: %j", (written, sent) => {
    expect(read({ apiKey: written }).config.entries[0]).toMatchObject({
      apiKey: sent,
      credential: sent,
      credentialSource: { path: KEY },
    });
    const named = read({ apiKey: "${K}" }, { env: { K: written } }).config;
    expect(named.entries[0]?.credential).toBe(sent);
    expect(named.secrets).toContain(sent);
  });
});

describe("check tells of a key", () => {
  const keyFault = (code: string, message: string, fix: string, severity = "warning") =>
    `${severity} ${code} ${KEY}: ${message}. ${fix}`;
  const blank = "key-not-as-written";
  it.each<[string, object, Record<string, string>, string[]]>([
    [
      "with a line break at its end, in a variable",
      { apiKey: "${K}" },
      { K: "sk-abc-0000\n" },
      [
        keyFault(
          blank,
          "the value of K begins or ends with a line break, which is not part of the key",
          "Set K without it.",
        ),
      ],
    ],
    [
      "with a line break inside",
      { apiKey: "sk-abc\r\n-0000" },
      {},
      [
        keyFault(
          blank,
          "this key holds a line break, which OpenClaw removes and client libraries refuse",
          "Remove it.",
        ),
      ],
    ],
    [
      "with blanks around it",
      { apiKey: " sk-abc-0000 " },
      {},
      [
        keyFault(
          blank,
          "this key begins or ends with whitespace, which is not part of the key",
          "Remove it.",
        ),
      ],
    ],
    [
      "that no header can hold",
      { apiKey: "\u4f60\u7684key" },
      {},
      [
        keyFault(
          "unsendable-key",
          "this key holds U+4F60 at character 1, and no header can hold that: the key cannot be sent",
          "Copy the key as the provider shows it, in plain ASCII.",
          "error",
        ),
      ],
    ],
    [
      "with a control character",
      { apiKey: "${K}" },
      { K: "sk-\u0000abc" },
      [
        keyFault(
          "unsendable-key",
          "the value of K holds U+0000 at character 4, and no header can hold that: the key cannot be sent",
          "Copy the key as the provider shows it, in plain ASCII.",
          "error",
        ),
      ],
    ],
    ["that is fine: nothing", { apiKey: "sk-abc-0000+/=" }, {}, []],
  ])("%s", (_what, entry, env, problems) => {
    expect(checked(entry, env)).toEqual(problems);
  });
});

describe("request.auth is the header that it stands for", () => {
  const env = { T: "token-000000" };
  it.each<[string, object, object | undefined]>([
    [
      "a bearer token",
      auth({ mode: "authorization-bearer", token: "${T}" }),
      { Authorization: "Bearer token-000000" },
    ],
    [
      "a header with a prefix",
      auth({ mode: "header", headerName: " x-corp ", value: "${T}", prefix: "Token " }),
      { "x-corp": "Token token-000000" },
    ],
    [
      "a header without one, its value as it is sent",
      auth({ mode: "header", headerName: "x-corp", value: " ${T}\n" }),
      { "x-corp": "token-000000" },
    ],
    ["none without a name", auth({ mode: "header", value: "${T}" }), undefined],
    ["none without a value", auth({ mode: "header", headerName: "x-corp" }), undefined],
    ["none of the provider's default", auth({ mode: "provider-default", token: "t" }), undefined],
  ])("%s", (_what, entry, headers) => {
    const { layers } = read(entry, { env }).config.entries[0] ?? {};
    expect(layers?.map((layer) => [layer.layer, layer.headers])).toEqual(
      headers === undefined ? [] : [["request", headers]],
    );
    for (const { secrets, headers: own } of layers ?? []) {
      expect([...(secrets ?? [])]).toEqual(Object.keys(own));
    }
  });

  it("beats request.headers and stays below the override block", () => {
    const { config } = read({
      request: {
        headers: { "X-Corp": "low" },
        auth: { mode: "header", headerName: "x-corp", value: "high" },
      },
    });
    expect(config.entries[0]?.layers.map(({ headers }) => headers)).toEqual([
      { "X-Corp": "low" },
      { "x-corp": "high" },
    ]);
  });

  it("of a SecretRef that only the host resolves has its value from the host", () => {
    const value = { source: "exec", provider: "vault", id: "x" };
    const entry = auth({ mode: "header", headerName: "x-corp", value });
    const { config, problems } = read(entry, { host: true });
    expect(problems).toEqual([]);
    expect(config.entries[0]?.layers).toMatchObject([
      { headers: { "x-corp": expect.any(Symbol) } },
    ]);
  });

  it("with a name that cannot be sent is reported, and left out", () => {
    const entry = auth({ mode: "header", headerName: "x corp", value: "v-000000" });
    const { config, problems } = read(entry);
    expect(config.entries[0]?.layers).toEqual([]);
    expect(problems).toMatchObject([
      { severity: "error", path: "models.providers.p.request.auth.headerName", code: "not-a-name" },
    ]);
  });

  it("tells of a blank that OpenClaw takes off the prefix", () => {
    const prefixed = (prefix: string) =>
      checked(auth({ mode: "header", headerName: "x-corp", value: "v-000000", prefix }));
    expect(prefixed("Token ")).toEqual([
      "warning blank-in-prefix models.providers.p.request.auth.prefix: OpenClaw trims the space at the end of a prefix and sends the key right after it; with this plugin the space stays. To keep it without the plugin, write the whole value under request.headers instead of request.auth.",
    ]);
    expect(prefixed("key=")).toEqual([]);
  });
});

describe("what is known of another key", () => {
  const EXEC = { source: "exec", provider: "vault", id: "x" };
  const profile = { auth: { profiles: { "p:default": { provider: "P", mode: "api_key" } } } };
  it.each<[string, object, Record<string, unknown>, string | undefined]>([
    ["a key that is read", { apiKey: "k" }, {}, undefined],
    ["none", {}, {}, "none"],
    ["none, in a host", {}, { host: true }, undefined],
    ["a profile", {}, profile, "kept"],
    ["a key that is not set", { apiKey: "${GONE}" }, {}, "kept"],
    ["a SecretRef of a command", { apiKey: EXEC }, { host: true }, "kept"],
    [
      "request.auth that is not set",
      auth({ mode: "authorization-bearer", token: "${GONE}" }),
      {},
      "kept",
    ],
    ["request.auth alone", auth({ mode: "authorization-bearer", token: "t-0000" }), {}, "none"],
  ])("%s", (_what, entry, options, otherKey) => {
    expect(read(entry, options).config.entries[0]?.otherKey).toBe(otherKey);
  });

  it("a variable that hosts look into for the provider", () => {
    const of = (env: Record<string, string>) =>
      providerConfigFrom({ models: { providers: { openrouter: {} } } }, { env }).config.entries[0]
        ?.otherKey;
    expect(of({ OPENROUTER_API_KEY: "sk-or-0000" })).toBe("kept");
    expect(of({})).toBe("none");
  });
});

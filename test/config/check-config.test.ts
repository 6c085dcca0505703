import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkConfig, type CheckOptions } from "../../src/config/check-config.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import type { Problem } from "../../src/config/problem.ts";
import type { Environment } from "../../src/config/variables.ts";
import { configFolder, readText } from "./config-folder.ts";

/** Fragments, whose entries lack what OpenClaw wants: that is the matter of `hostProblems`. */
const isOurs = ({ code }: Problem): boolean => code !== "refused-by-host";

function told(text: string, env: Environment = {}, options: CheckOptions = {}): string[] {
  return checkConfig(readText(text, env), options)
    .filter(isOurs)
    .map(
      ({ severity, path, line, column, message, fix }) =>
        `${severity} ${line}:${column} ${path}: ${message}. ${fix}`,
    );
}

describe("twenty faults give twenty messages, each at its line, and none elsewhere", () => {
  const text = `{
  models: {
    providers: {
      relay: {
        baseUrl: "http://relay.example.com/v1",
        apiKey: "k",
        api: "openai-completions",
        headers: {
          "X-Good": "fine",
          "X Y": "1",
          Host: "example.com",
          "Content-Length": "1",
          "__proto__": "x",
          "X-Number": 5,
          "X-List": ["a"],
          "X-Break": "a\\nb",
          "X-Wide": "č",
          "X-Empty": "",
          "X-Case": "1",
          "x-case": "2",
          "X-Same": "1",
          "X-Same": "2",
          "X-Null": null,
          "X-Unset": "a \${UNSET}",
          "X-Place": "{{nobody}}",
          "X-Ref": { source: "env", provider: "default", id: "UNSET_REF" },
          "x-stainless-*": "none",
        },
        models: [
          { id: "good", name: "Good", headers: { "X-Model": "fine" } },
          { id: "bad", name: "Bad", headers: {
            "X-Long": "${"x".repeat(8193)}",
          } },
        ],
      },
    },
  },
  plugins: { entries: { "provider-headers": { config: {
    providers: {
      relay: { headers: {
        "content-*": null,
        "X-Fine": null,
      }, onAuthFailure: "abort" },
      realy: { headers: { "X-A": "1" } },
    },
  } } } },
}`;

  it("in text order", () => {
    expect(
      checkConfig(readText(text)).map(
        ({ severity, code, line, column }) => `${severity} ${line}:${column} ${code}`,
      ),
    ).toEqual([
      "error 10:11 not-a-name",
      "error 11:11 refused-name",
      "error 12:11 refused-name",
      "error 13:11 refused-name",
      "error 14:11 not-a-string",
      "error 15:11 not-a-string",
      "error 16:11 line-break",
      "error 17:11 above-latin-1",
      "error 18:11 empty",
      "error 20:11 twin",
      "error 22:11 written-twice",
      "error 23:11 null-in-host-config",
      "warning 24:11 unset-variable",
      "error 25:11 unknown-placeholder",
      "warning 26:11 unset-variable",
      "error 27:11 family-with-value",
      "error 32:13 too-long",
      "error 41:9 family-too-wide",
      "error 43:10 wrong-setting",
      "error 44:7 unknown-provider",
    ]);
  });

  it("and when they are mended, none is left", () => {
    expect(
      told(
        text
          .replaceAll("UNSET", "SET")
          .split("\n")
          .filter(
            (_, index) =>
              ![10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 23, 25, 27, 32, 41, 44].includes(
                index + 1,
              ),
          )
          .join("\n")
          .replace('"abort"', '"stop"')
          .replace("http:", "https:"),
        { SET: "s", SET_REF: "r" },
      ),
    ).toEqual([]);
  });
});

const kimi = (entry: string): string =>
  `{ models: { providers: { "kimi-coding": {\n${entry} } } } }`;
const P = "models.providers.kimi-coding";

describe("what is written", () => {
  it.each<[string, string, string[]]>([
    [
      "the local proxy of #30099",
      kimi('baseUrl: "http://127.0.0.1:18794/coding/v1"'),
      [
        `warning 2:1 ${P}.baseUrl: requests of kimi-coding go to this machine; a local proxy that only changes the User-Agent is not needed any more. Write \`baseUrl: "https://api.kimi.com/coding/v1"\` and stop the proxy.`,
      ],
    ],
    [
      "the local proxy, for the other api, by its key",
      kimi(
        'apiKey: "sk-kimi-test-0000000", api: "anthropic-messages", baseUrl: "http://localhost:8080"',
      ),
      [
        `warning 2:60 ${P}.baseUrl: requests of kimi-coding go to this machine; a local proxy that only changes the User-Agent is not needed any more. Write \`baseUrl: "https://api.kimi.com/coding"\` and stop the proxy.`,
      ],
    ],
    ...["http://127.0.0.1:9090/v1", "http://127.0.0.1:9090/v1/", "http://127.0.0.1:9090/"].map(
      (baseUrl): [string, string, string[]] => [
        `the local proxy by its key, at ${baseUrl}`,
        kimi(`baseUrl: "${baseUrl}", apiKey: "sk-kimi-test-0000000"`),
        [
          `warning 2:1 ${P}.baseUrl: requests of kimi-coding go to this machine; a local proxy that only changes the User-Agent is not needed any more. Write \`baseUrl: "https://api.kimi.com/coding/v1"\` and stop the proxy.`,
        ],
      ],
    ),
    ...[
      'baseUrl: "http://127.0.0.1:11434/v1"',
      'baseUrl: "http://127.0.0.1:1234/v1", apiKey: "lm-studio"',
      'baseUrl: "http://127.0.0.1:9090/proxy/kimi/v1", apiKey: "sk-kimi-test-0000000"',
      'baseUrl: "http://127.0.0.1:9090/codings/v1"',
    ].map((entry): [string, string, string[]] => [
      `another server of this machine: ${entry}`,
      kimi(entry),
      [],
    ]),
    [
      "the pay-per-use address",
      kimi('baseUrl: "https://api.moonshot.ai/v1"'),
      [
        `warning 2:1 ${P}.baseUrl: api.moonshot.ai is the pay-per-use platform, which takes other keys and bills by use: the subscription of kimi-coding is not used there. Write \`baseUrl: "https://api.kimi.com/coding/v1"\`, or name the provider "moonshot" if pay-per-use is meant.`,
      ],
    ],
    [
      "the domain that it is under",
      kimi('baseUrl: "https://moonshot.ai/v1"'),
      [
        `warning 2:1 ${P}.baseUrl: moonshot.ai is the pay-per-use platform, which takes other keys and bills by use: the subscription of kimi-coding is not used there. Write \`baseUrl: "https://api.kimi.com/coding/v1"\`, or name the provider "moonshot" if pay-per-use is meant.`,
      ],
    ],
    ["the right address", kimi('baseUrl: "https://api.kimi.com/coding/v1"'), []],
    ...[
      ["x", "this is no address that a request can go to, so no header is ever sent there"],
      ["ftp://h", "this is no address that a request can go to, so no header is ever sent there"],
      ...["u:p@", "u@", ":p@"].map((user) => [
        `https://${user}h/v1`,
        "client libraries refuse an address with a user name or password in it",
      ]),
      ...["?key=v", "#v"].map((end) => [
        `https://h/v1${end}`,
        "client libraries append their path to this text, so it ends up behind the `?` or `#`",
      ]),
    ].map(([baseUrl = "", message = ""]): [string, string, string[]] => [
      `the address ${baseUrl}`,
      kimi(`baseUrl: "${baseUrl}"`),
      [
        `warning 2:1 ${P}.baseUrl: ${message}. Write scheme, host and path alone, such as "https://api.example.com/v1".`,
      ],
    ]),
    ...["", " https://h/v1/", "HTTPS://H:8443", "wss://h", "https://{region}.example.com/v1"].map(
      (baseUrl): [string, string, string[]] => [
        `the address "${baseUrl}"`,
        `{ models: { providers: { p: { baseUrl: "${baseUrl}" } } } }`,
        baseUrl === ""
          ? [
              "error 1:31 models.providers.p.baseUrl: this is not a string. Write it in quotes, or remove the line.",
            ]
          : [],
      ],
    ),
    [
      "another provider on this machine",
      '{ models: { providers: { ollama: { baseUrl: "http://127.0.0.1:11434" } } } }',
      [],
    ],
    [
      "what the built-in sends anyway",
      kimi('headers: { "user-agent": "claude-code/0.1.0" }'),
      [
        `warning 2:12 ${P}.headers.user-agent: \`user-agent\` has the value that is sent for kimi-coding anyway. Remove the line, or keep it to hold that value should the built-in change.`,
      ],
    ],
    [
      "the same where the built-in is switched off",
      `{ models: { providers: { "kimi-coding": { headers: { "user-agent": "claude-code/0.1.0" } } } },
         plugins: { entries: { "provider-headers": { config: { builtInDefaults: false } } } } }`,
      [],
    ],
    [
      "a key and a credential header",
      kimi('apiKey: "k-test", headers: { Authorization: "Bearer ${K}" }'),
      [
        `warning 2:30 ${P}.headers.Authorization: \`Authorization\` is sent in place of or beside the provider's \`apiKey\`. Keep one of the two.`,
      ],
    ],
    [
      "a credential in clear text",
      kimi('headers: { "cf-aig-authorization": "Bearer x" }'),
      [
        `warning 2:12 ${P}.headers.cf-aig-authorization: \`cf-aig-authorization\` holds a credential in clear text, which \`openclaw secrets audit\` does not see. Write "\${NAME}" in its place and set that variable, e.g. in ~/.openclaw/.env.`,
      ],
    ],
    [
      "a credential over http://",
      '{ models: { providers: { p: { baseUrl: "http://h/v1", headers: { "X-Api-Key": "${K}" } } } } }',
      [
        "warning 1:66 models.providers.p.headers.X-Api-Key: `X-Api-Key` carries a credential over http://, where anyone on the way can read it. Use https:// in `baseUrl`.",
      ],
    ],
    [
      "a credential of the provider over http:// to a model's own address",
      '{ models: { providers: { p: { baseUrl: "https://h/v1", headers: { "X-Api-Key": "${K}", "X-Team": "t", "X-Own": "${K}" }, models: [{ id: "a", baseUrl: "http://h/v1", headers: { "x-own": "1" } }, { id: "b", baseUrl: "http://localhost/v1" }, { id: "c" }] } } } }',
      [
        "warning 1:142 models.providers.p.models[0].baseUrl: `X-Api-Key` carries a credential over http://, where anyone on the way can read it. Use https:// in `baseUrl`.",
      ],
    ],
    [
      "an empty value where OpenClaw refuses null",
      '{ models: { providers: { p: { headers: { A: "" }, models: [{ id: "m", headers: { B: "" } }] } } }, plugins: { entries: { "provider-headers": { config: { providers: { p: { headers: { C: "" } } } } } } } }',
      [
        "error 1:42 models.providers.p.headers.A: the value of `A` is empty. Remove the line; to send no such header, write `null` for it in `plugins.entries.provider-headers.config.providers.p.headers`.",
        "error 1:82 models.providers.p.models[0].headers.B: the value of `B` is empty. Remove the line; to send no such header, write `null` for it in `plugins.entries.provider-headers.config.providers.p.models.m.headers`.",
        "error 1:183 plugins.entries.provider-headers.config.providers.p.headers.C: the value of `C` is empty. Use `null` to send no such header, or remove the line.",
      ],
    ],
    [
      "null where OpenClaw refuses it",
      '{ models: { providers: { p: { models: [{ id: "m.1", headers: { A: null } }], request: { headers: { B: null } } } } } }',
      [
        'error 1:64 models.providers.p.models[0].headers.A: `A` is null, and OpenClaw refuses a configuration with null here. Move it to `plugins.entries.provider-headers.config.providers.p.models["m.1"].headers`.',
        "error 1:100 models.providers.p.request.headers.B: `B` is null, and OpenClaw refuses a configuration with null here. Move it to `plugins.entries.provider-headers.config.providers.p.headers`.",
      ],
    ],
    [
      "another word for headers",
      kimi("extraHeaders: {}, Headers: {}, header: {}, authHeader: true, request: {}"),
      ["extraHeaders 2:1", "Headers 2:19", "header 2:32"].map((at) => {
        const [key = "", place = ""] = at.split(" ");
        return `error ${place} ${P}.${key}: there is no setting "${key}" here, and OpenClaw 2026.9.6 refuses the whole configuration. Write them in ${P}.headers.`;
      }),
    ],
    [
      "a SecretRef that OpenClaw resolves",
      `{ models: { providers: { p: { headers: { A: { source: "exec", provider: "v", id: "x" } } } } },
 plugins: { entries: { "provider-headers": { config: { providers: { p: { headers: { B: { source: "store", id: "x" } } } } } } } } }`,
      [
        'warning 1:42 models.providers.p.headers.A: only OpenClaw resolves a SecretRef of source "exec". Use source "env" or "file" here; inside OpenClaw it works under models.providers.',
        'error 2:85 plugins.entries.provider-headers.config.providers.p.headers.B: only OpenClaw resolves a SecretRef of source "store". Use source "env" or "file" here; inside OpenClaw it works under models.providers.',
      ],
    ],
    [
      "providers that are none",
      "{ models: { providers: [] } }",
      [
        "error 1:13 models.providers: this is not an object. Write it in braces, or remove the line.",
      ],
    ],
  ])("%s", (_, text, problems) => {
    expect(told(text, { K: "sk-test-000000000000" })).toEqual(problems);
  });

  it("a SecretRef that OpenClaw resolves, inside OpenClaw", () => {
    const text =
      '{ models: { providers: { p: { headers: { A: { source: "exec", id: "x" } } } } } }';
    expect(told(text, {}, { host: true })).toEqual([]);
  });
});

it("hides no refusal of a host behind what only this machine cannot resolve", () => {
  const header = (value: string) =>
    `{ models: { providers: { p: { headers: { A: ${value} } } } } }`;
  for (const [value, code] of [
    ['{ source: "exec", provider: "x", id: "x" }', "secret-of-host"],
    ['{ source: "env", provider: "default", id: "UNSET" }', "unset-variable"],
  ] as const) {
    const problems = checkConfig(readText(header(value)), { version: "2026.2.19" });
    expect(
      problems
        .filter(({ path }) => path.endsWith(".A"))
        .map(({ severity, code: of }) => [severity, of]),
    ).toEqual([
      ["warning", code],
      ["error", "refused-by-host"],
    ]);
  }
});

describe("keys that are written twice", () => {
  it.each<[string, string, string[]]>([
    [
      "a provider",
      "{ models: { providers: { p: {},\n p: {} } } }",
      ["2:2 models.providers.p, in line 1"],
    ],
    ["all providers", "{ models: { providers: {} },\n models: {} }", ["2:2 models, in line 1"]],
    [
      "thrice, in a model's headers",
      '{ models: { providers: { p: { models: [{ id: "m", headers: { A: "1",\n"A": "1",\n"\\u0041": "1" } }] } } } }',
      [
        "2:1 models.providers.p.models[0].headers.A, in line 1",
        "3:1 models.providers.p.models[0].headers.A, in line 2",
      ],
    ],
    [
      "in the override block",
      '{ plugins: { entries: { "provider-headers": { config: { notice: "log",\n notice: "log" } } } } }',
      ["2:2 plugins.entries.provider-headers.config.notice, in line 1"],
    ],
    [
      "elsewhere: not ours to say",
      "{ a: 1, a: 2, models: { x: 1, x: 2 }, plugins: { entries: { o: {}, o: { a: 1, a: 2 } } } }",
      [],
    ],
  ])("%s", (_, text, twins) => {
    expect(told(text)).toEqual(
      twins.map((twin) => {
        const [, place, path, line] = /^(\S+) (\S+), in line (\d)$/.exec(twin) ?? [];
        return `error ${place} ${path}: this key was written before, in line ${line}, and only the last one counts. Keep one of them.`;
      }),
    );
  });
});

describe("a plugin that is installed and does nothing", () => {
  const off = (place: string, path: string, message: string, fix: string): string =>
    `warning ${place} ${path}: ${message}. ${fix}`;

  it.each<[string, string, string[]]>([
    [
      "switched off",
      '{ plugins: { entries: { "provider-headers": { enabled: false } } } }',
      [
        off(
          "1:47",
          "plugins.entries.provider-headers.enabled",
          "the plugin provider-headers is installed and switched off, so it does nothing",
          "Run `openclaw plugins enable provider-headers`.",
        ),
      ],
    ],
    [
      "all plugins switched off",
      '{ plugins: { enabled: false, installs: { "provider-headers": {} } } }',
      [
        off(
          "1:14",
          "plugins.enabled",
          "all plugins are switched off, provider-headers too, so it does nothing",
          "Write true, or remove the line.",
        ),
      ],
    ],
    [
      "on the one list, not on the other",
      '{ plugins: { allow: ["x"], deny: ["y", "provider-headers"], entries: { "provider-headers": {} } } }',
      [
        off(
          "1:14",
          "plugins.allow",
          "provider-headers is not on the list of plugins that may be loaded",
          'Add "provider-headers" to the list.',
        ),
        off(
          "1:40",
          "plugins.deny[1]",
          "provider-headers is on the list of plugins that are not loaded",
          "Take it off the list.",
        ),
      ],
    ],
    [
      "not installed",
      '{ plugins: { enabled: false, allow: ["x"], deny: ["provider-headers"] } }',
      [],
    ],
    // OpenClaw takes an empty list for none.
    [
      "with an empty list of those that may be loaded",
      '{ plugins: { allow: [], entries: { "provider-headers": { enabled: true } } } }',
      [],
    ],
    [
      "at work",
      '{ plugins: { enabled: true, allow: ["provider-headers"], deny: ["x"], entries: { "provider-headers": { enabled: true } } } }',
      [],
    ],
  ])("%s", (_, text, problems) => {
    expect(told(text)).toEqual(problems);
  });
});

it("orders by file and line, through includes", () => {
  const folder = configFolder({
    "openclaw.json": `{ models: { providers: {
  $include: "./p.json",
  q: { headers: { "X Y": "1" } },
} } }`,
    "p.json": '{\n p: { headers: {\n "X-N": 1, "X-M": true } } }',
  });
  const read = readOpenClawConfig(join(folder, "openclaw.json"), { env: {} });
  const problems = checkConfig(read).filter(isOurs);
  expect(
    problems.map(
      ({ file = "", line, column }) => `${file.slice(folder.length + 1)}:${line}:${column}`,
    ),
  ).toEqual(["openclaw.json:3:19", "p.json:3:2", "p.json:3:12"]);
});

it("never shows a secret: planted wherever a configuration can hold one, right and wrong", () => {
  let planted = 0;
  const plant = (): string => `sk-planted-${String(++planted).padStart(12, "0")}`;
  const headers = (): string => `{
    Authorization: "Bearer ${plant()}", // ${plant()}
    "X-Break": "${plant()}\\n${plant()}",
    "X-Wide": "${plant()}č",
    "X-Place": "{{${plant()}}}",
    "X Y": "${plant()}",
    "Host": "${plant()}",
    "X-List": ["${plant()}"],
    "X-Object": { secret: "${plant()}" },
    "X-Ref": { source: "${plant()}", id: "${plant()}" },
    "X-Extra": { source: "env", id: "K", provider: "${plant()}" },
    "X-Long": "${plant().repeat(500)}",
    /* ${plant()}
       ${plant()} */
    "X-Twin": "${plant()}",
    "X-Twin": '${plant()}',
    "x-twin": "${plant()}",
    "x-*": "${plant()}",
    "X-Var": "\${K}\\n",
    "X-Var2": "\${K} \${UNSET}",
    "X-File": { source: "file", provider: "broken", id: "/a" },
    "X-File2": { source: "file", provider: "single", id: "value" },
    "X-Long-Var": "\${LONG}",
    "Authorization: Bearer ${plant()}": "",
    "Authorization=${plant()}": "${plant()}",
  }`;
  const folder = configFolder({ "broken.json": `{ "a": ${plant()} }`, single: `${plant()}\nx` });
  const text = `{
  env: { A: "${plant()}", vars: { B: "${plant()}" } },
  secrets: { providers: {
    broken: { source: "file", path: ${JSON.stringify(join(folder, "broken.json"))} },
    single: { source: "file", path: ${JSON.stringify(join(folder, "single"))}, mode: "singleValue" },
  } },
  models: { providers: {
    "kimi-coding": {
      baseUrl: "http://user:${plant()}@127.0.0.1/?key=${plant()}",
      apiKey: "${plant()}", apiKey: "${plant()}",
      headers: ${headers()},
      request: { auth: { token: "${plant()}" }, headers: ${headers()} },
      models: [{ id: "m", headers: ${headers()} }],
      extraHeaders: { A: "${plant()}" },
    },
    "moon": "${plant()}",
    moonshot: { apiKey: { source: "env", id: "${plant()}" }, headers: "${plant()}", api: { a: "${plant()}" } },
  } },
  plugins: { entries: { "provider-headers": { enabled: false, config: {
    notice: "${plant()}", builtInDefaults: "${plant()}",
    providers: {
      kimi: { headers: ${headers()}, baseUrl: ["${plant()}"], onAuthFailure: "${plant()}" },
      gone: { headers: { A: "${plant()}" }, models: "${plant()}" },
    },
  } } } },
}`;
  const env = { K: plant(), LONG: plant().repeat(600) };
  const file = readText(text, env);
  const problems = checkConfig(file);
  expect(planted).toBeGreaterThan(100);
  expect(problems.length).toBeGreaterThan(80);
  for (const problem of problems) {
    expect(JSON.stringify(problem)).not.toContain("sk-planted");
    const frame = file.codeFrame(problem);
    expect(frame).toContain("^");
    expect(frame).not.toContain("sk-planted");
  }
});

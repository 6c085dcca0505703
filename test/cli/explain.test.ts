import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";

import { explainTargets } from "../../src/cli/explain.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import {
  ESCAPE,
  runCommandLine,
  temporaryFolder,
  widestLine,
  writeConfig,
} from "./run-command-line.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const LAYERED = `{
  agents: { defaults: { model: { primary: "relay/large", fallbacks: ["anthropic/claude-x"] } } },
  models: {
    providers: {
      relay: {
        baseUrl: "https://relay.example.com/v1",
        api: "openai-completions",
        headers: {
          "X-Title": "from the provider",
          "X-Team": "\${TEAM}",
          "X-Session": "s-{{sessionId}}",
          "X-Vault": { source: "exec", provider: "vault", id: "team" },
        },
        request: { headers: { "X-Title": "from the request" } },
        models: [
          { id: "large", name: "Large", headers: { "x-title": "from the model" } },
          { id: "small", name: "Small" },
        ],
      },
    },
  },
  plugins: { entries: { "provider-headers": { config: { providers: { relay: {
    headers: { "X-TITLE": "from the override", "user-agent": null, "X-Stainless-*": null },
  } } } } } },
}
`;

const LEFT = "  no header is sent: the configured ones are left out";
const NONE = "  no header is configured";
const BAD = { "X Y": "1" };
const models = (...ids: string[]) => ({ models: ids.map((id) => ({ id })) });

interface Explained {
  readonly provider: string;
  readonly model: string | null;
  readonly headers: readonly {
    readonly name: string;
    readonly value: string;
    readonly layer: string;
    readonly source: string;
    readonly overrides: readonly { layer: string; value: string; source: string }[];
  }[];
  readonly removed: readonly { name: string; by: string; source: string }[];
}

async function explainJson(args: readonly string[], cwd: string): Promise<Explained[]> {
  const { code, stdout } = await runCommandLine(["explain", "--json", ...args], {
    cwd,
    env: { TEAM: "blue-team-secret" },
  });
  expect(code).toBe(0);
  return JSON.parse(stdout) as Explained[];
}

describe("explain", () => {
  it("names the built-in of the example, with its key unset", async () => {
    const args = ["kimi-coding/k2p5", "--config", "examples/kimi-coding.json5"];
    const [explained] = await explainJson(args, ROOT);
    expect(explained).toMatchObject({
      provider: "kimi-coding",
      model: "k2p5",
      headers: [
        { name: "user-agent", value: "claude-code/0.1.0", layer: "built-in", overrides: [] },
      ],
      removed: [],
    });
    expect(Object.keys(explained ?? {})).toEqual(["provider", "model", "headers", "removed"]);
  });

  it("works without an entry, and without any configuration", async () => {
    const file = writeConfig("{}");
    const [withoutEntry] = await explainJson(["kimi-coding/k2p5", "--config", file], dirname(file));
    expect(withoutEntry?.headers).toMatchObject([{ name: "user-agent", layer: "built-in" }]);

    const ended = await runCommandLine(["explain", "kimi/k2p5", "--json"]);
    expect(ended.stdout).toContain("claude-code/0.1.0");
    expect(ended.stderr).toBe(
      "~/.openclaw/openclaw.json does not exist: showing the built-in defaults\n",
    );
    expect(ended.code).toBe(0);
  });

  it("names the provider layer and its line where the entry has a headers block", async () => {
    const file = writeConfig(
      `{ models: { providers: { "kimi-coding": {\n  baseUrl: "https://api.kimi.com/coding/v1",\n  headers: {\n    "User-Agent": "my-agent/1.0",\n  },\n  models: [{ id: "k2p5", name: "K" }],\n} } } }`,
    );
    const [explained] = await explainJson(["--config", file], dirname(file));
    expect(explained?.headers).toMatchObject([
      {
        name: "user-agent",
        value: "my-agent/1.0",
        layer: "provider",
        source: "models.providers.kimi-coding.headers.User-Agent, openclaw.json:4:5",
        overrides: [{ layer: "built-in", value: "claude-code/0.1.0" }],
      },
    ]);
  });

  it("tells what each layer overrode, what was removed, and what only the host resolves", async () => {
    const file = writeConfig(LAYERED);
    const [large, small, fallback] = await explainJson(["--config", file], dirname(file));
    expect(large).toMatchObject({ provider: "relay", model: "large" });
    expect(large?.headers).toEqual([
      {
        name: "x-title",
        value: "from the override",
        layer: "override",
        source:
          "plugins.entries.provider-headers.config.providers.relay.headers.X-TITLE, openclaw.json:23:16",
        overrides: [
          {
            value: "from the request",
            layer: "request",
            source: "models.providers.relay.request.headers.X-Title, openclaw.json:14:31",
          },
          {
            value: "from the model",
            layer: "model",
            source: "models.providers.relay.models[0].headers.x-title, openclaw.json:16:52",
          },
          {
            value: "from the provider",
            layer: "provider",
            source: "models.providers.relay.headers.X-Title, openclaw.json:9:11",
          },
        ],
      },
      expect.objectContaining({ name: "x-team", value: "***" }),
      expect.objectContaining({ name: "x-session", value: "***{{sessionId}}" }),
      expect.objectContaining({ name: "x-vault", value: "resolved by the host" }),
    ]);
    expect(large?.removed).toMatchObject([
      { name: "x-stainless-*", by: "override" },
      { name: "user-agent", by: "override" },
    ]);
    expect(small?.headers[0]?.overrides).toHaveLength(2);
    expect(fallback).toEqual({
      provider: "anthropic",
      model: "claude-x",
      headers: [],
      removed: [],
    });
  });

  it("shows it as text", async () => {
    const ended = await runCommandLine(
      ["explain", "kimi-coding", "--config", "examples/kimi-coding.json5"],
      { cwd: ROOT },
    );
    expect(ended.stdout).toMatch(
      /^kimi-coding\/k2p5\n {2}https:\/\/api\.kimi\.com\/coding\/v1, openai-completions, examples\/kimi-coding\.json5:\d+:\d+\n {2}user-agent {2}claude-code\/0\.1\.0 {2}built-in {2}built-in default for kimi-coding/,
    );
    expect(ended.stdout).toContain("It names another client, Claude Code.");
    expect(ended.stdout).toContain("builtInDefaults: false");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
  });

  it("shows every layer as text, a table a model", async () => {
    const file = writeConfig(LAYERED);
    const shown = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
      const ended = await runCommandLine(["explain", ...args, "--config", file], {
        cwd: dirname(file),
        env: { TEAM: "blue-team-secret", ...env },
      });
      expect(ended).toMatchObject({ code: 0, stderr: "" });
      return ended.stdout.replaceAll(/\u001B\[(\d+)m/gu, "<$1>");
    };
    const ours = "plugins.entries.provider-headers.config.providers.relay.headers";
    const first = `  https://relay.example.com/v1, openai-completions, openclaw.json:5:7
  x-title        from the override     override  ${ours}.X-TITLE, openclaw.json:23:16
    overrides    from the request      request   models.providers.relay.request.headers.X-Title, openclaw.json:14:31
`;
    const model =
      "    overrides    from the model        model     models.providers.relay.models[0].headers.x-title, openclaw.json:16:52\n";
    const rest = `    overrides    from the provider     provider  models.providers.relay.headers.X-Title, openclaw.json:9:11
  x-team         ***                   provider  models.providers.relay.headers.X-Team, openclaw.json:10:11
  x-session      ***{{sessionId}}      provider  models.providers.relay.headers.X-Session, openclaw.json:11:11
  x-vault        resolved by the host  provider  models.providers.relay.headers.X-Vault, openclaw.json:12:11
  x-stainless-*  not sent              override  ${ours}["X-Stainless-*"], openclaw.json:23:68
  user-agent     not sent              override  ${ours}.user-agent, openclaw.json:23:48
`;
    const keyless =
      "relay has no apiKey here: outside OpenClaw, X-Team, X-Vault go only with POSTs of JSON without a key to https://relay.example.com/v1/chat/completions, whichever code in the process sends them.\n";
    const others =
      "All other headers are the client library's and the host's own, the API key among them.";
    expect(await shown([])).toBe(`relay/large
${first}${model}${rest}
relay/small
${first}${rest}
anthropic/claude-x
  https://api.anthropic.com, anthropic-messages
  no header is configured

${keyless}
${others}
`);
    expect(await shown(["relay/small"], { FORCE_COLOR: "1" })).toBe(`<1>relay/small<22>
  https://relay.example.com/v1, openai-completions, openclaw.json:5:7
  <36>x-title<39>        from the override     override  ${ours}.X-TITLE, openclaw.json:23:16
  <2>  overrides<22>    <2>from the request<22>      <2>request<22>   <2>models.providers.relay.request.headers.X-Title, openclaw.json:14:31<22>
  <2>  overrides<22>    <2>from the provider<22>     <2>provider<22>  <2>models.providers.relay.headers.X-Title, openclaw.json:9:11<22>
  <36>x-team<39>         ***                   provider  models.providers.relay.headers.X-Team, openclaw.json:10:11
  <36>x-session<39>      ***{{sessionId}}      provider  models.providers.relay.headers.X-Session, openclaw.json:11:11
  <36>x-vault<39>        resolved by the host  provider  models.providers.relay.headers.X-Vault, openclaw.json:12:11
  <36>x-stainless-*<39>  <33>not sent<39>              override  ${ours}["X-Stainless-*"], openclaw.json:23:68
  <36>user-agent<39>     <33>not sent<39>              override  ${ours}.user-agent, openclaw.json:23:48

${keyless}
<2>${others}<22>
`);
    const narrow = await shown([], { COLUMNS: "40", FORCE_COLOR: "1" });
    expect(narrow.split("\n").slice(0, 7)).toEqual([
      "<1>relay/large<22>",
      "  https://relay.example.com/v1,",
      "  openai-completions, openclaw.json:5:7",
      "  <36>x-title<39>        from the       override",
      "                 override",
      "      plugins.entries.provider-headers.",
      "      config.providers.relay.headers.X-",
    ]);
    expect(narrow.split("\n").slice(-11)).toEqual([
      "relay has no apiKey here: outside",
      "OpenClaw, X-Team, X-Vault go only with",
      "POSTs of JSON without a key to",
      "https://relay.example.com/v1/chat/",
      "completions, whichever code in the",
      "process sends them.",
      "",
      "<2>All other headers are the client<22>",
      "<2>library's and the host's own, the API<22>",
      "<2>key among them.<22>",
      "",
    ]);
  });

  it("lists models with the same headers in lines no wider than the terminal", async () => {
    const file = writeConfig({ models: { providers: { relay: models("one", "two", "three") } } });
    const { stdout } = await runCommandLine(["explain", "--config", file], {
      cwd: dirname(file),
      env: { COLUMNS: "25", FORCE_COLOR: "1" },
    });
    expect(
      stdout
        .replaceAll(/\u001B\[(\d+)m/gu, "<$1>")
        .split("\n")
        .slice(0, 5),
    ).toEqual([
      "<1>relay/one, relay/two,<22>",
      "<1>relay/three<22>",
      "  its address is not",
      "  known,",
      "  openclaw.json:4:7",
    ]);
  });

  it("shows the address, the api and the line of what it knows", async () => {
    const ofModels = (...more: object[]) => ({ models: more.map((one) => ({ id: "m", ...one })) });
    const baseUrl = "https://x.example/v1";
    const file = writeConfig({
      models: {
        providers: {
          x: { baseUrl, ...ofModels({ baseUrl: "${GONE}/v1", api: "ollama" }) },
          y: ofModels(),
          z: { baseUrl, ...ofModels({ baseUrl: "https://m.example" }) },
        },
      },
      agents: { defaults: { model: "openai/gpt" } },
    });
    const { stdout } = await runCommandLine(["explain", "--config", file], { cwd: dirname(file) });
    expect(
      stdout.split("\n").filter((line) => /^\w+(?:\/\w+)?$|openclaw\.json|https/u.test(line)),
    ).toEqual([
      "x/m",
      "  its address is not known, ollama, openclaw.json:4:7",
      "y",
      "  its address is not known, openclaw.json:14:7",
      "z/m",
      "  https://m.example, openclaw.json:17:7",
      "openai/gpt",
      "  https://api.openai.com/v1, openai-responses",
    ]);
  });

  it.each<[string, object, string, string | null]>([
    ["an empty file", {}, "kmi", "It has no provider at all."],
    [
      "others",
      { models: { providers: { a: {}, b: models("m") } } },
      "kmi",
      "Its providers are a, b.",
    ],
    [
      "names that a variable puts in",
      { models: { providers: { a: models("m") } }, agents: { defaults: { model: "${HIDDEN}/m" } } },
      "kmi",
      "Its providers are a, ***.",
    ],
    ["one that an agent names", { agents: { defaults: { model: "nobody/m" } } }, "nobody", null],
    ["one that is known", {}, "openai", null],
    ["one that has a built-in", {}, "kimi", null],
    ["one that is known, but not how it is asked", {}, "mcp", "It has no provider at all."],
  ])("knows a provider or not: %s", async (_what, config, named, says) => {
    const file = writeConfig(config);
    const ended = await runCommandLine(["explain", named, "--config", file], {
      cwd: dirname(file),
      env: { HIDDEN: "hidden-name-9" },
    });
    expect([ended.code, ended.stderr]).toEqual(
      says === null
        ? [0, ""]
        : [
            2,
            `provider-headers: openclaw.json has no provider "${named}", and none is built in. ${says}\n`,
          ],
    );
  });

  it("shows what a layer removed below, and nothing of a secret, however short", async () => {
    const folder = temporaryFolder();
    const vault = join(folder, "vault.json");
    writeFileSync(vault, '{"key":"k"}', { mode: 0o600 });
    const file = writeConfig({
      secrets: { providers: { vault: { source: "file", path: vault, mode: "json" } } },
      models: {
        providers: {
          relay: {
            headers: {
              "X-Title": null,
              "User-Agent": "${SHORT}",
              "X-C": "1",
              "HTTP-Referer": { source: "file", provider: "vault", id: "/key" },
            },
            models: [],
          },
        },
      },
      plugins: {
        entries: {
          "provider-headers": {
            config: { providers: { relay: { headers: { "X-Title": "2", "X-C": null } } } },
          },
        },
      },
    });
    const { stdout } = await runCommandLine(["explain", "relay", "--config", file, "--json"], {
      env: { SHORT: "s" },
    });
    const [explained] = JSON.parse(stdout) as Explained[];
    expect(
      explained?.headers.map(({ name, value, overrides }) => [
        name,
        value,
        overrides.map((lower) => lower.value),
      ]),
    ).toEqual([
      ["x-title", "2", ["removed"]],
      ["user-agent", "***", []],
      ["http-referer", "***", []],
    ]);
    expect(explained?.removed.map(({ name }) => name)).toEqual(["x-c"]);
  });

  it("shows nothing of a value that is read for each request, and its layer where its place is not known", () => {
    const { config } = providerConfigFrom(
      { models: { providers: { "kimi-coding": { models: [] } } } },
      { env: {} },
    );
    const [entry] = config.entries.map((one) => ({
      ...one,
      layers: [{ layer: "provider" as const, headers: { "HTTP-Referer": () => "https://a" } }],
    }));
    const [explained] = explainTargets([{ provider: "kimi-coding", entry }], config, {
      cwd: "/",
      env: {},
    });
    expect(explained?.explanation.headers).toEqual([
      expect.objectContaining({ name: "user-agent", layer: "built-in" }),
      { name: "http-referer", value: "***", layer: "provider", source: "provider", overrides: [] },
    ]);
  });

  it("says that no provider is configured", async () => {
    const file = writeConfig("{}");
    const ended = await runCommandLine(["explain", "--config", file], { cwd: dirname(file) });
    expect(ended).toMatchObject({ code: 0, stdout: "openclaw.json: no provider is configured\n" });
  });

  it.each<[string, object, object, string, string]>([
    ["of the provider", { headers: BAD }, {}, LEFT, LEFT],
    ["of its request", { request: { headers: BAD } }, {}, LEFT, LEFT],
    ["of the model", { models: [{ id: "m", headers: BAD }, { id: "n" }] }, {}, LEFT, NONE],
    ["of the block", {}, { relay: { headers: BAD } }, LEFT, LEFT],
    ["of the model in the block", {}, { relay: { models: { m: { headers: BAD } } } }, LEFT, NONE],
    ["of another", {}, { other: { headers: BAD } }, NONE, NONE],
    ["that is none", { headers: [] }, {}, NONE, NONE],
    ["that holds nothing", { headers: {} }, {}, NONE, NONE],
    ["beside a block that is none", {}, [], NONE, NONE],
  ])("knows a headers block %s that is left out", async (_where, relay, overrides, ofM, ofN) => {
    const file = writeConfig({
      models: { providers: { relay: { models: [{ id: "m" }, { id: "n" }], ...relay } } },
      plugins: { entries: { "provider-headers": { config: { providers: overrides } } } },
    });
    for (const [model, line] of [
      ["m", ofM],
      ["n", ofN],
    ] as const) {
      const args = ["explain", `relay/${model}`, "--config", file];
      const { stdout } = await runCommandLine(args, { cwd: dirname(file) });
      expect(stdout.split("\n")[2]).toBe(line);
    }
  });

  it("says which header is left out and why", async () => {
    const file = writeConfig({
      models: { providers: { x: { headers: { "X-Key": "${NOT_SET_ANYWHERE}" }, models: [] } } },
    });
    const ended = await runCommandLine(["explain", "x", "--config", file, "--json"], {
      cwd: dirname(file),
    });
    expect(JSON.parse(ended.stdout)).toEqual([
      { provider: "x", model: null, headers: [], removed: [] },
    ]);
    expect(ended.stderr).toMatch(
      /^left out: models\.providers\.x\.headers\.X-Key, openclaw\.json:6:11: .*NOT_SET_ANYWHERE.* is not set\. /,
    );
    expect(ended.code).toBe(0);
  });

  it("says so of its override block too, under any name of the provider, and of nothing but headers", async () => {
    const file = writeConfig(`{
models: { providers: { "kimi-coding": { headers: { "X-A": "1",
  "x-a": "2" }, models: [] }, "kimi-coding-2": { headers: { Host: "x" }, models: [] } } },
plugins: { entries: { "provider-headers": { config: { providers: {
  Kimi: { baseUrl: 5, headers: { Te: "x" }, models: { "k.2": { headers: { Via: "" } } } },
  other: { headers: { Te: "x" }, baseUrl: "https://other.example.com" },
} } } } } }`);
    const ended = await runCommandLine(["explain", "kimi-coding", "--config", file], {
      cwd: dirname(file),
    });
    expect(ended.stderr.split("\n").map((line) => line.split(", openclaw")[0])).toEqual([
      "sent, and its other spelling left out: models.providers.kimi-coding.headers.x-a",
      "left out: plugins.entries.provider-headers.config.providers.Kimi.headers.Te",
      'left out: plugins.entries.provider-headers.config.providers.Kimi.models["k.2"].headers.Via',
      "",
    ]);
  });

  it("says that no header is configured only where none is, and leaves no address blank", async () => {
    const file = writeConfig(
      `{ agents: { defaults: { model: { primary: "nowhere/x" } } }, models: { providers: { relay: { baseUrl: "https://relay.example/v1", api: "openai-completions", models: [{ id: "bad", name: "b", headers: { "X Y": "1" } }, { id: "none", name: "n", headers: {} }, { id: "over", name: "o" }] } } },
         plugins: { entries: { "provider-headers": { config: { providers: { relay: { models: { over: { headers: { "X-A": "" } } } } } } } } } }`,
    );
    const { stdout } = await runCommandLine(["explain", "--config", file], { cwd: dirname(file) });
    const left = "no header is sent: the configured ones are left out";
    const none = "no header is configured";
    const rows = stdout.split("\n\n").map((block) => block.split("\n").map((line) => line.trim()));
    expect(rows.slice(0, 3).map(([names, , text]) => [names, text])).toEqual([
      ["relay/bad, relay/over", left],
      ["relay/none", none],
      ["nowhere/x", none],
    ]);
    expect(rows[2]?.[1]).toBe("its address is not known");
  });

  it("knows a header of the request block that is left out", async () => {
    const request = { headers: { "X Y": "1" } };
    const relay = { baseUrl: "https://relay.example/v1", request, models: [{ id: "m" }] };
    const file = writeConfig({ models: { providers: { relay } } });
    const { stdout } = await runCommandLine(["explain", "--config", file], { cwd: dirname(file) });
    expect(stdout).toContain("no header is sent: the configured ones are left out");
  });

  it.skipIf(process.platform === "win32")("says that it cannot read a .env", async () => {
    const folder = temporaryFolder();
    execFileSync("mkfifo", [join(folder, ".env")]);
    const file = writeConfig({ models: { providers: { relay: { models: [] } } } });
    const ended = await runCommandLine(["explain", "relay", "--config", file], {
      env: { OPENCLAW_STATE_DIR: folder },
    });
    expect(ended.stderr).toMatch(/^not read: \S+\.env is a named pipe, .*\. Make it a file /mu);
  });

  it("does not know a provider that is nowhere", async () => {
    const file = writeConfig({ models: { providers: { "kimi-coding": { models: [] } } } });
    const ended = await runCommandLine(["explain", "kmi-coding", "--config", file], {
      cwd: dirname(file),
    });
    expect(ended).toMatchObject({
      code: 2,
      stdout: "",
      stderr:
        'provider-headers: openclaw.json has no provider "kmi-coding", and none is built in. ' +
        "Its providers are kimi-coding.\n",
    });
  });

  it.each([
    ["a model that its provider does not list", "fb/fb-modle", true],
    ["one that it lists", "fb/fb-model", false],
    ["one of a provider without a list", "free/any", false],
  ])("on stderr: %s", async (_case, target, isNoted) => {
    const address = { baseUrl: "https://llm.example.com/v1", headers: { "X-Title": "t" } };
    const providers = {
      fb: { ...address, models: [{ id: "fb-model", name: "M" }] },
      free: { ...address, models: [] },
    };
    const file = writeConfig({ models: { providers } });
    const ended = await runCommandLine(["explain", "--config", file, target]);
    expect(ended).toMatchObject({
      code: 0,
      stderr: isNoted ? 'fb does not list the model "fb-modle", only fb-model\n' : "",
    });
    expect(ended.stdout).toContain("x-title");
  });

  it("keeps to 60 columns", async () => {
    const file = writeConfig(LAYERED);
    const options = { cwd: dirname(file), env: { COLUMNS: "60", TEAM: "blue" } };
    const { stdout } = await runCommandLine(["explain", "--config", file], options);
    expect(widestLine(stdout)).toBeLessThanOrEqual(60);
    expect(stdout).toContain("  x-title        from the override");
  });

  it("has colour only where it is asked for, and none with NO_COLOR", async () => {
    const args = ["explain", "kimi-coding/k2p5"];
    expect((await runCommandLine(args)).stdout).not.toContain(ESCAPE);
    expect((await runCommandLine(args, { env: { NO_COLOR: "1" } })).stdout).not.toContain(ESCAPE);
    const forced = await runCommandLine(args, { env: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain(`${ESCAPE}1mkimi-coding/k2p5`);
  });

  it("ends quietly where the reader of its output has gone, and at Ctrl-C", async () => {
    const cwd = temporaryFolder();
    const closed = await runCommandLine(["explain", "kimi/k2p5"], { cwd, closeStdout: true });
    expect(closed.code).toBe(141);
    expect(closed.stderr).not.toMatch(/EPIPE|\n\s+at /);
    const ended = await runCommandLine(["explain"], { cwd, interruptAfter: setTimeout(10) });
    expect(ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
  });
});

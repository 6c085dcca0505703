import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import OpenAI from "openai";
import { describe, expect, it, onTestFinished, vi } from "vitest";

import { packageFile } from "../../src/package-files.ts";
import { hostSource } from "../../src/cli/config-source.ts";
import { probe as probeModels } from "../../src/cli/probe.ts";
import { PROBE_API_NAMES } from "../../src/cli/probe-request.ts";
import {
  type StandIn,
  STAND_IN_KEY,
  type StandInOptions,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import {
  type Ended,
  ESCAPE,
  runCommandLine,
  type RunOptions,
  widestLine,
  writeConfig,
} from "./run-command-line.ts";

interface Verdicts {
  readonly requests: number;
  readonly results: readonly {
    readonly provider: string;
    readonly model: string;
    readonly url: string | null;
    readonly verdict: string;
    readonly status: number | null;
    readonly text: string;
    readonly kind: string | null;
    readonly sure: boolean | null;
    readonly report: string | null;
    readonly sent: readonly { name: string; value: string; layer: string }[];
  }[];
  readonly failover: { answers: string | null; text: string; note: string } | null;
}

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function standIn(options: StandInOptions = {}): Promise<StandIn> {
  const started = await startKimiStandIn(options);
  onTestFinished(() => started.close());
  return started;
}

async function server(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly origin: string; readonly server: Server }> {
  const created = createServer(listener);
  await new Promise<void>((listening) => created.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    created.close();
    created.closeAllConnections();
  });
  const { port } = created.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, server: created };
}

const kimiEntry = (kimi: StandIn, more: object = {}) => ({
  baseUrl: kimi.baseUrl,
  api: "openai-completions",
  apiKey: STAND_IN_KEY,
  models: [{ id: "k2p5", name: "K2.5" }],
  ...more,
});

const entry = (baseUrl: string, more: object = {}) => ({
  baseUrl,
  api: "openai-completions",
  apiKey: "sk-fallback-test-000000000000",
  models: [{ id: "m1", name: "M1" }],
  ...more,
});

const withFailover = (providers: object, primary: string, ...fallbacks: string[]) => ({
  agents: { defaults: { model: { primary, fallbacks } } },
  models: { providers },
});

function probe(
  config: unknown,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Ended> {
  const file = writeConfig(config);
  return runCommandLine(["probe", "--config", file, ...args], { cwd: dirname(file), ...options });
}

async function verdicts(
  config: unknown,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Verdicts & { readonly code: number | null }> {
  const { code, stdout } = await probe(config, ["--json", ...args], options);
  return { ...(JSON.parse(stdout) as Verdicts), code };
}

const failed = (kimi: StandIn, plain: StandIn) =>
  withFailover(
    {
      "kimi-coding": kimiEntry(kimi, { headers: { "User-Agent": "my-agent/1.0" } }),
      fb: entry(plain.baseUrl),
    },
    "kimi-coding/k2p5",
    "fb/m1",
  );

describe("probe", () => {
  it("asks the chat route as an SDK does, with the plan applied", async () => {
    const kimi = await standIn();
    const result = await verdicts({ models: { providers: { "kimi-coding": kimiEntry(kimi) } } });
    expect(result).toMatchObject({
      code: 0,
      requests: 1,
      results: [{ provider: "kimi-coding", model: "k2p5", verdict: "answers", status: 200 }],
      failover: null,
    });
    const [request] = kimi.requests;
    expect(request).toMatchObject({ method: "POST", path: "/coding/v1/chat/completions" });
    expect(request?.headers).toMatchObject({
      host: new URL(kimi.origin).host,
      authorization: `Bearer ${STAND_IN_KEY}`,
      "user-agent": "claude-code/0.1.0",
      "x-stainless-lang": "js",
    });
    expect(JSON.parse(request?.body ?? "")).toEqual({
      model: "k2p5",
      messages: [{ role: "user", content: "ping" }],
      max_tokens: 1,
    });
  });

  it("says before it asks which headers only a host can resolve", async () => {
    const kimi = await standIn();
    const secret = { source: "exec", provider: "vault", id: "x" };
    const headers = { "X-Plain": "1", "X-Vault": secret, "X-Other": secret };
    const kimiCode = kimiEntry(kimi, { headers });
    const config = {
      models: { providers: { "kimi-coding": kimiCode, fb: entry(kimi.baseUrl) } },
    };
    let stderr = "";
    const io = {
      command: "openclaw provider-headers",
      stdout: { write: () => true },
      stderr: { write: (text: string) => (stderr += text) },
      env: {},
      signal: new AbortController().signal,
      cwd: "/",
    };
    const options = { header: [], timeout: 5, dryRun: true };
    await probeModels(hostSource({ config, env: {} }), [], options, io);
    expect(stderr.split("\n").filter((line) => line.includes("only the host"))).toEqual([
      "kimi-coding/k2p5: only the host can resolve X-Vault, X-Other; this probe sends none",
    ]);
  });

  it("says outside of a host that it sends none of them", async () => {
    const headers = { "X-Vault": { source: "exec", provider: "vault", id: "x" } };
    const more = { headers, models: [{ id: "m1" }] };
    const config = { models: { providers: { x: entry("https://llm.example.com/v1", more) } } };
    expect((await probe(config, ["--dry-run"])).stderr).toBe(
      'left out: models.providers.x.headers.X-Vault, openclaw.json:14:11: only OpenClaw resolves a SecretRef of source "exec". Use source "env" or "file" here; inside OpenClaw it works under models.providers.\n' +
        "probe would send 1 request (1 to https://llm.example.com), each for as little as one token\n",
    );
  });

  it("could not run where one model answers and another was not asked", async () => {
    const kimi = await standIn();
    const other = entry(kimi.baseUrl, { apiKey: "${NOT_SET}" });
    const result = await verdicts({
      models: { providers: { "kimi-coding": kimiEntry(kimi), other } },
    });
    expect(result.results.map(({ verdict }) => verdict)).toEqual(["answers", "no key"]);
    expect(result.code).toBe(2);
  });

  it.each([
    ["openai-completions", "/v1/chat/completions", { authorization: "Bearer sk-test-0000" }],
    ["openai-responses", "/v1/responses", { authorization: "Bearer sk-test-0000" }],
    [
      "anthropic-messages",
      "/v1/messages",
      { "x-api-key": "sk-test-0000", "anthropic-version": "2023-06-01" },
    ],
    ["google-generative-ai", "/v1/models/m1:generateContent", { "x-goog-api-key": "sk-test-0000" }],
    ["ollama", "/api/chat", { authorization: "Bearer sk-test-0000" }],
  ])("speaks %s", async (api, path, headers) => {
    const plain = await standIn({ role: "plain" });
    const baseUrl = api === "anthropic-messages" ? plain.origin : plain.baseUrl;
    const config = {
      models: { providers: { x: entry(baseUrl, { api, apiKey: "sk-test-0000" }) } },
    };
    const result = await verdicts(config);
    expect(result.results).toMatchObject([{ verdict: "answers", status: 200 }]);
    expect(plain.requests).toMatchObject([{ method: "POST", path, headers }]);
    expect(PROBE_API_NAMES).toContain(api);
  });

  it("sends U+0080 to U+00FF as a byte each", async () => {
    const plain = await standIn({ role: "plain" });
    const more = { headers: { "X-Team": "caf\u00e9 \u0080\u00ff" } };
    const result = await verdicts({ models: { providers: { x: entry(plain.baseUrl, more) } } });
    expect(result.results).toMatchObject([{ verdict: "answers", status: 200 }]);
    // Node's parser reads a character for a byte.
    expect(plain.requests[0]?.headers).toMatchObject({ "x-team": "caf\u00e9 \u0080\u00ff" });
  });

  it("sends the key as a bearer token too, where the entry says so", async () => {
    const plain = await standIn({ role: "plain" });
    const more = { api: "anthropic-messages", apiKey: "sk-test-0000", authHeader: true };
    await verdicts({ models: { providers: { x: entry(plain.origin, more) } } });
    expect(plain.requests[0]?.headers).toMatchObject({
      "x-api-key": "sk-test-0000",
      authorization: "Bearer sk-test-0000",
    });
  });

  it("tells a refused client as the guard does, names who would answer, and ends with 1", async () => {
    const [kimi, plain] = [await standIn(), await standIn({ role: "plain" })];
    const ended = await probe(failed(kimi, plain));
    expect(ended.stdout.replaceAll(/\d\.\d s/g, "0.0 s")).toBe(
      `kimi-coding/k2p5  refused  HTTP 403  0.0 s  client_rejected: Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.
fb/m1             answers  HTTP 200  0.0 s

kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error
  "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc."
  The API key was not the problem. Kimi Code answers only clients it knows by User-Agent.
  endpoint  ${kimi.baseUrl}/chat/completions
  sent      user-agent: my-agent/1.0   (models.providers.kimi-coding.headers, openclaw.json:25:11)
  fix       set api to "anthropic-messages" and baseUrl to "https://api.kimi.com/coding" in models.providers.kimi-coding: any client was accepted there (reported in kodustech/kodus-ai #1257, earendil-works/pi #7752, 2026-08-07)
            try a name of your own without writing it: npx provider-headers probe kimi-coding/k2p5 --header 'User-Agent: VALUE'; if it is accepted, put it into models.providers.kimi-coding.headers
            or remove that line: the built-in default for kimi-coding is then sent, and it names another client (Claude Code), to which the provider's terms object
  next      fb/m1 is configured to answer instead
  more      section client_rejected of
  ${packageFile("docs/auth-failures.md")}

If a turn asked for kimi-coding/k2p5 now:
  1  kimi-coding/k2p5  refused
  2  fb/m1             answers
fb/m1 would answer instead of kimi-coding/k2p5.
`,
    );
    const lines = ended.stderr.split("\n");
    expect(lines[0]).toBe(
      `probe sends 2 requests (1 to ${kimi.origin}, 1 to ${plain.origin}), each for as little as one token`,
    );
    expect(lines.slice(1, 3).map((line) => line.slice(0, 5))).toEqual(["[1/2]", "[2/2]"]);
    expect(ended.code).toBe(1);
  });

  it("prints the same as JSON, and nothing else", async () => {
    const [kimi, plain] = [await standIn(), await standIn({ role: "plain" })];
    const result = await verdicts(failed(kimi, plain));
    expect(result.results[0]).toMatchObject({
      url: `${kimi.baseUrl}/chat/completions`,
      verdict: "refused",
      status: 403,
      kind: "client_rejected",
      sure: true,
    });
    expect(result.results[0]?.report).toContain("refused this client");
    expect(result.results[0]?.sent).toContainEqual(
      expect.objectContaining({ name: "user-agent", value: "my-agent/1.0", layer: "provider" }),
    );
    expect(result.failover).toMatchObject({
      answers: "fb/m1",
      steps: [
        { model: "kimi-coding/k2p5", verdict: "refused" },
        { model: "fb/m1", verdict: "answers" },
      ],
    });
    expect(result.code).toBe(1);
  });

  it("tries a header without writing it, and removes one that has no value", async () => {
    const kimi = await standIn();
    const config = failed(kimi, kimi);
    const tried = await verdicts(config, ["kimi-coding", "--header", "user-agent: RooCode/3.0.0"]);
    expect(tried).toMatchObject({
      code: 0,
      requests: 1,
      results: [{ verdict: "answers" }],
      failover: {
        text: "kimi-coding/k2p5 would answer, as asked for. That is with the header that was tried, which is not in the configuration.",
      },
    });
    const removed = await verdicts(config, ["kimi-coding/k2p5", "--header", "User-Agent:"]);
    expect(removed).toMatchObject({ code: 1, results: [{ kind: "client_rejected" }] });
    expect(kimi.requests.map(({ headers }) => headers["user-agent"])).toEqual([
      "RooCode/3.0.0",
      undefined,
    ]);
  });

  it.each([
    ...["no colon", ": x", " : x", "X-Auth=sk-test-0000: x", "Bearer sk-test-0000: x"].map(
      (header): [string, RegExp] => [
        header,
        /^provider-headers: --header needs 'Name: value', or 'Name:' to send none; a name has letters, digits and hyphens only\n$/,
      ],
    ),
    ["Host: x", /^provider-headers: --header: `Host` cannot be configured: .*\n$/],
    ["X-A: \u4f60", /^provider-headers: --header: the value of `X-A` holds U\+4F60 .*\n$/],
  ])("refuses --header %j before it sends anything", async (header, says) => {
    const kimi = await standIn();
    const config = { models: { providers: { "kimi-coding": kimiEntry(kimi) } } };
    const ended = await probe(config, ["--header", header]);
    expect(ended.stderr).toMatch(says);
    expect(ended).toMatchObject({ code: 2, stdout: "" });
    expect(kimi.requests).toEqual([]);
  });

  it("sends nothing with --dry-run, and shows what it would send", async () => {
    const [kimi, plain] = [await standIn(), await standIn({ role: "plain" })];
    const ended = await probe(failed(kimi, plain), ["--dry-run"]);
    expect(ended.stdout).toBe(`kimi-coding/k2p5
  POST ${kimi.baseUrl}/chat/completions
  user-agent     my-agent/1.0  provider  models.providers.kimi-coding.headers.User-Agent, openclaw.json:25:11
  authorization  Bearer ***    client    models.providers.kimi-coding.apiKey, openclaw.json:17:9

fb/m1
  POST ${plain.baseUrl}/chat/completions
  user-agent     OpenAI/JS 6.10.0  client
  authorization  Bearer ***        client  models.providers.fb.apiKey, openclaw.json:31:9

`);
    expect(ended.stderr).toMatch(/^probe would send 2 requests \(/);
    expect(ended.code).toBe(0);
    const json = await probe(failed(kimi, plain), ["--dry-run", "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      requests: 2,
      results: [{ model: "k2p5" }, {}],
    });
    expect([...kimi.requests, ...plain.requests]).toEqual([]);
  });

  it("counts with --dry-run what it would send, not what it leaves out, and shows what is not sent", async () => {
    const plain = await standIn({ role: "plain" });
    const providers = {
      fb: entry(plain.baseUrl, { headers: { "X-Stainless-Lang": null } }),
      other: entry("https://llm.example.com/v1", { apiKey: undefined }),
    };
    const { stdout } = await probe({ models: { providers } }, ["--dry-run", "--json"]);
    const { requests, results } = JSON.parse(stdout) as Verdicts;
    expect(requests).toBe(1);
    expect(results).toMatchObject([{ provider: "fb" }, { verdict: "no key" }]);
    expect(results[0]?.sent.find(({ name }) => name === "x-stainless-lang")).toMatchObject({
      value: "",
      removed: true,
    });
  });

  it("takes the key of a variable without the space around it, and says which one", async () => {
    const run = (key: string) =>
      probe({}, ["kimi/k2p5", "--dry-run"], { env: { KIMI_API_KEY: key } });
    expect((await run(` ${STAND_IN_KEY}\n`)).stdout).toMatch(
      /x-api-key +\*\*\* +client +environment variable KIMI_API_KEY\n/u,
    );
    expect((await run(" \n")).stdout).toContain("no key");
  });

  it("says where it looked for a key, and where OpenClaw's keys can be used", async () => {
    const config = {
      models: { providers: { x: entry("https://llm.example.com/v1", { apiKey: undefined }) } },
    };
    const missing = await verdicts(config);
    expect(missing).toMatchObject({ code: 2, requests: 0, results: [{ verdict: "no key" }] });
    expect(missing.results[0]?.text).toBe(
      "no key found; looked at models.providers.x.apiKey (not there). OpenClaw keeps keys in auth profiles, " +
        "which only it can read: with the plugin installed, `openclaw provider-headers probe` uses them.",
    );
    const unset = {
      models: {
        providers: { x: entry("http://127.0.0.1:9/v1", { apiKey: "${NOT_SET_ANYWHERE}" }) },
      },
    };
    const [result] = (await verdicts(unset)).results;
    expect(result?.verdict).toBe("no key");
    expect(result?.text).toMatch(
      /looked at models\.providers\.x\.apiKey, openclaw\.json:7:9 \(the environment variable NOT_SET_ANYWHERE is not set\)/,
    );
    const withoutEntry = await verdicts({}, ["kimi/k2p5"]);
    expect(withoutEntry.results[0]?.text).toContain(
      "the environment variable KIMI_API_KEY (not set)",
    );
  });

  it("sends the text of a command in apiKey, as hosts do, and says what it is", async () => {
    const kimi = await standIn();
    const { results } = await verdicts({
      models: { providers: { "kimi-coding": kimiEntry(kimi, { apiKey: "!op read k" }) } },
    });
    expect(kimi.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer !op read k",
    ]);
    expect(results[0]?.report).toContain("What was sent is a command: OpenClaw writes it");
    expect(results[0]?.report).not.toContain("op read");
  });

  it("cuts what a provider says in the table, and nothing of its own", async () => {
    const { origin } = await server((_request, response) => {
      response
        .writeHead(500)
        .end(JSON.stringify({ error: { message: `begin ${"x".repeat(900)}` } }));
    });
    const mute = entry("https://llm.example.com", { apiKey: undefined });
    const ended = await probe({ models: { providers: { wordy: entry(origin), mute } } });
    const [wordy = "", keyless = ""] = ended.stdout.split("\n");
    expect(wordy).toMatch(/begin x{294}…$/);
    expect(keyless).toMatch(/ uses them\.$/);
  });

  it("asks a local server and one whose header carries the key without a key of its own", async () => {
    const plain = await standIn({ role: "plain" });
    const local = entry(plain.baseUrl, { apiKey: undefined });
    expect(await verdicts({ models: { providers: { local } } })).toMatchObject({
      code: 0,
      results: [{ verdict: "answers" }],
    });
    expect(plain.requests[0]?.headers).not.toHaveProperty("authorization");
    const gateway = entry("https://llm.example.invalid/v1", {
      apiKey: undefined,
      headers: { "x-portkey-api-key": "k" },
    });
    const dry = await probe({ models: { providers: { gateway } } }, ["--dry-run"]);
    expect(dry.stderr).toContain("would send 1 request (1 to https://llm.example.invalid)");
  });

  it("asks a model at its own address, by its own api, with the provider's key and headers", async () => {
    const received: [string, string, string | undefined, unknown, unknown][] = [];
    const answering = (name: string) =>
      server((request, response) => {
        const {
          authorization,
          "x-api-key": key,
          "x-team": team,
          "x-model": model,
        } = request.headers;
        received.push([name, request.url ?? "", authorization ?? String(key), team, model]);
        response.setHeader("content-type", "application/json");
        response.end(request.url?.endsWith("/messages") ? '{"content":[{}]}' : '{"choices":[{}]}');
      });
    const [own, other] = [await answering("own"), await answering("other")];
    const corp = entry(`${own.origin}/v1`, {
      apiKey: "sk-corp-000000000000",
      headers: { "X-Team": "t" },
      models: [
        { id: "a", headers: { "X-Model": "a" } },
        { id: "b", baseUrl: `${other.origin}/other/v1`, headers: { "X-Model": "b" } },
        { id: "c", baseUrl: `${other.origin}/anth`, api: "anthropic-messages" },
        { id: "d", baseUrl: "${GONE}/v1" },
      ],
    });
    const result = await verdicts({ models: { providers: { corp } } });
    expect(received.sort((one, two) => one[1].localeCompare(two[1]))).toEqual([
      ["other", "/anth/v1/messages", "sk-corp-000000000000", "t", undefined],
      ["other", "/other/v1/chat/completions", "Bearer sk-corp-000000000000", "t", "b"],
      ["own", "/v1/chat/completions", "Bearer sk-corp-000000000000", "t", "a"],
    ]);
    expect(result.results.map(({ url, text }) => [url, text])).toEqual([
      [`${own.origin}/v1/chat/completions`, ""],
      [`${other.origin}/other/v1/chat/completions`, ""],
      [`${other.origin}/anth/v1/messages`, ""],
      [null, "its own baseUrl cannot be read"],
    ]);
  });

  it("sends the key of request.auth in its own header, beside an apiKey where there is one", async () => {
    const plain = await standIn({ role: "plain" });
    const request = (auth: object) => ({ request: { auth } });
    const header = { mode: "header", headerName: "x-corp-key", value: "corpsecret12345" };
    for (const [more, sent] of [
      [
        { apiKey: undefined, ...request({ ...header, prefix: "Token " }) },
        { "x-corp-key": "Token corpsecret12345" },
      ],
      [
        { apiKey: "sk-own-000000", ...request(header) },
        { "x-corp-key": "corpsecret12345", authorization: "Bearer sk-own-000000" },
      ],
      [
        { apiKey: "sk-own-000000", ...request({ mode: "authorization-bearer", token: "${T}" }) },
        { authorization: "Bearer token-000000" },
      ],
    ] as const) {
      const options = { env: { T: "token-000000" } };
      const ended = await probe(
        { models: { providers: { corp: entry(plain.baseUrl, more) } } },
        [],
        options,
      );
      expect(ended.stdout + ended.stderr).not.toMatch(/corpsecret|token-000|sk-own-0/);
      const { authorization, "x-corp-key": key } = plain.requests.at(-1)?.headers ?? {};
      expect({
        ...(authorization && { authorization }),
        ...(key && { "x-corp-key": key }),
      }).toEqual(sent);
    }
  });

  it("sends a key with a line break without it, and none that no header can hold", async () => {
    const plain = await standIn({ role: "plain" });
    const providers = {
      broken: entry(plain.baseUrl, { apiKey: "${BROKEN}" }),
      wide: entry(plain.baseUrl, { apiKey: "\u4f60\u7684\u5361\u5bc6" }),
    };
    const options = { env: { BROKEN: "sk-abcdefgh-\r\n12345\n" } };
    const result = await verdicts({ models: { providers } }, [], options);
    expect(plain.requests.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer sk-abcdefgh-12345",
    ]);
    expect(result.results[1]).toMatchObject({
      verdict: "not tried",
      text: "its key cannot be sent: no header can hold it",
    });
  });

  it("names the line of a refused key", async () => {
    const kimi = await standIn();
    const apiKey = "sk-kimi-wrong-111111111111";
    const { results } = await verdicts({
      models: { providers: { "kimi-coding": kimiEntry(kimi, { apiKey }) } },
    });
    expect(results[0]?.report).toMatch(
      /\n {2}sent {6}authorization "Bearer \*{3}" {3}\(models\.providers\.kimi-coding\.apiKey, [^ ]+:\d+:\d+\)\n {2}fix {7}correct the key in that line\n/u,
    );
    expect(results[0]?.report).not.toContain("111111");
  });

  it("says that a text of another tool was sent for a key, and in which line", async () => {
    const kimi = await standIn();
    const { results } = await verdicts({
      models: { providers: { "kimi-coding": kimiEntry(kimi, { apiKey: "%KIMI_KEY%" }) } },
    });
    expect(results[0]?.report).toContain(
      '\n  What was sent is the text `%KIMI_KEY%`, a variable in Windows syntax: OpenClaw writes it "${KIMI_KEY}".\n',
    );
    expect(results[0]?.report).toMatch(
      /\(models\.providers\.kimi-coding\.apiKey, [^ ]+:\d+:\d+\)\n {2}fix {7}write "\$\{KIMI_KEY\}" in that line, /u,
    );
  });

  it("says that it asks nothing, and waits for nothing then", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const config = { models: { providers: { x: entry("ftp://llm.example.com") } } };
    expect((await probe(config)).stderr).toBe("probe sends no request\n[1/1] x/m1: not tried\n");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("tells what it cannot ask", async () => {
    const config = withFailover(
      {
        bedrock: entry("https://bedrock.example.com", { api: "bedrock-converse-stream" }),
        nowhere: entry("", { baseUrl: undefined }),
        socket: entry("wss://llm.example.com"),
        userinfo: entry("https://user:password@llm.example.com"),
      },
      "mystery/m",
      "nowhere/m1",
    );
    const result = await verdicts(config);
    expect(result.results.map(({ verdict, text }) => `${verdict}: ${text}`)).toEqual([
      expect.stringMatching(
        /^not tried: its api is "bedrock-converse-stream"; a probe can ask openai-completions, /,
      ),
      "not tried: models.providers.nowhere has no baseUrl, and none is known for it",
      "not tried: its baseUrl is not an http:// or https:// address",
      "not tried: its baseUrl holds a user name or password, and client libraries refuse such an address",
      "not tried: models.providers.mystery has no baseUrl, and none is known for it",
    ]);
    expect(result).toMatchObject({ code: 2, requests: 0, failover: { answers: null } });
  });

  it("names what is not there", async () => {
    const ended = await probe({
      models: { providers: { x: entry("https://llm.example.com", { models: [] }) } },
    });
    expect(ended).toMatchObject({
      code: 2,
      stderr:
        "provider-headers: openclaw.json names no model. Name one: npx provider-headers probe kimi-coding/k2p5\n",
    });
    const unknown = await probe({}, ["nobody"]);
    expect(unknown.stderr).toBe(
      'provider-headers: openclaw.json names no model of "nobody". Name one: nobody/MODEL\n',
    );
  });

  it("does not carry the key along a redirect", async () => {
    const elsewhere = await standIn({ role: "plain" });
    const { origin } = await server((_request, response) => {
      response
        .writeHead(307, { location: `${elsewhere.baseUrl}/chat/completions?token=secret` })
        .end();
    });
    const result = await verdicts({ models: { providers: { x: entry(`${origin}/v1`) } } });
    expect(result).toMatchObject({
      code: 1,
      results: [
        {
          verdict: "redirected",
          status: 307,
          text: `to ${elsewhere.baseUrl}/chat/completions; nothing was sent there`,
        },
      ],
    });
    expect(elsewhere.requests).toEqual([]);
  });

  it("reads compressed answers, errors in a 200 and pages that are no answer", async () => {
    const answers: Record<
      string,
      [status: number, body: string | Buffer, headers?: Record<string, string>]
    > = {
      zipped: [
        401,
        gzipSync('{"error":{"message":"Invalid API key"}}'),
        { "content-encoding": "gzip" },
      ],
      hidden: [200, '{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}'],
      portal: [200, "<html><title>Sign in to the network</title></html>"],
      streamed: [200, ': ping\n\ndata: {"choices":[]}\n\ndata: [DONE]\n\n'],
      "streamed-error": [
        200,
        'event: error\ndata: {"type":"error","error":{"message":"Invalid API key"}}',
      ],
      "error-event": [200, 'data: {"error":{"message":"Invalid API key"}}\n\n'],
      list: [200, '[{"error":{"message":"Invalid API key"}}]'],
      foreign: [200, '{"success":false,"message":"token expired","choices":null}'],
      unknown: [200, "zzz", { "content-encoding": "snappy" }],
      busy: [
        429,
        '{"error":{"message":"Rate limit reached, try again in 1s","type":"rate_limit_error"}}',
      ],
      broken: [500, '{"error":{"message":"internal error"}}'],
    };
    const { origin } = await server((request, response) => {
      const [status, body, headers] = answers[request.url?.split("/")[1] ?? ""] ?? [404, ""];
      response.writeHead(status, headers).end(body);
    });
    const providers = Object.fromEntries(
      Object.keys(answers).map((id) => [id, entry(`${origin}/${id}`)]),
    );
    const result = await verdicts({ models: { providers } });
    expect(result.results.map(({ provider, verdict, kind }) => [provider, verdict, kind])).toEqual([
      ["zipped", "refused", "invalid_credentials"],
      ["hidden", "refused", "invalid_credentials"],
      ["portal", "failed", "not_auth"],
      ["streamed", "answers", null],
      ["streamed-error", "refused", "invalid_credentials"],
      ["error-event", "refused", "invalid_credentials"],
      ["list", "refused", "invalid_credentials"],
      ["foreign", "refused", "invalid_credentials"],
      ["unknown", "failed", "not_auth"],
      ["busy", "rate limited", "rate_limit"],
      ["broken", "failed", "not_auth"],
    ]);
    expect(result.code).toBe(1);
  });

  it("judges what came of an answer that does not end, and an upgrade that nobody asked for", async () => {
    const { origin } = await server((request, response) => {
      const path = request.url ?? "";
      if (path.startsWith("/upgrade")) {
        request.socket.write("HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n");
      } else if (path.startsWith("/refuses")) {
        response.writeHead(401).write('{"error":{"message":"Invalid API key"}}');
      } else response.writeHead(200).write(" ");
    });
    const ids = ["upgrade", "refuses", "drips"];
    const providers = Object.fromEntries(ids.map((id) => [id, entry(`${origin}/${id}`)]));
    const result = await verdicts({ models: { providers } }, ["--timeout", "0.3001"]);
    expect(result).toMatchObject({
      code: 1,
      results: [
        { verdict: "failed", status: 101 },
        { verdict: "refused", status: 401, kind: "invalid_credentials" },
        { verdict: "no answer", status: 200, text: "its answer did not end within 0.301 s" },
      ],
    });
  });

  it.each([
    ["", "/v1/chat/completions"],
    ["/", "/v1/chat/completions"],
    ["//", "/v1//chat/completions"],
    ["?k=v", "/v1?k=v/chat/completions"],
    ["#f", "/v1"],
  ])("asks where the SDK would with %j at the end of baseUrl", async (end, path) => {
    const urls: (string | undefined)[] = [];
    const { origin } = await server((request, response) => {
      urls.push(request.url);
      response.writeHead(404).end();
    });
    const baseURL = `${origin}/v1${end}`;
    // The line break of the key's file goes, as in `fetch`.
    const apiKey = "sk-test-000000000000\n";
    await probe({ models: { providers: { x: entry(baseURL, { apiKey }) } } });
    const client = new OpenAI({ apiKey, baseURL, maxRetries: 0 });
    await client.chat.completions.create({ model: "m", messages: [] }).catch(() => {});
    expect(urls.map((url) => decodeURIComponent(url ?? ""))).toEqual([path, path]);
  });

  it("shows a sign of life while an endpoint is slow", async () => {
    const { origin } = await server((_request, response) => {
      setTimeout(() => response.end("{}"), 5600);
    });
    const { stderr } = await probe({ models: { providers: { slow: entry(origin) } } });
    expect(stderr).toMatch(
      /each for as little as one token\nwaiting for slow\/m1\n\[1\/1\] slow\/m1/,
    );
  });

  it("says what a cool-down may still hold back where an OpenClaw reads the file", async () => {
    const [kimi, plain] = [await standIn(), await standIn({ role: "plain" })];
    const file = writeConfig(failed(kimi, plain));
    const env = { OPENCLAW_CONFIG_PATH: file };
    const ended = await runCommandLine(["probe"], { cwd: dirname(file), env });
    expect(ended.stdout).toContain("\nA running OpenClaw may still hold a provider on cool-down");
  });

  it("waits no longer than it was told, and tells a refused connection", async () => {
    const { origin } = await server(() => {});
    const closed = await server(() => {});
    closed.server.close();
    const config = {
      models: { providers: { slow: entry(origin), gone: entry(closed.origin) } },
    };
    const result = await verdicts(config, ["--timeout", "0.3"]);
    expect(result.results).toMatchObject([
      { verdict: "no answer", text: "nothing within 0.3 s", status: null },
      { verdict: "no answer", text: expect.stringMatching(/ECONNREFUSED/) as string },
    ]);
    const wrong = await probe(config, ["--timeout", "soon"]);
    expect(wrong).toMatchObject({
      code: 2,
      stderr: "provider-headers: --timeout needs seconds, more than 0 and up to 3600\n",
    });
  });

  it("says that it does not go through a proxy", async () => {
    const config = { models: { providers: { x: entry("http://llm.example.invalid/v1") } } };
    const env = { HTTPS_PROXY: "http://planted:secret@127.0.0.1:9" };
    const [result] = (await verdicts(config, [], { env })).results;
    expect(result?.text).toMatch(
      /llm\.example\.invalid \(HTTPS_PROXY is set, and a probe does not go through a proxy\)$/,
    );
  });

  it("asks several at once", async () => {
    let open = 0;
    let most = 0;
    const { origin } = await server((_request, response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end('{"choices":[]}');
      }, 300);
    });
    const models = Array.from({ length: 6 }, (_, index) => ({ id: `m${index}`, name: "M" }));
    const result = await verdicts({ models: { providers: { x: entry(origin, { models }) } } });
    expect(result.results.map(({ model }) => model)).toEqual(models.map(({ id }) => id));
    expect(most).toBe(4);
  });

  it("says that no other model answers under onAuthFailure: stop", async () => {
    const kimi = await standIn();
    const plain = await standIn({ role: "plain" });
    const plugins = {
      entries: {
        "provider-headers": { config: { providers: { "kimi-coding": { onAuthFailure: "stop" } } } },
      },
    };
    const result = await verdicts({ ...failed(kimi, plain), plugins });
    expect(result.failover).toMatchObject({
      answers: null,
      text: 'No model would answer after kimi-coding/k2p5: its onAuthFailure is "stop".',
    });
    expect(result.results[0]?.report).toContain('no other model is asked: onAuthFailure is "stop"');
  });

  it("keeps to 60 columns", async () => {
    const [kimi, plain] = [await standIn(), await standIn({ role: "plain" })];
    const ended = await probe(failed(kimi, plain), [], { env: { COLUMNS: "60" } });
    // A path is in one piece, alone in its line.
    const page = `  ${packageFile("docs/auth-failures.md")}`;
    const lines = ended.stdout.split("\n");
    expect(lines).toContain(page);
    expect(existsSync(page.trim())).toBe(true);
    expect(widestLine(lines.filter((line) => line !== page).join("\n"))).toBeLessThanOrEqual(60);
    expect(ended.stdout).toContain("kimi-coding/k2p5  refused  HTTP 403");
  });

  it("has colour only where it is asked for, and none with NO_COLOR", async () => {
    const kimi = await standIn();
    const config = { models: { providers: { "kimi-coding": kimiEntry(kimi) } } };
    expect((await probe(config)).stdout).not.toContain(ESCAPE);
    expect((await probe(config, [], { env: { NO_COLOR: "1" } })).stdout).not.toContain(ESCAPE);
    const forced = await probe(config, [], { env: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain(`${ESCAPE}32manswers`);
  });

  it("ends at once at Ctrl-C, and takes its requests back", async () => {
    const closed: Promise<unknown>[] = [];
    const { promise: arrived, resolve: arrive } = withResolvers();
    const { origin } = await server((request) => {
      closed.push(once(request.socket, "close"));
      if (closed.length === 2) arrive();
    });
    const models = ["m1", "m2"].map((id) => ({ id, name: id }));
    const config = { models: { providers: { x: entry(origin, { models }) } } };
    const ended = await probe(config, [], { interruptAfter: arrived });
    await Promise.all(closed);
    expect(ended).toMatchObject({ code: 130, stdout: "" });
    expect(ended.stderr).toMatch(/\ninterrupted\n$/);
    expect(ended.stderr).not.toMatch(/\n\s+at /);
  });
});

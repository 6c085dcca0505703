import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type StandIn,
  STAND_IN_KEY,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import plugin from "../../src/openclaw/plugin.ts";
import type { InstalledPlugin } from "../../src/openclaw/installed.ts";
import type { HostApi } from "../../src/openclaw/host-api.ts";
import { stillHeld } from "../collect-garbage.ts";
import { FakeHost } from "./fake-host.ts";

const KEY = Symbol.for("provider-headers.openclaw");
const holder = globalThis as {
  [KEY]?: { readonly version: string; readonly plugin: InstalledPlugin };
};

let kimi: StandIn;
let fallback: StandIn;
let home: string;
const before = { ...process.env };

beforeEach(async () => {
  kimi = await startKimiStandIn();
  fallback = await startKimiStandIn({ role: "plain" });
  home = await mkdtemp(join(tmpdir(), "provider-headers-plugin-"));
  process.env["OPENCLAW_STATE_DIR"] = home;
  process.env["OPENCLAW_CONFIG_PATH"] = join(home, "openclaw.json");
});

afterEach(async () => {
  holder[KEY]?.plugin.stop();
  delete holder[KEY];
  process.env = { ...before };
  await rm(home, { recursive: true, force: true });
  await kimi.close();
  await fallback.close();
});

function config(own: object = {}, headers?: object): Record<string, unknown> {
  return {
    models: {
      providers: {
        "kimi-coding": {
          baseUrl: kimi.baseUrl,
          api: "openai-completions",
          apiKey: STAND_IN_KEY,
          ...(headers && { headers }),
          models: [{ id: "k2p5" }],
        },
        fb: {
          baseUrl: fallback.baseUrl,
          api: "openai-completions",
          apiKey: "sk-fb-test-000",
          models: [{ id: "fallback-model" }],
        },
      },
    },
    agents: {
      defaults: { model: { primary: "kimi-coding/k2p5", fallbacks: ["fb/fallback-model"] } },
    },
    plugins: { entries: { "provider-headers": { enabled: true, config: own } } },
  };
}

const KIMI = { provider: "kimi-coding", model: "k2p5" };
const FALLBACK = { provider: "fb", model: "fallback-model" };

/** Plays one attempt as a host with traces does: the hook, then the request that carries the trace. */
async function attempt(
  host: FakeHost,
  runId: string,
  model: typeof KIMI,
  more: { headers?: Record<string, string>; session?: string } = {},
): Promise<number> {
  const trace = { traceId: digits(32), spanId: digits(16) };
  const sessionId = more.session ?? "s1";
  const event = { ...model, runId, sessionId, sessionKey: `agent:main:${sessionId}` };
  await host.fire("model_call_started", event, { trace });
  return send(model, {
    traceparent: `00-${trace.traceId}-${trace.spanId}-01`,
    ...more.headers,
  });
}

async function send(model: typeof KIMI, headers: Record<string, string> = {}): Promise<number> {
  const isKimi = model.provider === "kimi-coding";
  const response = await fetch(`${(isKimi ? kimi : fallback).baseUrl}/chat/completions`, {
    method: "POST",
    headers: {
      "user-agent": "OpenAI/JS 6.10.0",
      authorization: `Bearer ${isKimi ? STAND_IN_KEY : "sk-fb-test-000"}`,
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify({ model: model.model, messages: [] }),
  });
  await response.text();
  return response.status;
}

let counter = 1;
function digits(length: number): string {
  return (counter++).toString(16).padStart(length, "a");
}

async function told(texts: readonly string[], part: string): Promise<string> {
  const until = Date.now() + 4000;
  for (;;) {
    const found = texts.find((text) => text.includes(part));
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`not told: ${part}\n${texts.join("\n")}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("registration", () => {
  test("however often it is called there is one installation, and the latest logger is used", async () => {
    const hosts = [new FakeHost("2026.9.6", config()), new FakeHost("2026.9.6", config())];
    for (const host of hosts) plugin.register(host.api());
    for (const mode of ["discovery", "full", "tool-discovery"])
      plugin.register(hosts[1]?.api(mode) ?? never());
    expect(await send(KIMI)).toBe(200);
    expect(kimi.requests[0]?.headers["user-agent"]).toBe("claude-code/0.1.0");
    expect(hosts[0]?.warnings).toEqual([]);
    expect(hosts[1]?.warnings.filter((text) => text.includes("claude-code/0.1.0"))).toHaveLength(1);
    expect(hosts.map(({ listeners }) => listeners.length)).toEqual([0, 1]);
  });

  test("what only lists commands installs nothing", async () => {
    const host = new FakeHost("2026.9.6", config());
    plugin.register(host.api("cli-metadata"));
    expect(await send(KIMI)).toBe(403);
    expect(host.commands).toHaveLength(1);
    expect(host.hooks.size).toBe(0);
  });

  test("a configuration that cannot be understood does not stop the host", () => {
    const host = new FakeHost("2026.9.6", { models: { providers: 7 }, plugins: [], agents: "x" });
    plugin.register(host.api());
    expect(host.hooks.size).toBeGreaterThan(0);
  });

  test("a bad header is left out and named, without its value; the rest works", async () => {
    const own = {
      providers: { "kimi-coding": { headers: { "X-Bad": "a\nsecret", "X-Good": "yes" } } },
    };
    const host = new FakeHost("2026.9.6", config(own));
    plugin.register(host.api());
    await send(KIMI);
    expect(kimi.requests[0]?.headers["x-good"]).toBe("yes");
    const text = await told(host.errors, "X-Bad");
    expect(text).toContain(
      "plugins.entries.provider-headers.config.providers.kimi-coding.headers.X-Bad",
    );
    expect(text).not.toContain("secret");
  });

  test("asks for no hook that the host would refuse", () => {
    const newest = new FakeHost("2026.9.6", config());
    plugin.register(newest.api());
    expect([...newest.hooks.keys()].sort()).toEqual([
      "before_message_write",
      "message_sending",
      "model_call_started",
      "reply_payload_sending",
    ]);
  });

  test("of registrations that a host dropped without a word, none but the latest is held", async () => {
    const apis = Array.from({ length: 6 }, (_, at) => {
      const host = new FakeHost("2026.9.6", config());
      host.managesPlugins = at % 2 === 0;
      const api = host.api();
      plugin.register(api);
      for (const service of host.services) service.start();
      return new WeakRef(api);
    });
    expect(await stillHeld(apis)).toBe(1);
  });

  test("asks for what hosts without traces offer", () => {
    const oldest = new FakeHost("unknown", config());
    plugin.register(oldest.api());
    expect([...oldest.hooks.keys()].sort()).toEqual([
      "before_message_write",
      "before_model_resolve",
      "llm_input",
      "llm_output",
      "message_sending",
    ]);
  });
});

describe("a host's own faults", () => {
  const own = { providers: { "kimi-coding": { headers: { "X-Bad": "a\nb" } } } };

  test.each([
    [
      "throws",
      () => {
        throw new Error("broken");
      },
    ],
    ["rejects", () => Promise.reject(new Error("broken"))],
  ])("a logger that %s: the headers are sent", async (_, broken) => {
    const host = new FakeHost("2026.9.6", config(own));
    host.brokenLogger = broken;
    plugin.register(host.api());
    expect(await send(KIMI)).toBe(200);
  });

  test.each(["model_call_started", "reply_payload_sending", "registerReload"])(
    "%s refused: the rest works, and it is told once",
    async (refused) => {
      const host = new FakeHost("2026.9.6", config({}, { "User-Agent": "curl/8.0" }));
      const api = host.api();
      const refuse = () => {
        throw new Error(`no ${refused} here`);
      };
      const broken: HostApi = {
        ...api,
        on: (hook, handler) => (hook === refused ? refuse() : api.on(hook, handler)),
        ...(refused === "registerReload" && { registerReload: refuse }),
      };
      plugin.register(broken);
      plugin.register(broken);
      await attempt(host, "r1", KIMI);
      await told(host.errors, "kimi-coding/k2p5 refused this client");
      expect(host.errors.filter((text) => text.includes(`no ${refused} here`))).toHaveLength(1);
      expect(host.errors.join("\n")).not.toContain("not installed");
    },
  );
});

test("a provider that is not in the configuration: its refusal is reported all the same", async () => {
  const host = new FakeHost("unknown", {});
  plugin.register(host.api());
  holder[KEY]?.plugin.guard.requestFailed({
    providerId: "kimi-coding",
    endpoint: "https://api.kimi.com/coding/v1/chat/completions",
    status: 401,
    headers: {},
    body: '{"error":{"type":"invalid_authentication_error","message":"The API Key appears to be invalid or may have expired."}}',
    sent: [],
    keyPrefix: "sk-kimi-",
  });
  expect(await told(host.errors, "HTTP 401")).toMatch(/^kimi-coding refused/u);
  expect(host.errors).toHaveLength(1);
});

test("headers of single models put no wrapper around the host's fetch, which names its models itself", () => {
  const { fetch } = globalThis;
  const models = [{ id: "k2p5", headers: { "X-Model": "one" } }];
  const provider = { baseUrl: kimi.baseUrl, api: "openai-completions", models };
  const host = new FakeHost("2026.9.6", { models: { providers: { "kimi-coding": provider } } });
  plugin.register(host.api());
  expect(globalThis.fetch).toBe(fetch);
});

test("a provider that is not in the configuration: that it was left out is reported all the same", async () => {
  const host = new FakeHost("2026.9.6", config());
  plugin.register(host.api());
  const data = { phase: "error", error: "Provider another is in cooldown" };
  host.emit({ stream: "lifecycle", runId: "r1", data });
  expect(await told(host.errors, "another was not asked")).toMatch(/^another was not asked/u);
});

test("a host that runs no services of plugins gets the same plugin, and hears of no fault", async () => {
  const host = new FakeHost("2026.4.15", config());
  plugin.register({ ...host.api(), registerService: undefined as never });
  expect(await send(KIMI)).toBe(200);
  expect(host.errors).toEqual([]);
});

test("a running host is told which settings it need not load the plugin again for", () => {
  const reloads: object[] = [];
  const api = new FakeHost("2026.9.6", config()).api();
  plugin.register({ ...api, registerReload: (reload) => reloads.push(reload) });
  const block = "plugins.entries.provider-headers.config";
  expect(reloads).toEqual([{ noopPrefixes: [`${block}.providers`, `${block}.builtInDefaults`] }]);
});

test("a probe's process stays as it is, whatever the host loads meanwhile", async () => {
  const host = new FakeHost("2026.9.6", config());
  plugin.register(host.api());
  holder[KEY]?.plugin.retire();
  plugin.register(host.api("discovery"));
  expect(await send(KIMI)).toBe(403);
});

describe("a command in the host's own process", () => {
  const { exitCode } = process;
  beforeEach(() => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = exitCode;
  });

  async function run({ commands }: FakeHost): Promise<unknown> {
    const program = new Command("openclaw").exitOverride();
    for (const { registrar } of commands) registrar({ program: program as never });
    await program.parseAsync(["provider-headers"], { from: "user" });
    return process.exitCode;
  }

  test("ends the plugin there: a probe sends what it is told to", async () => {
    const host = new FakeHost("2026.9.6", config());
    plugin.register(host.api());
    expect(await run(host)).toBe(0);
    expect(await send(KIMI)).toBe(403);
  });

  test("runs where the plugin was never installed", async () => {
    const host = new FakeHost("2026.9.6", config());
    plugin.register(host.api("cli-metadata"));
    expect(await run(host)).toBe(0);
  });
});

test("a fault in a hook of ours is told, and stops no turn", async () => {
  const host = new FakeHost("2026.9.6", config());
  plugin.register(host.api());
  const unreadable = new Proxy(
    {},
    {
      get: () => {
        throw new Error("not readable");
      },
    },
  );
  expect(await host.fire("model_call_started", unreadable, unreadable)).toBeUndefined();
  expect(await told(host.errors, "not readable")).toContain("the hook model_call_started");
});

describe("the end of the plugin", () => {
  test("a running host that drops it, or replaces it, is as before", async () => {
    const hosts = [new FakeHost("2026.9.6", config()), new FakeHost("2026.9.6", config())];
    for (const host of hosts) {
      host.managesPlugins = true;
      plugin.register(host.api());
    }
    const [first, second] = hosts;
    for (const end of first?.cleanups ?? []) end();
    expect(await send(KIMI)).toBe(200);
    for (const end of second?.cleanups ?? []) end();
    expect(await send(KIMI)).toBe(403);
    expect(second?.listeners).toEqual([]);
    expect([...(first?.services ?? []), ...(second?.services ?? [])]).toEqual([]);
    const again = new FakeHost("2026.9.6", config());
    plugin.register(again.api());
    expect(await send(KIMI)).toBe(200);
  });

  test("a gateway that ends and starts again within its process", async () => {
    const host = new FakeHost("2026.4.15", config());
    plugin.register(host.api());
    const [service] = host.services;
    service?.start();
    expect(await send(KIMI)).toBe(200);
    service?.stop();
    expect(await send(KIMI)).toBe(403);
    service?.start();
    expect(await send(KIMI)).toBe(200);
  });

  test("an older version that still runs makes room", async () => {
    const host = new FakeHost("2026.9.6", config());
    plugin.register(host.api());
    const old = holder[KEY] ?? never();
    holder[KEY] = { ...old, version: "0.0.1" };
    const newer = new FakeHost("2026.9.6", config());
    plugin.register(newer.api());
    expect(holder[KEY]?.plugin).not.toBe(old.plugin);
    expect(old.plugin.installation).toBeUndefined();
    expect(await send(KIMI)).toBe(200);
    expect(kimi.requests[0]?.headers["user-agent"]).toBe("claude-code/0.1.0");
  });

  test.each([
    ["the plugin", ({ cleanups }: FakeHost) => cleanups],
    ["the process", (_: FakeHost, others: number) => process.listeners("exit").slice(others)],
  ])("what was only counted is told at the end of %s", async (_what, endsOf) => {
    const host = new FakeHost("2026.9.6", config({}, { "User-Agent": "curl/8.0" }));
    host.managesPlugins = true;
    const others = process.listenerCount("exit");
    plugin.register(host.api());
    const text = "Provider kimi-coding is in cooldown (all profiles unavailable)";
    host.emit({ stream: "lifecycle", runId: "r0", data: { phase: "error", error: text } });
    for (const run of ["r1", "r2"]) await attempt(host, run, KIMI);
    await told(host.errors, "refused this client");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const end of endsOf(host, others)) end(0 as never);
    await told(host.errors, "No model answered");
    const counted = await told(host.errors, "kimi-coding/k2p5 refused this client 1 more time");
    expect(counted).toContain("2 in all");
  });
});

describe("configuration", () => {
  test("a change is taken with the next model call", async () => {
    const host = new FakeHost("2026.9.6", config({}, { "X-Version": "one" }));
    plugin.register(host.api());
    await attempt(host, "r1", KIMI);
    host.config = config({}, { "X-Version": "two" });
    await attempt(host, "r2", KIMI);
    expect(kimi.requests.map(({ headers }) => headers["x-version"])).toEqual(["one", "two"]);
  });

  test("places come from the file, and what was a variable there stays a secret", async () => {
    const written = config({}, { "X-Custom": "${PH_PLUGIN_SECRET}", "User-Agent": "curl/8.0" });
    await writeFile(join(home, "openclaw.json"), JSON.stringify(written, null, 2));
    process.env["PH_PLUGIN_SECRET"] = "variable-value-123456";
    const host = new FakeHost(
      "2026.9.6",
      config({}, { "X-Custom": "variable-value-123456", "User-Agent": "curl/8.0" }),
    );
    plugin.register(host.api());
    await attempt(host, "r1", KIMI);
    const report = await told(host.errors, "refused this client");
    expect(report).toMatch(/openclaw\.json:\d+:\d+/);
    expect(report).not.toContain("variable-value-123456");
    await fetch(`${kimi.baseUrl}/models`);
    expect(kimi.requests.at(-1)?.headers["x-custom"]).toBeUndefined();
  });
});

describe("a turn", () => {
  test("the refusal, who is next, and who answered", async () => {
    const host = new FakeHost("2026.9.6", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    await attempt(host, "r1", KIMI);
    const report = await told(host.errors, "kimi-coding/k2p5 refused this client: HTTP 403");
    expect(report).toContain("fb/fallback-model is configured to answer instead");
    expect(report).toContain("openclaw provider-headers probe kimi-coding/k2p5 --header");
    expect(report).not.toContain("npx");
    await attempt(host, "r1", FALLBACK);
    host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "end" } });
    await told(host.errors, "fb/fallback-model answered instead of kimi-coding/k2p5");
  });

  test("the host's own words on a turn that nobody answered, without the key that they quote", async () => {
    const host = new FakeHost("2026.9.6", config());
    plugin.register(host.api());
    const error = `Provider kimi-coding is in cooldown after ${STAND_IN_KEY} was refused`;
    const data = { phase: "error", error, executionSettled: true };
    host.emit({ stream: "lifecycle", runId: "r1", data });
    expect(await told(host.errors, "No model answered")).toBe(
      'No model answered: nothing was sent to kimi-coding that was seen here, so the cause is not known. The host says: "Provider kimi-coding is in cooldown after *** was refused"',
    );
  });

  const order = { model: { primary: "kimi-coding/k2p5", fallbacks: ["other/m"] } };
  test.each([
    ["list", { list: [{ id: "main", ...order }] }],
    ["entries", { entries: { main: order } }],
  ])("an agent's own order names the next model: agents.%s", async (_, agents) => {
    const host = new FakeHost("2026.9.6", { ...config({}, { "User-Agent": "curl/8.0" }), agents });
    plugin.register(host.api());
    await attempt(host, "r1", KIMI);
    expect(await told(host.errors, "refused this client")).toContain("other/m is configured");
  });

  test("the notice goes on the host's own one, once a session", async () => {
    const host = new FakeHost("2026.9.6", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    const payload = { text: "Model Fallback: fb/fallback-model", isFallbackNotice: true };
    const results: unknown[] = [];
    for (const run of ["r1", "r2"]) {
      await attempt(host, run, KIMI);
      await told(host.errors, "refused this client");
      await attempt(host, run, FALLBACK);
      host.emit({ stream: "lifecycle", runId: run, data: { phase: "end" } });
      // The page has it with the answer.
      const inPage = { runId: run, payload, channel: "webchat" };
      expect(await host.fire("reply_payload_sending", inPage)).toBeUndefined();
      results.push(await host.fire("reply_payload_sending", { runId: run, payload }));
    }
    expect(results[0]).toEqual({
      payload: {
        isFallbackNotice: true,
        text:
          "Model Fallback: fb/fallback-model\n\nThis reply is from fb/fallback-model: " +
          "kimi-coding/k2p5 refused this client (HTTP 403 access_terminated_error).",
      },
    });
    expect(results[1]).toBeUndefined();
  });

  test("2026.6's page, which shows an answer as it is written: with each reply, on the host's notice or as one", async () => {
    const host = new FakeHost("2026.6.11", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    const notice = "This reply is from fb/fallback-model: kimi-coding/k2p5 refused this client.";
    const own = { text: "Model Fallback: fb/fallback-model", isFallbackNotice: true };
    const answer = { text: "Hello" };
    const sending = (runId: string, payload: object, kind = "final") =>
      host.fire("reply_payload_sending", { runId, payload, kind, channel: "webchat" });
    for (const run of ["r1", "r2"]) {
      await attempt(host, run, KIMI);
      await told(host.errors, "refused this client");
      await attempt(host, run, FALLBACK);
      host.emit({ stream: "lifecycle", runId: run, data: { phase: "end" } });
    }
    expect(await sending("r1", own)).toEqual({
      payload: { isFallbackNotice: true, text: `${own.text}\n\n${notice}` },
    });
    expect(await sending("r1", answer)).toBeUndefined();
    expect(await sending("r2", answer, "block")).toBeUndefined();
    expect(await sending("r2", { ...answer, mediaUrl: "file:///picture" })).toBeUndefined();
    expect(await sending("r2", { ...answer, mediaUrls: ["file:///picture"] })).toBeUndefined();
    expect(await sending("r2", { ...answer, mediaUrls: [] })).toEqual({
      payload: { text: notice, mediaUrls: [], isStatusNotice: true },
    });
    expect(await sending("r2", answer)).toBeUndefined();
    expect(await sending("unknown", answer)).toBeUndefined();
  });

  test.each(["2026.7.1", "2026.9.5"])(
    "%s's page gets the answer itself, with the notice at its end",
    async (version) => {
      const host = new FakeHost(version, config({}, { "User-Agent": "curl/8.0" }));
      plugin.register(host.api());
      await attempt(host, "r1", KIMI);
      await told(host.errors, "refused this client");
      await attempt(host, "r1", FALLBACK);
      host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "end" } });
      const event = { runId: "r1", payload: { text: "Hello" }, kind: "final", channel: "webchat" };
      expect(await host.fire("reply_payload_sending", event)).toEqual({
        payload: { text: expect.stringMatching(/^Hello\n\nThis reply is from fb\//) as string },
      });
    },
  );

  test("the notice does not wait for the end of a turn that is delivered before it", async () => {
    const host = new FakeHost("2026.9.6", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    const payload = { text: "Hello" };
    const finishing = (data: object) =>
      host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "finishing", ...data } });
    await attempt(host, "r1", KIMI);
    await told(host.errors, "refused this client");
    finishing({ error: "403 no" });
    await attempt(host, "r1", FALLBACK);
    expect(await host.fire("reply_payload_sending", { runId: "r1", payload })).toBeUndefined();
    finishing({ stopReason: "stop" });
    const thought = { runId: "r1", payload: { ...payload, isReasoning: true } };
    expect(await host.fire("reply_payload_sending", thought)).toBeUndefined();
    expect(await host.fire("reply_payload_sending", { runId: "r1", payload })).toMatchObject({
      payload: { text: expect.stringMatching(/^Hello\n\nThis reply is from fb\//) as string },
    });
  });

  test("the notice goes on a reply that is delivered without a payload, in its own session", async () => {
    const host = new FakeHost("2026.6.11", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    await attempt(host, "r1", KIMI);
    await told(host.errors, "refused this client");
    await attempt(host, "r1", FALLBACK);
    host.emit({ stream: "assistant", runId: "r1", data: { text: "Hello" } });
    host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "finishing" } });
    const sending = { to: "somebody", content: "Hello" };
    const inSession = (sessionKey: string) =>
      host.fire("message_sending", sending, { channelId: "fixture", sessionKey });
    expect(await host.fire("message_sending", sending, { channelId: "fixture" })).toBeUndefined();
    expect(await inSession("agent:main:other")).toBeUndefined();
    expect(await inSession("agent:main:s1")).toEqual({
      content: expect.stringMatching(/^Hello\n\nThis reply is from fb\//) as string,
    });
    expect(await inSession("agent:main:s1")).toBeUndefined();
  });

  test('notice: "log" leaves the reply alone', async () => {
    const host = new FakeHost("2026.9.6", config({ notice: "log" }, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    await attempt(host, "r1", KIMI);
    await told(host.errors, "refused this client");
    await attempt(host, "r1", FALLBACK);
    host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "end" } });
    const payload = { text: "Hello" };
    expect(await host.fire("reply_payload_sending", { runId: "r1", payload })).toBeUndefined();
    expect(host.hooks.has("reply_payload_sending")).toBe(false);
  });

  test("no notice where the model that was asked answers itself, or the turn failed for another reason", async () => {
    const host = new FakeHost("2026.9.6", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    const payload = { text: "Hello" };
    await attempt(host, "r1", KIMI);
    await told(host.errors, "refused this client");
    host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "end" } });
    expect(await host.fire("reply_payload_sending", { runId: "r1", payload })).toBeUndefined();
    kimi.mode = "server_error";
    await attempt(host, "r2", KIMI);
    await attempt(host, "r2", FALLBACK);
    host.emit({ stream: "lifecycle", runId: "r2", data: { phase: "end" } });
    expect(await host.fire("reply_payload_sending", { runId: "r2", payload })).toBeUndefined();
  });

  test("hosts without payloads: the notice follows the answer's text", async () => {
    const host = new FakeHost("unknown", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    const at = { runId: "r1", sessionId: "s1", prompt: "ping" };
    await host.fire("llm_input", { ...KIMI, ...at }, { sessionKey: "agent:main:main" });
    await send(KIMI);
    await told(host.errors, "refused this client");
    await host.fire("llm_input", { ...FALLBACK, ...at }, { sessionKey: "agent:main:main" });
    const spoken = { ...FALLBACK, runId: "r1", assistantTexts: ["Hello"], lastAssistant: {} };
    await host.fire("llm_output", spoken);
    expect(await host.fire("message_sending", { to: "somebody", content: "Hello" })).toEqual({
      content: expect.stringMatching(/^Hello\n\nThis reply is from fb\/fallback-model: /) as string,
    });
  });

  test("hosts without payloads: of two answers with the same text the latest is meant", async () => {
    const host = new FakeHost("unknown", config({}, { "User-Agent": "curl/8.0" }));
    plugin.register(host.api());
    const answer = async (runId: string, models: readonly (typeof KIMI)[]) => {
      for (const model of models) {
        const at = { runId, sessionId: runId, prompt: runId };
        await host.fire("llm_input", { ...model, ...at }, { sessionKey: `agent:main:${runId}` });
        await send(model);
      }
      const spoken = { assistantTexts: ["Done."], lastAssistant: {} };
      await host.fire("llm_output", { ...models.at(-1), runId, ...spoken });
    };
    const sending = () => host.fire("message_sending", { to: "somebody", content: "Done." });
    await answer("r1", [KIMI, FALLBACK]);
    await told(host.errors, "refused this client");
    await answer("r2", [FALLBACK]);
    expect(await sending()).toBeUndefined();
    await answer("r3", [KIMI, FALLBACK]);
    expect(await sending()).toBeDefined();
  });
});

describe('onAuthFailure: "stop"', () => {
  const own = { providers: { "kimi-coding": { onAuthFailure: "stop" } } };
  const headers = { "User-Agent": "curl/8.0" };
  const reason =
    'kimi-coding/k2p5 refused the request (HTTP 403), and onAuthFailure is "stop": no other model is asked';

  test("without its permission a newer host is told what is missing", async () => {
    const host = new FakeHost("2026.9.6", config(own, headers));
    plugin.register(host.api());
    await told(
      host.warnings,
      'onAuthFailure "stop" of kimi-coding acts as "warn" on this OpenClaw until plugins.entries.provider-headers.hooks.allowConversationAccess is true',
    );
    expect(host.hooks.has("before_agent_run")).toBe(false);
    await attempt(host, "r1", KIMI);
    const report = await told(host.errors, "refused this client");
    expect(report).toContain("fb/fallback-model is configured to answer instead");
  });

  test("the oldest hosts: turns that send nothing are stopped as well, and none after the key is used again", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      const host = new FakeHost("unknown", config(own, headers));
      plugin.register(host.api());
      const session = { sessionKey: "agent:main:main", agentId: "main" };
      const gate = (prompt: string) => host.fire("before_model_resolve", { prompt }, session);
      const asked = (model: typeof KIMI, prompt: string) =>
        host.fire("llm_input", { ...model, runId: prompt, sessionId: "s1", prompt }, session);
      expect(await gate("one")).toBeUndefined();
      await asked(KIMI, "one");
      await send(KIMI);
      await told(host.errors, 'onAuthFailure is "stop"');
      expect(await gate("one")).toMatchObject({ modelOverride: reason });

      await cool();
      vi.setSystemTime(Date.now() + 10_000);
      expect(await gate("two")).toMatchObject({ modelOverride: reason });
      await told(host.errors, "kimi-coding/k2p5 was not asked");

      vi.setSystemTime(Date.now() + 62_000);
      for (const prompt of ["three", "two", "one"]) {
        expect(await gate(prompt)).toBeUndefined();
      }
    } finally {
      vi.useRealTimers();
    }
  });

  test("stops for nothing else, and no longer than it is set", async () => {
    const allowed = (block: object) => {
      const all = config(block, headers);
      const { entries } = all["plugins"] as { entries: Record<string, object> };
      entries["provider-headers"] = {
        ...entries["provider-headers"],
        hooks: { allowConversationAccess: true },
      };
      return all;
    };
    const host = new FakeHost("2026.9.6", allowed(own));
    plugin.register(host.api());
    const gate = (runId: string) =>
      host.fire("before_agent_run", {}, { runId, modelProviderId: "fb", modelId: "m" });
    await attempt(host, "r1", KIMI);
    await told(host.errors, 'onAuthFailure is "stop"');
    expect(await gate("r1")).toMatchObject({ outcome: "block" });
    host.config = allowed({ providers: { "kimi-coding": { onAuthFailure: "warn" } } });
    await attempt(host, "r2", KIMI);
    await told(host.errors, "refused this client");
    expect(await gate("r2")).toBeUndefined();
    host.config = allowed(own);
    await attempt(host, "r3", KIMI);
    await vi.waitFor(async () => expect(await gate("r3")).toMatchObject({ outcome: "block" }));
    kimi.mode = "server_error";
    await attempt(host, "r4", KIMI);
    await vi.waitFor(async () => expect(await gate("r4")).toBeUndefined());
  });

  test.each([
    ["2026.9.6", "before_agent_run", { outcome: "block", message: `provider-headers: ${reason}.` }],
    ["2026.6.11", "before_agent_start", { modelOverride: reason }],
  ])("%s: %s keeps the next model from being asked", async (version, gate, verdict) => {
    const allowed = config(own, headers);
    const entry = (allowed["plugins"] as { entries: Record<string, object> }).entries;
    entry["provider-headers"] = {
      ...entry["provider-headers"],
      hooks: { allowConversationAccess: true },
    };
    const host = new FakeHost(version, allowed);
    plugin.register(host.api());
    const next = { runId: "r1", modelProviderId: "fb", modelId: "fallback-model" };
    expect(await host.fire(gate, {}, next)).toBeUndefined();
    await attempt(host, "r1", KIMI);
    await told(host.errors, 'onAuthFailure is "stop"');
    expect(await host.fire(gate, {}, next)).toMatchObject(verdict);
    expect(await host.fire(gate, {}, { ...next, runId: "r2" })).toBeUndefined();
    expect(host.warnings.join("\n")).not.toContain('acts as "warn"');
    const again = { runId: "r2", modelProviderId: "kimi-coding", modelId: "k2p5" };
    expect(await host.fire(gate, {}, again)).toBeUndefined();
    host.config = config(own);
    expect(await attempt(host, "r2", KIMI)).toBe(200);
    expect(await host.fire(gate, {}, { ...next, runId: "r2" })).toBeUndefined();
  });
});

/** What a host stores of a refused key. */
async function cool(file = "auth-profiles.json"): Promise<void> {
  const folder = join(home, "agents", "main", "agent");
  await mkdir(folder, { recursive: true });
  const profiles = { "kimi:default": { type: "api_key", provider: "kimi", key: STAND_IN_KEY } };
  const usageStats = { "kimi:default": { cooldownUntil: Date.now() + 61_000 } };
  const store = { version: 1, profiles };
  await writeFile(
    join(folder, "auth-profiles.json"),
    JSON.stringify({ ...store, ...(file === "auth-profiles.json" && { usageStats }) }),
  );
  if (file !== "auth-profiles.json") {
    await writeFile(join(folder, file), JSON.stringify({ version: 1, usageStats }));
  }
}

describe("a cool-down that only files tell of", () => {
  test.each(["auth-profiles.json", "auth-state.json"])("%s", async (file) => {
    await cool(file);
    const host = new FakeHost("unknown", config());
    plugin.register(host.api());
    const at = { sessionKey: "agent:main:main", agentId: "main" };
    await host.fire("before_model_resolve", { prompt: "ping" }, at);
    const report = await told(host.errors, "kimi-coding/k2p5 was not asked");
    expect(report).toMatch(/sent +nothing/);
    expect(report).toMatch(/retry +in (?:60|61) s|retry +in 1 min/);
  });

  test("says when a provider is asked again, in a turn that names no agent", async () => {
    await cool();
    const host = new FakeHost("2026.9.6", config());
    plugin.register(host.api());
    const data = { phase: "error", error: "Provider kimi-coding is in cooldown" };
    host.emit({ stream: "lifecycle", runId: "r1", data });
    const report = await told(host.errors, "kimi-coding was not asked");
    expect(report).toMatch(/retry +in (?:60|61) s|retry +in 1 min/);
  });

  test("said when the plugin is loaded, once", async () => {
    await cool();
    const host = new FakeHost("unknown", config());
    for (const _ of [1, 2]) plugin.register(host.api());
    const lines = host.warnings.filter((text) => text.includes("on cool-down"));
    expect(lines).toEqual([
      "provider-headers: OpenClaw keeps the key of kimi-coding on cool-down after an earlier failure and sends it nothing, even if the cause is fixed; it is asked again in 61 s",
    ]);
  });

  test.each([
    ["not where another model was chosen for the session", {}, 0],
    ["but where the host itself went to another", { modelOverrideSource: "auto" }, 1],
  ])("%s", async (_, source, reports) => {
    await cool();
    const folder = join(home, "agents", "main", "sessions");
    await mkdir(folder, { recursive: true });
    const chosen = { providerOverride: "fb", modelOverride: "fallback-model", ...source };
    await writeFile(join(folder, "sessions.json"), JSON.stringify({ "agent:main:main": chosen }));
    const host = new FakeHost("unknown", config());
    plugin.register(host.api());
    await host.fire("before_model_resolve", { prompt: "p" }, { sessionKey: "agent:main:main" });
    expect(host.errors).toHaveLength(reports);
  });
});

test("a session that stays with its fallback, as 2026.6 has it: reported, with the notice", async () => {
  const sessionKey = "agent:main:s1";
  const host = new FakeHost("2026.6.11", config({}, { "User-Agent": "curl/8.0" }));
  plugin.register(host.api());
  await attempt(host, "r1", KIMI);
  await told(host.errors, "refused this client");
  await attempt(host, "r1", FALLBACK);
  host.emit({ stream: "lifecycle", runId: "r1", data: { phase: "end" } });
  const folder = join(home, "agents", "main", "sessions");
  await mkdir(folder, { recursive: true });
  const stays = {
    providerOverride: "fb",
    modelOverride: "fallback-model",
    modelOverrideSource: "auto",
    modelOverrideFallbackOriginProvider: "kimi-coding",
    modelOverrideFallbackOriginModel: "k2p5",
  };
  await writeFile(join(folder, "sessions.json"), JSON.stringify({ [sessionKey]: stays }));
  await attempt(host, "r2", FALLBACK);
  const content = [{ type: "text", text: "Hello" }];
  const message = { role: "assistant", ...FALLBACK, stopReason: "stop", content };
  const kept = await host.fire("before_message_write", { message }, { sessionKey });
  expect(JSON.stringify(kept)).toContain("This reply is from fb/fallback-model: kimi-coding/k2p5");
  expect(await told(host.errors, "kimi-coding/k2p5 was not asked")).toMatch(/retry +in 5 min/);
});

function never(): never {
  throw new Error("unreachable");
}

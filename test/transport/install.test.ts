import diagnosticsChannel from "node:diagnostics_channel";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { installProviderHeaders } from "../../src/transport/install.ts";
import { withRequestContext } from "../../src/transport/request-context.ts";
import { temporaryFolder } from "../cli/run-command-line.ts";
import { stillHeld } from "../collect-garbage.ts";
import { captureServer, valuesIn } from "./capture-server.ts";
import { install, recording, until } from "./recording.ts";

const KIMI_KEY = "sk-kimi-test-000000000000";

describe("the built-in default", () => {
  it("goes out without a headers block, and is said once", async () => {
    const server = await captureServer();
    const { said } = install({
      providers: { "kimi-coding": { baseUrl: `${server.origin}/coding/v1` } },
    });
    for (const name of ["OpenAI/JS 6.10.0", "Anthropic/JS 0.73.0", "node"]) {
      await fetch(`${server.origin}/coding/v1/chat/completions`, {
        headers: { "User-Agent": name },
      });
      expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
    }
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^warn kimi-coding: .*`User-Agent: claude-code\/0\.1\.0`/u);
  });

  it("leaves a name that somebody chose", async () => {
    const server = await captureServer();
    const { said } = install({ providers: { kimi: { baseUrl: `${server.origin}/coding` } } });
    await fetch(`${server.origin}/coding/v1/messages`, { headers: { "User-Agent": "my-agent/2" } });
    expect(server.last("user-agent")).toEqual(["my-agent/2"]);
    expect(said).toEqual([]);
  });

  it.each([
    ["for all", { builtInDefaults: false }],
    ["for this provider", { providers: { "kimi-coding": { builtInDefaults: false } } }],
    ["by another name of it", { providers: { kimi: { builtInDefaults: false } } }],
  ])("can be switched off %s", async (_what, override) => {
    const server = await captureServer();
    const { said } = install({
      providers: { "kimi-coding": { baseUrl: `${server.origin}/coding/v1` } },
      override,
    });
    await fetch(`${server.origin}/coding/v1/chat`, {
      headers: { "User-Agent": "OpenAI/JS 6.10.0" },
    });
    expect(server.last("user-agent")).toEqual(["OpenAI/JS 6.10.0"]);
    expect(said).toEqual([]);
  });

  it("can be switched off for all and on for one provider", async () => {
    const server = await captureServer();
    install({
      providers: { "kimi-coding": { baseUrl: `${server.origin}/coding/v1` } },
      override: { builtInDefaults: false, providers: { "kimi-coding": { builtInDefaults: true } } },
    });
    await fetch(`${server.origin}/coding/v1/chat`);
    expect(server.last("user-agent")).toEqual(["claude-code/0.1.0"]);
  });

  it("is said in full once where OpenClaw has a state folder, with the address that is asked", async () => {
    const server = await captureServer();
    const baseUrl = `${server.origin}/coding/v1`;
    const providers = { "kimi-coding": { baseUrl } };
    const stateFolder = temporaryFolder();
    const inNewProcess = async () => {
      const command = "openclaw provider-headers";
      const { said, installation } = install({ providers }, { stateFolder, command });
      await fetch(`${baseUrl}/chat/completions`);
      installation.uninstall();
      return said.join();
    };
    const full = await inNewProcess();
    expect(full).toContain(
      `requests to ${baseUrl} are sent with \`User-Agent: claude-code/0.1.0\``,
    );
    expect(full).toContain("\nopenclaw provider-headers probe kimi-coding --header");
    expect(await inNewProcess()).toMatch(
      /^warn kimi-coding: requests to [^\n]*Claude Code[^\n]*$/u,
    );
  });

  it("is said once in a process, also when it is installed again", async () => {
    const server = await captureServer();
    const providers = { "kimi-coding": { baseUrl: `${server.origin}/coding/v1` } };
    const said = [install({ providers }), install({ providers })].map(
      (installed) => installed.said,
    );
    await fetch(`${server.origin}/coding/v1/chat`);
    install({ providers });
    await fetch(`${server.origin}/coding/v1/chat`);
    expect(said.flat()).toHaveLength(1);
  });
});

describe("installing twice", () => {
  it("is one installation: the later options count, one header goes out, one guard is told", async () => {
    const server = await captureServer();
    const first = install({
      providers: {
        relay: { baseUrl: server.origin, headers: { "X-Title": "first", "X-First": "1" } },
      },
    });
    const second = install({
      providers: { relay: { baseUrl: server.origin, headers: { "X-Title": "second" } } },
    });
    await fetch(server.origin, { method: "POST" });
    expect(server.last("x-title")).toEqual(["second"]);
    expect(server.last("x-first")).toEqual([]);
    expect(first.successes).toEqual([]);
    expect(second.successes).toHaveLength(1);
  });

  it("leaves nothing at the end of the process once it is uninstalled", () => {
    const before = process.listenerCount("exit");
    const { installation } = install({ providers: {} });
    expect(process.listenerCount("exit")).toBe(before + 1);
    installation.uninstall();
    expect(process.listenerCount("exit")).toBe(before);
  });

  it("every handle speaks to what is installed; only the newest uninstalls", async () => {
    const server = await captureServer();
    const providers = (title: string) => ({
      relay: { baseUrl: server.origin, headers: { "X-Title": title } },
    });
    const first = install({ providers: providers("first") });
    const second = install({ providers: providers("second") });
    expect(first.installation.guard).toBe(second.guard);
    first.installation.update({ providers: providers("third") });
    await fetch(server.origin);
    expect(server.last("x-title")).toEqual(["third"]);
    first.installation.uninstall();
    first.installation.update({ providers: providers("still there") });
    await fetch(server.origin);
    expect(server.last("x-title")).toEqual(["still there"]);
    second.installation.uninstall();
    second.installation.update({ providers: providers("fourth") });
    await fetch(server.origin);
    expect(server.last("x-title")).toEqual([]);
  });

  it("is one installation also with a second copy of the package", async () => {
    vi.resetModules();
    const copy = await import("../../src/transport/install.ts");
    const contexts = await import("../../src/transport/request-context.ts");
    expect(copy.installProviderHeaders).not.toBe(installProviderHeaders);
    const server = await captureServer();
    const headers = { "X-Title": "first", "X-Session": "{{sessionId}}" };
    install({ providers: { relay: { baseUrl: server.origin, headers } } });
    const { guard, logger, successes } = recording();
    const second = copy.installProviderHeaders({
      providers: {
        relay: { baseUrl: server.origin, headers: { ...headers, "X-Title": "second" } },
      },
      guard,
      logger,
    });
    onTestFinished(() => second.uninstall());
    // The context comes from one copy, the installation from the other.
    expect(contexts.withRequestContext).not.toBe(withRequestContext);
    await withRequestContext({ sessionId: "s" }, () => fetch(server.origin, { method: "POST" }));
    expect(server.last("x-title")).toEqual(["second"]);
    expect(server.last("x-session")).toHaveLength(1);
    expect(successes).toHaveLength(1);
  });

  it("takes what a second copy read, a value that the host resolves included", async () => {
    vi.resetModules();
    const copy = await import("../../src/config/provider-entries.ts");
    const server = await captureServer();
    const vault = { source: "exec", provider: "vault", id: "x" };
    const headers = { "X-Title": "read", "X-Vault": vault };
    const providers = { relay: { baseUrl: server.origin, apiKey: "key-0123456789", headers } };
    const { config } = copy.providerConfigFrom({ models: { providers } }, { env: {}, host: true });
    const { said } = install({ config });
    await fetch(server.origin, {
      method: "POST",
      headers: { authorization: "Bearer key-0123456789", "x-vault": "of the host" },
    });
    expect([server.last("x-title"), server.last("x-vault")]).toEqual([["read"], ["of the host"]]);
    expect(said).toEqual([]);
  });
});

const CHANNELS = [
  "undici:request:create",
  "undici:client:sendHeaders",
  "undici:request:headers",
  "undici:request:bodyChunkReceived",
  "undici:request:trailers",
  "undici:request:error",
  "http.client.request.created",
  "http.client.request.start",
  "http.client.request.error",
  "http.client.response.finish",
];

it("uninstalling leaves nothing behind", async () => {
  const subscribed = (): string[] =>
    CHANNELS.filter((name) => diagnosticsChannel.hasSubscribers(name));
  const symbols = (): (string | undefined)[] =>
    Object.getOwnPropertySymbols(globalThis)
      .map(Symbol.keyFor)
      .filter((key) => key?.includes("provider-headers"));
  const before = subscribed();
  const server = await captureServer((_request, response) => {
    response.writeHead(403);
    response.write("a");
  });
  const { installation } = install({
    providers: { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } },
  });
  expect(subscribed()).toEqual(CHANNELS);
  installation.enterContext({ sessionId: "s" });
  // A refusal under way: its body never ends.
  const response = await fetch(server.origin, { method: "POST" });
  installation.uninstall();
  expect(subscribed()).toEqual(before);
  expect(symbols()).toEqual([]);
  await fetch(server.origin);
  expect(server.last("x-title")).toEqual([]);
  await response.body?.cancel();
});

describe("a changed configuration", () => {
  it("swaps the plans whole, under load", async () => {
    const server = await captureServer();
    const providers = (value: string) => ({
      relay: { baseUrl: server.origin, headers: { "X-One": value, "X-Two": value } },
    });
    const { installation, said } = install({ providers: providers("0") });
    let version = 0;
    const swapping = setInterval(() => {
      installation.update({ providers: providers(String(++version)) });
    }, 1);
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let round = 0; round < 25; round++) await (await fetch(server.origin)).text();
      }),
    );
    clearInterval(swapping);
    expect(server.received).toHaveLength(200);
    const pairs = server.received.map((received) => [
      valuesIn(received, "x-one"),
      valuesIn(received, "x-two"),
    ]);
    for (const [one, two] of pairs) {
      expect(one).toHaveLength(1);
      expect(one).toEqual(two);
    }
    expect(new Set(pairs.flat(2)).size).toBeGreaterThan(1);
    expect(said).toEqual([]);
  });

  it("is taken as it is read by providerConfigFrom, too", async () => {
    const server = await captureServer();
    const { config } = providerConfigFrom(
      {
        models: {
          providers: { relay: { baseUrl: server.origin, headers: { "X-Title": "read" } } },
        },
      },
      { env: {} },
    );
    const { installation } = install({ config });
    await fetch(server.origin);
    expect(server.last("x-title")).toEqual(["read"]);
    installation.update({ ...config, entries: [] });
    await fetch(server.origin);
    expect(server.last("x-title")).toEqual([]);
  });

  it("that cannot be compiled leaves its provider alone and says so; the others work", async () => {
    const server = await captureServer();
    const entry = { models: [], builtInDefaults: true, onAuthFailure: "warn" } as const;
    const { said } = install({
      config: {
        entries: [
          {
            ...entry,
            id: "bad",
            baseUrl: `${server.origin}/bad`,
            layers: [{ layer: "provider", headers: { "X Y": "1" } }],
          },
          {
            ...entry,
            id: "good",
            baseUrl: `${server.origin}/good`,
            layers: [{ layer: "provider", headers: { "X-Y": "1" } }],
          },
        ],
        builtInDefaults: true,
        notice: "log",
        models: { fallbacks: [] },
        secrets: [],
      },
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      /^error provider-headers: bad is left alone\. Invalid headers: .*"X Y"/u,
    );
    await fetch(`${server.origin}/bad`);
    expect(server.last("x-y")).toEqual([]);
    await fetch(`${server.origin}/good`);
    expect(server.last("x-y")).toEqual(["1"]);
  });
});

it("a bad header is left out and told with its path and fix; the rest works", async () => {
  const server = await captureServer();
  const { said } = install({
    providers: {
      relay: { baseUrl: server.origin, headers: { Host: "a.example", "X-Title": "t" } },
    },
  });
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(
    /^error provider-headers: models\.providers\.relay\.headers\.Host: .*`baseUrl`/u,
  );
  await fetch(server.origin);
  expect(server.last("x-title")).toEqual(["t"]);
});

describe("without a guard and a logger", () => {
  it("failures are told on stderr, with what was sent and the next model", async () => {
    const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => stderr.mockRestore());
    const server = await captureServer((_request, response) => {
      response.writeHead(403, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          error: {
            type: "access_terminated_error",
            message: "Kimi For Coding is currently only available for Coding Agents",
          },
        }),
      );
    });
    const installation = installProviderHeaders({
      config: providerConfigFrom(
        {
          models: {
            providers: {
              "kimi-coding": {
                baseUrl: `${server.origin}/coding/v1`,
                apiKey: KIMI_KEY,
                headers: { "User-Agent": "my-client/1" },
              },
            },
          },
          agents: { defaults: { model: { primary: "kimi-coding/k2p5", fallbacks: ["fb/other"] } } },
        },
        { env: {} },
      ).config,
    });
    onTestFinished(() => installation.uninstall());
    await withRequestContext({ providerId: "kimi", modelId: "k2p5" }, () =>
      fetch(`${server.origin}/coding/v1/chat/completions`, {
        method: "POST",
        body: "{}",
        headers: { Authorization: `Bearer ${KIMI_KEY}` },
      }).then((response) => response.text()),
    );
    await until(() => stderr.mock.calls.length > 0);
    const told = String(stderr.mock.calls[0]?.[0]);
    expect(told).toContain(
      "kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error",
    );
    expect(told).toContain("my-client/1");
    expect(told).toContain("fb/other");
    expect(told).not.toContain(KIMI_KEY);
  });
});

it("a host may quote a key after many failures with another one, and after reloads", async () => {
  const server = await captureServer((_request, response) => response.writeHead(401).end("no"));
  const said: string[] = [];
  const error = (text: string): void => void said.push(text);
  const config = { providers: { relay: { baseUrl: server.origin } } };
  const { installation } = install(config, { guard: undefined, logger: { error, warn: error } });
  const ask = (key: string) =>
    fetch(server.origin, { method: "POST", headers: { authorization: `Bearer ${key}` } });
  await (await ask("sk-Zu81kqPmX3vB")).text();
  for (let times = 0; times < 20; times += 1) {
    await (await ask("sk-Wd72jrNtY5cA")).text();
    installation.update(config);
  }
  const asked = { providerId: "relay" };
  const hostText = "401 auth: sk-Zu81kqPmX3vB, then sk-Wd72jrNtY5cA";
  await until(() => said.length > 0);
  installation.guard.turnEnded({ asked, hostText });
  expect(said.at(-1)).toContain("401 auth: ***, then ***");
});

it("a thousand origins and requests leave no state behind", async () => {
  const server = await captureServer((_request, response) => response.writeHead(401).end("no"));
  install({ providers: { relay: { baseUrl: server.origin, headers: { "X-Title": "t" } } } });
  const create = diagnosticsChannel.channel("undici:request:create");
  const collected: WeakRef<object>[] = [];
  for (let index = 0; index < 3000; index++) {
    const request = {
      origin: index % 2 === 0 ? server.origin : `http://h${index}.example`,
      path: "/",
      method: "POST",
      headers: [],
    };
    create.publish({ request });
    collected.push(new WeakRef(request));
  }
  expect(await stillHeld(collected)).toBeLessThan(10);
});

it("a provider is compiled when its first request comes", async () => {
  const server = await captureServer();
  const relay = (path: string) => ({ baseUrl: server.origin + path, headers: { "X-Title": "t" } });
  const providers = { one: relay("/one"), two: relay("/two") };
  const { config } = providerConfigFrom({ models: { providers } }, { env: {} });
  const read: string[] = [];
  for (const { id, layers } of config.entries) {
    for (const { headers } of layers) {
      Object.defineProperty(headers, "X-Title", {
        enumerable: true,
        get: () => (read.push(id), "t"),
      });
    }
  }
  install({ config });
  expect(read).toEqual([]);
  await fetch(`${server.origin}/one`);
  expect(server.last("x-title")).toEqual(["t"]);
  expect(new Set(read)).toEqual(new Set(["one"]));
});

it.each(["GET", "OPTIONS"])(
  "%s without a key asks for a page, and its refusal is none of a model",
  async (method) => {
    const server = await captureServer((_request, response) => response.writeHead(403).end());
    const { failures } = install({
      providers: {
        relay: { baseUrl: server.origin, apiKey: "key-000000000000", headers: { "X-Title": "t" } },
      },
    });
    await (await fetch(`${server.origin}/chat`, { method })).text();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(failures).toEqual([]);
  },
);

it("the default is told of beside headers of the user's own", async () => {
  const server = await captureServer();
  const { said } = install({
    providers: {
      "kimi-coding": { baseUrl: `${server.origin}/coding`, headers: { "X-Title": "t" } },
    },
  });
  await (await fetch(`${server.origin}/coding/v1`, { method: "POST" })).text();
  expect(said.join()).toContain("claude-code/0.1.0");
});

it("a list of models is asked for without the headers of one, and nothing is said of that", async () => {
  const server = await captureServer();
  const apiKey = "key-000000000000";
  const models = [{ id: "m1", headers: { "X-Model": "1" } }];
  const { said } = install({ providers: { relay: { baseUrl: server.origin, apiKey, models } } });
  const headers = { Authorization: `Bearer ${apiKey}` };
  await (await fetch(`${server.origin}/models`, { headers })).text();
  expect([server.last("x-model"), said]).toEqual([[], []]);
});

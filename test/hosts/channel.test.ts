import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { BotApi } from "./bot-api.ts";
import { type Gateway, Host, pause } from "./host.ts";
import { Endpoints, KEYS, model, seedConfig } from "./scenarios.ts";

const CHANNEL_PLUGIN = fileURLToPath(new URL("fixtures/channel-plugin", import.meta.url));
const KIMI_PLUGIN = fileURLToPath(new URL("fixtures/kimi-plugin", import.meta.url));
const NOTICE = /^This reply is from fb\/fallback-model: \S+\/k2p5 refused this client \(HTTP 403/m;
const UNKNOWN_CLIENT = { "User-Agent": "curl/8.0" };

describe.each(inject("hosts"))("OpenClaw $version, answering through a channel", (installed) => {
  let endpoints: Endpoints;
  let bot: BotApi;
  let stillBot: BotApi;
  let host: Host;
  let gateway: Gateway;

  beforeAll(async () => {
    endpoints = await Endpoints.start();
    bot = await BotApi.start();
    stillBot = await BotApi.start();
    host = await Host.create(installed);
    host.environment = {
      FIXTURE_CHANNEL_FILE: join(host.folder, "sent.jsonl"),
      OPENCLAW_SKIP_CHANNELS: "0",
      OPENCLAW_SKIP_PROVIDERS: "0",
    };
    await host.configure({ ...refusedConfig(), plugins: pluginsBeside({}) });
    const installation = await host.installPlugin(inject("tarball"));
    if (installation.code !== 0) throw new Error(installation.stdout + installation.stderr);
    await configure({}, installed.telegramApiRoot);
    await start();
  });

  afterAll(async () => {
    await gateway?.stop();
    await host?.dispose();
    await bot?.close();
    await stillBot?.close();
    await endpoints?.close();
  });

  /** Refused for the client's name, every one, so that the fallback answers; one agent asks the fallback itself. */
  function refusedConfig() {
    const workspace = join(host.folder, "workspace");
    const seed = seedConfig(endpoints, workspace) as unknown as Seed;
    const providers: Record<string, object> = { ...seed.models.providers };
    providers["kimi-coding"] = { ...providers["kimi-coding"], headers: UNKNOWN_CLIENT };
    const agents: object[] = [{ id: "main", default: true, workspace }];
    for (const id of ["refused-client", "chosen", "cooling"]) {
      providers[id] = {
        baseUrl: endpoints.failing.get(id)?.baseUrl,
        api: "openai-completions",
        apiKey: KEYS.kimi,
        headers: UNKNOWN_CLIENT,
        models: [model("k2p5")],
      };
      const order = { primary: `${id}/k2p5`, fallbacks: ["fb/fallback-model"] };
      agents.push({ id, workspace, model: order });
    }
    agents.push({ id: "own", workspace, model: { primary: "fb/fallback-model", fallbacks: [] } });
    return { ...seed, models: { providers }, agents: { ...seed.agents, list: agents } };
  }

  // The plugin that newer versions have for Kimi is a package of its own: a fixture stands for it.
  function pluginsBeside(entries: object, paths: readonly string[] = []) {
    if (!installed.kimiIsExternal) return { load: { paths }, entries };
    return {
      load: { paths: [KIMI_PLUGIN, ...paths] },
      entries: { kimi: { enabled: true }, ...entries },
    };
  }

  async function configure(settings: object, withTelegram: boolean): Promise<void> {
    const { plugins } = (await host.readConfig()) as unknown as { plugins: Plugins };
    const own = { enabled: true, config: settings };
    const telegram = {
      dmPolicy: "open",
      allowFrom: ["*"],
      accounts: {
        default: { botToken: "100000:first-token-for-tests", apiRoot: bot.root },
        still: {
          botToken: "200000:second-token-for-tests",
          apiRoot: stillBot.root,
          streaming: { mode: "off" },
        },
      },
    };
    await host.configure({
      ...refusedConfig(),
      session: { dmScope: "per-channel-peer" },
      // 2026.4 loads no channel that has not been set up, and switching it on is not enough for that.
      channels: {
        fixture: { enabled: true, allowFrom: ["*"] },
        ...(withTelegram && { telegram }),
      },
      plugins: {
        ...plugins,
        ...pluginsBeside(
          {
            fixture: { enabled: true },
            ...(withTelegram && { telegram: { enabled: true } }),
            "provider-headers": own,
          },
          [CHANNEL_PLUGIN],
        ),
      },
    });
  }

  /** 2026.4 says that it is ready, and then loads its channels: until that is done it answers nobody. */
  async function start(): Promise<void> {
    gateway = await host.startGateway();
    const end = Date.now() + 120_000;
    for (;;) {
      try {
        await gateway.call("health");
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await pause(1000);
      }
    }
  }

  async function sent(): Promise<Sent[]> {
    const file = join(host.folder, "sent.jsonl");
    if (!existsSync(file)) return [];
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    return lines.map((line) => JSON.parse(line) as Sent);
  }

  /** What a person reads in answer to one message, by whatever way it is sent. */
  async function read(
    texts: () => Promise<readonly string[]>,
    ask: () => Promise<unknown>,
  ): Promise<string> {
    const before = (await texts()).length;
    await ask();
    const end = Date.now() + 150_000;
    for (;;) {
      const text = (await texts()).slice(before).join("\n\n");
      if (text.includes("Answered by")) {
        await pause(1000);
        return (await texts()).slice(before).join("\n\n");
      }
      if (Date.now() > end) throw new Error(`no answer: ${text}`);
      await pause(100);
    }
  }

  const sentTo = (person: string) => async () =>
    (await sent()).filter(({ to }) => to === person).map(({ text }) => text);

  /** A person writes to an agent in the fixture's channel. */
  function receive(agent: string, from: string): Promise<string> {
    const sessionKey = `agent:${agent}:fixture:direct:${from}`;
    const message = { from, text: `ping ${randomUUID()}`, sessionKey };
    return read(sentTo(from), async () =>
      expect(await gateway.call("fixture.receive", message)).toEqual({ errors: [] }),
    );
  }

  /** A turn that nobody in the channel asked for (`openclaw agent --deliver`): its reply is delivered there. */
  function deliver(agent: string, to: string): Promise<string> {
    const sessionKey = `agent:${agent}:fixture:direct:${to}`;
    const message = `ping ${randomUUID()}`;
    const order = { sessionKey, message, channel: "fixture", to, deliver: true };
    return read(sentTo(to), () =>
      gateway.call("agent", { ...order, agentId: agent, idempotencyKey: randomUUID() }),
    );
  }

  /** A person writes to a bot of the host's own Telegram channel. */
  function write(to: BotApi, person: number): Promise<string> {
    return read(
      async () => to.textsFor(person),
      async () => to.write(person, `ping ${randomUUID()}`),
    );
  }

  test("a message from the channel: the notice once a session", async () => {
    expect(noticed(await receive("main", "alice"))).toBe(installed.noticesInChannels);
    expect(noticed(await receive("main", "alice"))).toBe(false);
  });

  test("a turn whose reply is delivered to the channel: the notice once a session", async () => {
    expect(noticed(await deliver("refused-client", "bob"))).toBe(true);
    expect(noticed(await deliver("refused-client", "bob"))).toBe(false);
  });

  // One message each: 2026.6.11's Telegram, with this plugin or without, takes minutes for the next after a fallback.
  test.runIf(installed.telegramApiRoot)("Telegram: the notice", async () => {
    expect(noticed(await write(stillBot, 7001))).toBe(true);
  });

  test.runIf(installed.telegramApiRoot)("Telegram, an answer that has a preview", async () => {
    expect(noticed(await write(bot, 7002))).toBe(installed.noticesInPreviews);
  });

  test("no notice where the model that was asked answers itself", async () => {
    expect(noticed(await receive("own", "carol"))).toBe(false);
    expect(noticed(await deliver("own", "dave"))).toBe(false);
  });

  test('notice: "log" adds nothing', async () => {
    await gateway.stop();
    await configure({ notice: "log" }, false);
    await start();
    expect(noticed(await receive("chosen", "erin"))).toBe(false);
    expect(noticed(await deliver("cooling", "frank"))).toBe(false);
    expect(gateway.output.stderr).toContain("cooling/k2p5 refused this client: HTTP 403");
  });
});

/** Whether an answer of the fallback has the notice; an answer that has half of one is no answer. */
function noticed(text: string): boolean {
  if (!text.includes("Answered by fallback-model.")) throw new Error(`no answer: ${text}`);
  if (!text.includes("This reply is from")) return false;
  if (!NOTICE.test(text)) throw new Error(`another notice: ${text}`);
  return true;
}

interface Sent {
  readonly to: string;
  readonly text: string;
}

interface Seed {
  readonly models: { readonly providers: Record<string, object> };
  readonly agents: object;
}

interface Plugins {
  readonly entries: Record<string, object>;
}

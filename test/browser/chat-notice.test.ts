import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Gateway, Host, pause } from "../hosts/host.ts";
import { Endpoints, KEYS, model, seedConfig } from "../hosts/scenarios.ts";
import { ControlUi } from "./control-ui.ts";

/** How long 2026.9 keeps back a key after its first failure. Milliseconds. */
const FIRST_COOL_DOWN_MS = 35_000;

describe.each(inject("hosts"))("OpenClaw $version", (installed) => {
  let endpoints: Endpoints;
  let host: Host;
  let gateway: Gateway;
  let ui: ControlUi;
  const picture = (scene: string) => ui.picture(`chat-${installed.version}-${scene}`);

  beforeAll(async () => {
    endpoints = await Endpoints.start();
    host = await Host.create(installed);
    await host.configure(config());
    const installation = await host.installPlugin(inject("tarball"));
    if (installation.code !== 0) throw new Error(installation.stdout + installation.stderr);
    gateway = await host.startGateway(400_000);
    ui = await ControlUi.start(gateway);
  });

  afterAll(async () => {
    await ui?.close();
    await gateway?.stop();
    await host?.dispose();
    await endpoints?.close();
  });

  /** Refused for the client's name; one agent's provider takes it again later, one asks the fallback first. */
  function config() {
    const workspace = join(host.folder, "workspace");
    const seed = seedConfig(endpoints, workspace) as unknown as Seed;
    const { "kimi-coding": kimi, ...others } = seed.models.providers;
    return {
      ...seed,
      models: {
        providers: {
          ...others,
          "kimi-coding": { ...kimi, headers: { "User-Agent": "curl/8.0" } },
          "refused-client": {
            baseUrl: endpoints.failing.get("refused-client")?.baseUrl,
            api: "openai-completions",
            apiKey: KEYS.kimi,
            headers: { "User-Agent": "claude-code/0.1.0" },
            models: [model("k2p5")],
          },
        },
      },
      agents: {
        ...seed.agents,
        list: [
          { id: "main", default: true, workspace },
          {
            id: "recovering",
            workspace,
            model: { primary: "refused-client/k2p5", fallbacks: ["fb/fallback-model"] },
          },
          { id: "own", workspace, model: { primary: "fb/fallback-model", fallbacks: [] } },
        ],
      },
    };
  }

  test("the first turn of a new session", async () => {
    await ui.newSession("main", "first");
    await ui.ask("Hello");
    await picture("first-turn");
    expect(await ui.notices()).toBe(1);
    expect(endpoints.kimi.requests.length).toBeGreaterThan(0);
  });

  test("the first turn of another session, while the key is on cool-down", async () => {
    endpoints.forget();
    await ui.newSession("main", "second");
    await ui.ask("Hello again");
    await picture("cool-down");
    expect(await ui.notices()).toBe(1);
    expect(endpoints.kimi.requests).toEqual([]);
  });

  test("a later turn", async () => {
    await ui.ask("And again");
    await picture("later-turn");
    expect(await ui.notices()).toBe(2);
  });

  test("the main session", async () => {
    await ui.openSession("agent:main:main");
    await ui.ask("Hello, main session");
    await picture("main-session");
    expect(await ui.notices()).toBe(1);
  });

  test("a session that is opened again", async () => {
    await ui.openSession("agent:main:second");
    await ui.untilAnswers(2);
    await picture("opened-again");
    expect(await ui.notices()).toBe(2);
  });

  test("after a reload of the page", async () => {
    await ui.reload();
    await ui.untilAnswers(2);
    await picture("reloaded");
    expect(await ui.notices()).toBe(2);
  });

  test("none with an answer of the model that was asked", async () => {
    await ui.newSession("own", "first");
    await ui.ask("Hello");
    await picture("model-that-was-asked");
    expect(await ui.notices()).toBe(0);
  });

  test("none after recovery", async () => {
    const standIn = endpoints.failing.get("refused-client");
    if (standIn === undefined) throw new Error("no stand-in");
    standIn.mode = "unknown_client";
    await ui.newSession("recovering", "first");
    await ui.ask("Hello");
    expect(await ui.notices()).toBe(1);
    standIn.mode = "normal";
    await pause(FIRST_COOL_DOWN_MS);
    await ui.ask("Hello, recovered");
    await picture("recovered");
    expect(await ui.text()).toMatch(/^Answered by k2p5\.$/m);
    expect(await ui.notices()).toBe(1);
  });
});

interface Seed {
  readonly models: { readonly providers: Readonly<Record<string, object>> };
  readonly agents: object;
}

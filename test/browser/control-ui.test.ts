import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Gateway, Host, pause } from "../hosts/host.ts";
import { Endpoints, KEYS, model, seedConfig } from "../hosts/scenarios.ts";
import { ControlUi } from "./control-ui.ts";
import { shownBy } from "./shown.ts";

const KIMI_PLUGIN = fileURLToPath(new URL("../hosts/fixtures/kimi-plugin", import.meta.url));
/** How long 2026.9 keeps back a key after its first failure. Milliseconds. */
const FIRST_COOL_DOWN_MS = 35_000;

describe.each(inject("hosts"))("OpenClaw $version", (installed) => {
  const { showsPages, answersCreatedSessions } = installed;
  const turns = shownBy(installed.version);
  let endpoints: Endpoints;
  let host: Host;
  let gateway: Gateway;
  let ui: ControlUi;
  const picture = (scene: string) => ui.picture(`${installed.version}-${scene}`);

  beforeAll(async () => {
    endpoints = await Endpoints.start();
    host = await Host.create(installed);
    const kimi = { load: { paths: [KIMI_PLUGIN] }, entries: { kimi: { enabled: true } } };
    // The plugin that newer versions have for Kimi is a package of its own: a fixture stands for it.
    await host.configure({ ...config(), ...(installed.kimiIsExternal && { plugins: kimi }) });
    const installation = await host.installPlugin(inject("tarball"));
    if (installation.code !== 0) throw new Error(installation.stdout + installation.stderr);
    if (!showsPages) await addHeaders();
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
            baseUrl: standInOf("refused-client").baseUrl,
            api: "openai-completions",
            apiKey: KEYS.kimi,
            headers: { "User-Agent": "claude-code/0.1.0" },
            models: [model("k2p5")],
          },
          "kimi-code": {
            baseUrl: standInOf("cooling").baseUrl,
            api: "openai-completions",
            apiKey: KEYS.kimi,
            models: [model("k2p5")],
          },
        },
      },
      agents: {
        ...seed.agents,
        ...(installed.wantsOwnership && { ownership: "explicit" }),
        list: [
          { id: "main", workspace, ...(!installed.wantsOwnership && { default: true }) },
          {
            id: "recovering",
            workspace,
            model: { primary: "refused-client/k2p5", fallbacks: ["fb/fallback-model"] },
          },
          { id: "own", workspace, model: { primary: "fb/fallback-model", fallbacks: [] } },
          { id: "defaulted", workspace, model: { primary: "kimi-code/k2p5", fallbacks: [] } },
        ],
      },
    };
  }

  /** In the plugin's own block. */
  async function addHeaders(): Promise<void> {
    const written = await host.readConfig();
    const plugins = written["plugins"] as { entries: Record<string, object> };
    const headers = { "X-Title": "title of mine", "User-Agent": "agent-of-mine/1.0", "X-No": null };
    plugins.entries["provider-headers"] = {
      enabled: true,
      config: { providers: { fb: { headers } } },
    };
    await host.configure(written);
  }

  const newSession = (agentId: string, name: string) =>
    ui.newSession(agentId, name, answersCreatedSessions);

  /** Sends a message that the fallback answers, and waits until the page shows that as this version does. */
  async function askFallback(message: string, scene?: string): Promise<void> {
    const answers = await ui.answers();
    await ui.send(message);
    if (turns.until !== undefined) {
      await ui.untilText(turns.until);
      if (scene !== undefined) await picture(`${scene}-at-first`);
      await ui.reloadUntilAnswers(answers + 1);
    }
    await ui.untilAnswers(answers + 1);
    if (scene !== undefined) await picture(scene);
  }

  test("the first turn of a new session", async () => {
    await newSession("main", "first");
    await askFallback("Hello", "chat-first-turn");
    expect(await ui.notices()).toBe(1);
    expect(endpoints.kimi.requests.length).toBeGreaterThan(0);
  });

  test("the first turn of another session, while the key is on cool-down", async () => {
    await newSession("main", "second");
    // However long the page took: the cool-down begins now.
    await gateway.chat("agent:main:another", "Hello");
    endpoints.forget();
    await askFallback("Hello again", "chat-cool-down");
    expect(await ui.notices()).toBe(1);
    expect(endpoints.kimi.requests.length === 0).toBe(installed.coolsInlineKeys);
  });

  test("later turns", async () => {
    await askFallback("And again");
    await askFallback("Once more", "chat-later-turn");
    expect(await ui.notices()).toBe(3);
  });

  test("the main session", async () => {
    await ui.openSession("agent:main:main");
    await askFallback("Hello, main session", "chat-main-session");
    expect(await ui.notices()).toBe(1);
  });

  test("a session that is opened again", async () => {
    await ui.openSession("agent:main:second");
    await ui.untilAnswers(3);
    await picture("chat-opened-again");
    expect(await ui.notices()).toBe(3);
  });

  test("after a reload of the page", async () => {
    await ui.reload();
    await ui.untilAnswers(3);
    await picture("chat-reloaded");
    expect(await ui.notices()).toBe(3);
  });

  test("none with an answer of the model that was asked", async () => {
    await newSession("own", "first");
    await ui.ask("Hello");
    await picture("chat-model-that-was-asked");
    expect(await ui.notices()).toBe(0);
  });

  test("none after recovery", async () => {
    const standIn = standInOf("refused-client");
    standIn.mode = "unknown_client";
    await newSession("recovering", "first");
    await askFallback("Hello");
    expect(await ui.notices()).toBe(1);
    standIn.mode = "normal";
    await pause(FIRST_COOL_DOWN_MS);
    await ui.ask("Hello, recovered");
    await picture("chat-recovered");
    expect(await ui.text()).toMatch(/^Answered by k2p5\.$/m);
    expect(await ui.notices()).toBe(1);
  });

  describe.runIf(showsPages)("the page in the sidebar", () => {
    test("what is sent and what refuses, while it happens, without a reload", async () => {
      endpoints.forget();
      standInOf("refused-client").mode = "normal";
      await ui.openPage();
      const main = ui.frame.locator("main");
      await expect.poll(() => main.innerText()).toContain("curl/8.0");
      expect(await main.innerText()).toMatch(
        /models\.providers\.kimi-coding\.headers\.User-Agent, \S+:\d+:\d+/,
      );
      await picture("page");
      standInOf("refused-client").mode = "unknown_client";
      await gateway.chat("agent:recovering:second", "Hello");
      const failure = ui.frame.locator(".failure", { hasText: "refused-client/k2p5" });
      await failure.waitFor({ timeout: 60_000 });
      await expect.poll(() => failure.innerText()).toContain("fb/fallback-model");
      expect(await failure.innerText()).toMatch(/refused this client: HTTP 403/);
      // The host says for how long it keeps the model back when it leaves it out.
      await gateway.chat("agent:recovering:second", "Hello again");
      await expect.poll(() => failure.innerText()).toMatch(/asks it again in \d+ s/);
      await picture("page-refused");
    });

    test("a probe: asked first, by keyboard too, one request for one token", async () => {
      const { frame } = ui;
      standInOf("refused-client").mode = "normal";
      endpoints.forget();
      // Where its failure stands and, last, where it stands with what it is sent.
      const name = "Ask for one token from refused-client/k2p5";
      const button = frame.getByRole("button", { name }).last();
      await button.focus();
      await button.press("Enter");
      await frame.getByRole("dialog", { name: "Ask this model?" }).waitFor();
      await picture("page-probe");
      expect(endpoints.failed("refused-client")).toEqual([]);
      await frame.getByRole("button", { name: "Cancel" }).press("Enter");
      await expect
        .poll(() => button.evaluate((one) => one === one.ownerDocument.activeElement))
        .toBe(true);
      expect(endpoints.failed("refused-client")).toEqual([]);
      await button.press("Enter");
      await frame.getByRole("button", { name: "Send the request" }).press("Enter");
      const answer = frame.locator("[data-answer='refused-client/k2p5'] pre", {
        hasText: "answers",
      });
      await answer.first().waitFor({ timeout: 60_000 });
      expect(endpoints.failed("refused-client")).toHaveLength(1);
      await picture("page-probed");
    });

    test("dark, and 360 pixels wide", async () => {
      await ui.page.emulateMedia({ colorScheme: "dark" });
      await ui.page.setViewportSize({ width: 360, height: 740 });
      await ui.openPage();
      await ui.frame.locator("h2").first().waitFor();
      const overflow = await ui.frame
        .locator("html")
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect(overflow).toBe(0);
      await picture("page-narrow");
      await ui.page.emulateMedia({ colorScheme: null });
      await ui.page.setViewportSize({ width: 1280, height: 800 });
    });

    test("nothing without the gateway's credential, and no secret in any byte", async () => {
      const origin = `http://127.0.0.1:${gateway.port}/plugins/provider-headers`;
      const refused = await fetch(`${origin}/page`);
      expect(refused.status).toBe(401);
      expect(await refused.text()).not.toContain("kimi");
      for (const body of ["", "key=", "key=guessed"]) {
        const data = await fetch(`${origin}/data`, { method: "POST", body });
        expect([data.status, await data.text()]).toEqual([403, ""]);
      }
      const headers = { authorization: `Bearer ${gateway.token}` };
      const page = await (await fetch(`${origin}/page`, { headers })).text();
      expect(page).toContain("kimi-coding/k2p5");
      for (const secret of [KEYS.kimi, gateway.token]) expect(page).not.toContain(secret);
    });
  });

  describe.runIf(!showsPages)("a version without room for a page", () => {
    test("no entry in the sidebar, and no page", async () => {
      await ui.openSession("agent:main:main");
      expect(await ui.text()).not.toContain("Provider headers");
      const page = `http://127.0.0.1:${gateway.port}/plugins/provider-headers/page`;
      const headers = { authorization: `Bearer ${gateway.token}` };
      expect(await (await fetch(page, { headers })).text()).not.toContain("k2p5");
    });

    test.runIf(turns.rawOnly)("its form leaves the settings to the raw editor", async () => {
      await ui.openSettings(turns.rawOnly);
      const own = (await ui.text()).split("Plugin-defined config payload for provider-headers.")[1];
      const [settings] = own?.split("Enable provider-headers") ?? [];
      expect(settings?.match(/Unsupported schema node\. Use Raw mode\./g)).toHaveLength(3);
      const enable = ui.page.getByText("Enable provider-headers", { exact: true });
      await enable.scrollIntoViewIfNeeded();
      await picture("settings");
    });

    test("config.get shows the block's names, and no value", async () => {
      const told = JSON.stringify(await gateway.call("config.get"));
      expect(told).toContain("X-Title");
      for (const value of ["title of mine", "agent-of-mine"]) expect(told).not.toContain(value);
      expect(endpoints.plainRequests("fb").at(-1)?.rawHeaders).toContainEqual([
        "X-Title",
        "title of mine",
      ]);
    });
  });

  describe.runIf(showsPages)("the settings form", () => {
    test("the default switched off and a header added, saved, and on the wire", async () => {
      await gateway.chat("agent:defaulted:before", "Hello");
      expect(lastSent("cooling", "user-agent")).toBe("claude-code/0.1.0");
      await ui.openSettings();
      expect(await ui.text()).not.toContain("Unsupported");
      await picture("settings");
      await ui.page.getByRole("radio", { name: "Off" }).first().click();
      await untilSaved('"builtInDefaults":false');
      await ui.page.getByRole("button", { name: "Add Entry" }).first().click();
      await untilSaved('"custom-1"');
      const id = ui.page.getByLabel("Key: custom-1");
      await id.fill("kimi-code");
      await id.press("Tab");
      await untilSaved('"kimi-code"');
      const headers = ui.page.locator("textarea").first();
      await headers.fill('{ "X-Title": "from the form" }');
      await headers.press("Tab");
      await untilSaved('"X-Title":"from the form"');
      await picture("settings-saved");
      endpoints.forget();
      gateway.reconnect();
      await gateway.chat("agent:defaulted:after", "Hello").catch(() => undefined);
      expect(lastSent("cooling", "x-title")).toBe("from the form");
      expect(lastSent("cooling", "user-agent")).not.toContain("claude-code");
      await ui.openPage();
      await expect
        .poll(() => ui.frame.locator("main").innerText())
        .toContain("Off for all providers");
      const shown = JSON.stringify(await gateway.call("config.get"));
      expect(shown).toContain("builtInDefaults");
      expect(shown).not.toContain("from the form");
    });
  });

  describe.runIf(showsPages)("the plugin's own page in the settings", () => {
    test("the README, whose links lead somewhere", async () => {
      await ui.openReadme();
      const links = ui.page.locator(".plugin-catalog-detail__readme a");
      const targets = await links.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      expect(targets.length).toBeGreaterThan(0);
      for (const target of targets) expect(target).toMatch(/^https:/);
      await picture("readme");
    });
  });

  async function untilSaved(text: string): Promise<void> {
    const plugins = async () => JSON.stringify((await host.readConfig())["plugins"]);
    await expect.poll(plugins, { timeout: 90_000 }).toContain(text);
  }

  function lastSent(id: string, name: string): string | undefined {
    const headers = endpoints.failed(id).at(-1)?.rawHeaders ?? [];
    return headers.find(([one]) => one.toLowerCase() === name)?.[1];
  }

  function standInOf(id: string) {
    const standIn = endpoints.failing.get(id);
    if (standIn === undefined) throw new Error(`no stand-in ${id}`);
    return standIn;
  }
});

interface Seed {
  readonly models: { readonly providers: Readonly<Record<string, object>> };
  readonly agents: object;
}

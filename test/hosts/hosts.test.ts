import { writeFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { ReceivedRequest } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { type Gateway, Host, pause } from "./host.ts";
import {
  APIS,
  Endpoints,
  gatewayConfig,
  KEYS,
  providerOf,
  refusedOver,
  SECRETS,
  SHARED_APIS,
  seedConfig,
} from "./scenarios.ts";

const FETCHING_PLUGIN = fileURLToPath(new URL("fixtures/fetching-plugin", import.meta.url));
const KIMI_PLUGIN = fileURLToPath(new URL("fixtures/kimi-plugin", import.meta.url));
const figures: string[] = [];

afterAll(() => {
  console.log(["", "Start-up, milliseconds (told, not asserted):", ...figures, ""].join("\n"));
});

describe.each(inject("hosts"))("OpenClaw $version", (installed) => {
  const tarball = inject("tarball");
  let endpoints: Endpoints;
  let host: Host;
  let gateway: Gateway;

  beforeAll(async () => {
    endpoints = await Endpoints.start();
    host = await Host.create(installed);
    host.environment = {
      PH_TEST_VARIABLE: SECRETS.variable,
      PH_TEST_REFERENCE: SECRETS.reference,
    };
  });

  afterAll(async () => {
    await gateway?.stop();
    await host?.dispose();
    await endpoints?.close();
  });

  const workspace = () => join(host.folder, "workspace");

  // The plugin that these versions have for Kimi is a package of its own: a fixture stands for it.
  const paths = installed.kimiIsExternal ? [KIMI_PLUGIN] : [];
  const entries = installed.kimiIsExternal ? { kimi: { enabled: true } } : {};

  /** The seed's entry, and nothing that has to do with this plugin. */
  const seed = () => ({
    ...seedConfig(endpoints, workspace()),
    ...(installed.kimiIsExternal && { plugins: { load: { paths }, entries } }),
  });

  /** What installing wrote, with the settings of a scenario. */
  async function plugins(settings: object = {}, morePaths: readonly string[] = []) {
    const { entries: _, load: __, ...own } = (await host.readConfig())["plugins"] as Plugins;
    const all = { ...entries, "provider-headers": { enabled: true }, ...settings };
    return { ...own, load: { paths: [...paths, ...morePaths] }, entries: all };
  }

  /** One message to an agent of the running gateway. */
  async function ask(agent: string, session = "main", message = "ping", timeoutMs = 90_000) {
    const turn = await gateway.chat(`agent:${agent}:${session}`, message, timeoutMs);
    await pause(700);
    return turn;
  }

  /** What the plugin has said since a point of the gateway's output. */
  function saidSince(mark: number): string {
    return gateway.output.stderr.slice(mark) + gateway.output.stdout.slice(mark);
  }

  describe("the fault, without the plugin", () => {
    test.runIf(installed.showsTheFault)(
      "Kimi Code refuses the seed's entry and another model answers in silence",
      async () => {
        await host.configure(seed());
        const cold = await host.agent("fault");
        expect(cold.code, cold.stderr).toBe(0);
        expect(cold.stdout + cold.stderr).toContain("Answered by fallback-model");
        expect(endpoints.kimi.requests.map(({ status }) => status)).toContain(403);
        expect(userAgents(endpoints.kimi.requests)).not.toContain("claude-code/0.1.0");
      },
    );

    test("how long a gateway takes to start", async () => {
      await host.configure(seed());
      const milliseconds = await startUpTime(host);
      figures.push(`  ${installed.version}  without  ${milliseconds}`);
      expect(milliseconds).toBeGreaterThan(0);
    });
  });

  describe("installed", () => {
    test("by the host's own command, from the packed tarball", async () => {
      await host.configure(seed());
      const result = await host.installPlugin(tarball);
      expect(result.code, result.stdout + result.stderr).toBe(0);
      expect(await host.readConfig()).toMatchObject({
        plugins: { entries: { "provider-headers": { enabled: true } } },
      });
    });

    test("the seed's entry, nothing else: Kimi answers a local turn", async () => {
      endpoints.forget();
      const result = await host.agent("mended");
      expect(result.code, result.stderr).toBe(0);
      expect(result.stdout + result.stderr).toMatch(ANSWERED_BY_KIMI);
      // 2026.4.15 prints its `--json` on stderr; whatever is on stdout is nothing but that.
      expect(JSON.parse(result.stdout || "{}")).toBeTypeOf("object");
      expect(chats(endpoints.kimi.requests)).toEqual([["claude-code/0.1.0", 200]]);
      expect(result.stderr).toContain("User-Agent: claude-code/0.1.0");
    });

    test("how long a gateway takes to start", async () => {
      const milliseconds = await startUpTime(host);
      figures.push(`  ${installed.version}  with     ${milliseconds}`);
      expect(milliseconds).toBeGreaterThan(0);
    });
  });

  describe("a gateway", () => {
    beforeAll(async () => {
      endpoints.forget();
      const config = gatewayConfig(installed, endpoints, workspace());
      const scenarios = (config["plugins"] as Plugins).entries;
      await host.configure({ ...config, plugins: await plugins(scenarios, [FETCHING_PLUGIN]) });
      if (installed.keepsProfilesInFiles) await storeProfile(host, "cooling", KEYS.kimi);
      gateway = await host.startGateway();
    });

    test("names at load what it leaves out, without its value", () => {
      const said = gateway.output.stderr + gateway.output.stdout;
      for (const api of APIS) {
        expect(said).toContain(
          `plugins.entries.provider-headers.config.providers.${providerOf(api)}.headers.X-Bad`,
        );
      }
      expect(said).toContain("models.providers.length.headers.Content-Length");
      // What the host's own client would refuse, without a name, when a message is sent.
      for (const name of ["X Y", "X-Wide", "X-Broken"]) {
        expect(said).toMatch(new RegExp(`models\\.providers\\.unsendable\\.headers.{1,3}${name}`));
      }
    });

    test("the seed's entry: Kimi answers", async () => {
      const turn = await ask("main");
      expect(turn.text).toMatch(ANSWERED_BY_KIMI);
      expect(chats(endpoints.kimi.requests)).toEqual([["claude-code/0.1.0", 200]]);
    });

    test.each(APIS)("every layer reaches the wire: %s", async (api) => {
      const turn = await ask(providerOf(api));
      expect(turn.text, gateway.output.stderr.slice(-3000)).toBe(`Answered by m-${api}.`);
      const [request] = endpoints.plainRequests(providerOf(api));
      expect(values(request)).toMatchObject({
        "x-provider": ["provider"],
        "x-layered": ["model"],
        "x-twin": ["model"],
        "x-variable": [SECRETS.variable],
        "x-override": [SECRETS.override],
        "x-override-reference": [SECRETS.reference],
        "x-model-override": [SECRETS.modelOverride],
        ...(installed.secretRefs && { "x-reference": [SECRETS.reference] }),
        ...(installed.providerRequestHeaders && { "x-request": ["request"] }),
      });
      const names = Object.keys(values(request));
      expect(names).not.toContain("x-gone");
      expect(names).not.toContain("x-bad");
      expect(names.filter((name) => name.startsWith("x-stainless-"))).toEqual([]);
    });

    test.each([
      ["a model that is not listed", "unlisted", "m-unlisted"],
      ["an id in mixed case", "mixed", "m-mixed"],
      ...(installed.secretRefs ? [["a key by reference", "by-reference", "m-by-reference"]] : []),
    ])("where hosts drop configured headers: %s", async (_, agent, asked) => {
      await ask(agent);
      const request = endpoints.plain.requests.find(({ body }) => body.includes(`"${asked}"`));
      expect(values(request)).toMatchObject({ "x-provider": ["provider"] });
    });

    test("an empty header that the host sends is taken off", async () => {
      const turn = await ask("mended");
      expect(turn.text).toBe("Answered by m-mended.");
      const [request] = endpoints.plainRequests("mended");
      expect(values(request)).toMatchObject({ "x-kept": ["kept"] });
      expect(Object.keys(values(request))).not.toContain("x-empty");
    });

    test.runIf(installed.takesUnsetVariables)(
      "a variable that is not set: named at load, and its text is not sent",
      async () => {
        const said = gateway.output.stderr + gateway.output.stdout;
        expect(said).toMatch(
          /models\.providers\.unset\.headers\.X-Unset \(.*openclaw\.json:\d+:\d+\): the environment variable PH_TEST_UNSET is not set/,
        );
        await ask("unset");
        const requests = endpoints.plainRequests("unset").map((request) => values(request));
        expect(requests.flatMap((request) => request["x-unset"] ?? [])).toEqual([]);
      },
    );

    test("a configured Content-Length hangs no turn", async () => {
      const started = Date.now();
      const turn = await ask("length");
      expect(Date.now() - started).toBeLessThan(60_000);
      expect(turn.text).toMatch(
        installed.mendsContentLength ? /^Answered by m-length/ : /Answered by|connection error/i,
      );
    });

    test("two entries with one base URL, concurrent sessions: nothing is mixed", async () => {
      await Promise.all([
        ask("tenant-a", "one"),
        ask("tenant-b", "one"),
        ask("tenant-a", "two"),
        ask("tenant-b", "two"),
      ]);
      await ask("tenant-a", "one", "again");
      const requests = endpoints.plainRequests("tenant").map((request) => values(request));
      expect(requests).toHaveLength(5);
      for (const request of requests) {
        const tenant = request["authorization"]?.[0]?.includes("tenant-a") ? "a" : "b";
        expect(request["x-tenant"]).toEqual([tenant]);
        expect(request["x-tenant-key"]).toEqual([
          tenant === "a" ? SECRETS.tenantA : SECRETS.tenantB,
        ]);
        expect(request["x-model"]).toEqual(["m-tenant"]);
      }
      const digests = requests.map((request) => request["x-session"]?.[0]);
      expect(new Set(digests).size).toBe(4);
      expect(digests).toSatisfy((all: string[]) => all.every((one) => /^[0-9a-f]{32}$/.test(one)));
      expect(digests.filter((digest) => digest === digests[4])).toHaveLength(2);
    });

    test("a page that is fetched from a provider's base URL gets no secret", async () => {
      const page = `${endpoints.plain.origin}/h-openai-completions/v1/page`;
      await gateway.call("fixture.fetch", { url: page });
      const request = endpoints.plain.requests.find(({ path }) => path.endsWith("/page"));
      expect(request).toBeDefined();
      const text = JSON.stringify(request?.rawHeaders);
      for (const secret of [SECRETS.variable, SECRETS.reference])
        expect(text).not.toContain(secret);
    });

    test("a refused client is told, with what was sent and who answered", async () => {
      const mark = gateway.output.stderr.length;
      await ask("refused-client");
      expect(endpoints.answeredInstead("refused-client")).toBe(true);
      const said = saidSince(mark);
      expect(said).toContain(
        "refused-client/k2p5 refused this client: HTTP 403 access_terminated_error",
      );
      expect(said).toMatch(
        /sent +user-agent: curl\/8\.0 +\(models\.providers\.refused-client\.headers[^)]*openclaw\.json:\d+:\d+\)/,
      );
      expect(said).toContain(
        "next      fb/instead-of-refused-client is configured to answer instead",
      );
      expect(said).toContain(
        "fb/instead-of-refused-client answered instead of refused-client/k2p5",
      );
      expect(await host.logMessages()).toContain("refused-client/k2p5 refused this client");
      const notice = "This reply is from fb/instead-of-refused-client: refused-client/k2p5 refused";
      // 2026.9.6 keeps it with the answer, and its page shows what is kept.
      const kept = { sessionKey: "agent:refused-client:main", limit: 10 };
      const shown = installed.showsPages
        ? await gateway.call("chat.history", kept)
        : (await gateway.client()).chatEvents();
      expect(JSON.stringify(shown).includes(notice)).toBe(installed.noticesInWebChat);
    });

    test.each(SHARED_APIS)("told once, whatever the host tries again: %s", async (api) => {
      const mark = gateway.output.stderr.length;
      const agent = refusedOver(api);
      // 2026.4.15 tells a web chat nothing at all of a turn that Google's api refused.
      await ask(agent, "main", "ping", 45_000).catch(() => undefined);
      expect(endpoints.failed(agent).length).toBeGreaterThan(0);
      const said = saidSince(mark);
      expect(said).toContain(`${agent}/k2p5 refused this client: HTTP 403`);
      expect(count(said, `${agent}/k2p5 refused this client: `)).toBe(1);
      expect(said).not.toContain(`${agent}/k2p5 refused this client 1 more time`);
    });

    test("a wrong key: the right report, once", async () => {
      const mark = gateway.output.stderr.length;
      await ask("wrong-key");
      expect(endpoints.answeredInstead("wrong-key")).toBe(true);
      const said = saidSince(mark);
      // 2026.9 blanks out what follows "credential:" and "authorization:" in what it prints.
      expect(said).toContain("wrong-key/k2p5 refused the credentials: HTTP 401");
      expect(said).toContain('sent      authorization "Bearer ***"   (');
      expect(count(said, "wrong-key/k2p5 refused")).toBe(1);
    });

    test("a used-up window, a rate limit, a 500 and a broken connection: no report", async () => {
      const agents = ["used-up", "rate-limited", "server-error", "reset"];
      const mark = gateway.output.stderr.length;
      await Promise.all(agents.map((agent) => ask(agent, "main", "ping", 280_000)));
      const said = saidSince(mark);
      for (const agent of agents) {
        expect(endpoints.failed(agent).length, agent).toBeGreaterThan(0);
        expect(said).not.toContain(`${agent}/k2p5 refused`);
        expect(said).not.toContain(`instead of ${agent}/k2p5`);
      }
    });

    test('onAuthFailure "stop": no other model answers', async () => {
      const mark = gateway.output.stderr.length;
      // 2026.4.15 tells a web chat nothing at all of such a turn.
      await ask("stopping", "main", "ping", 20_000).catch(() => undefined);
      expect(endpoints.failed("stopping")).toHaveLength(1);
      expect(endpoints.answeredInstead("stopping")).toBe(false);
      expect(saidSince(mark)).toContain("stopping/k2p5 refused this client");
    });

    test("after /model: told that no model answers, or who did", async () => {
      await ask("chosen", "main", "/model chosen/k2p5");
      const mark = gateway.output.stderr.length;
      await ask("chosen");
      const said = saidSince(mark);
      expect(said).toContain("chosen/k2p5 refused this client");
      expect(endpoints.answeredInstead("chosen")).toBe(!installed.staysWithChosenModel);
      expect(said).toMatch(
        installed.staysWithChosenModel
          ? /No model answered/
          : /fb\/instead-of-chosen answered instead of chosen\/k2p5/,
      );
    });

    test.runIf(installed.keepsProfilesInFiles || installed.coolsInlineKeys)(
      "a turn that sends nothing, as the key is on cool-down, says so and for how long",
      async () => {
        await ask("cooling", "one");
        const before = endpoints.failed("cooling").length;
        const mark = gateway.output.stderr.length;
        await ask("cooling", "two");
        expect(endpoints.failed("cooling")).toHaveLength(before);
        const said = saidSince(mark);
        expect(said).toContain("cooling/k2p5 was not asked");
        expect(said).toMatch(/retry +in \d+ (?:s|min) the host asks it again/);
      },
    );

    test("every report is in the log file as well", async () => {
      const log = await host.logMessages();
      const refused = ["refused-client", "wrong-key", "stopping", "chosen"];
      for (const agent of [...refused, ...SHARED_APIS.map(refusedOver)]) {
        expect(log).toContain(`${agent}/k2p5 refused`);
      }
      expect(log).toContain("fb/instead-of-refused-client answered instead of");
    });

    test("a provider that answers again: told, with what it had refused", async () => {
      const agent = refusedOver("openai-completions");
      const standIn = endpoints.failing.get(agent);
      if (standIn !== undefined) standIn.mode = "normal";
      const before = endpoints.failed(agent).length;
      const mark = gateway.output.stderr.length;
      // The host keeps a key that stands in the configuration on cool-down as well, from 2026.9 on.
      for (let attempt = 0; endpoints.failed(agent).length === before; attempt++) {
        expect(attempt).toBeLessThan(20);
        if (attempt > 0) await pause(5000);
        await ask(agent, `recovered-${attempt}`);
      }
      expect(saidSince(mark)).toMatch(
        new RegExp(`${agent}/k2p5 answers again\\. It refused this client \\d+ times? in`),
      );
    });

    test("a gateway's config.get shows no secret of our block", async () => {
      const snapshot = (await gateway.call("config.get")) as object;
      const parts = Object.entries(snapshot).map(([name, part]) => [name, JSON.stringify(part)]);
      // 2026.3.31 shows its own keys in these, and so what is ours.
      const bare = installed.version === "2026.3.31" ? ["sourceConfig", "runtimeConfig"] : [];
      const hiding = parts.filter(([, text]) => text?.includes(KEYS.kimi) !== true);
      expect(hiding).toEqual(parts.filter(([name = ""]) => !bare.includes(name)));
      const shown = JSON.stringify(hiding);
      expect(shown).toContain("provider-headers");
      for (const secret of [SECRETS.override, SECRETS.modelOverride, SECRETS.tenantA]) {
        expect(shown).not.toContain(secret);
      }
    });

    test("a changed configuration is taken by the running gateway", async () => {
      await ask("reloaded");
      expect(values(endpoints.plainRequests("reloaded").at(-1))).toMatchObject({
        "x-version": ["one"],
        "x-override-version": ["one"],
      });
      const text = JSON.stringify(await host.readConfig(), null, 2)
        .replace('"X-Version": "one"', '"X-Version": "two"')
        .replace('"X-Override-Version": "one"', '"X-Override-Version": "two"');
      await writeFile(host.configFile, text);
      for (let attempt = 0; ; attempt++) {
        await pause(3000);
        await ask("reloaded", `again-${attempt}`).catch(() => gateway.reconnect());
        const latest = values(endpoints.plainRequests("reloaded").at(-1));
        const isTaken = ["x-version", "x-override-version"].every(
          (name) => latest[name]?.[0] === "two",
        );
        if (isTaken) return;
        expect(attempt, JSON.stringify(latest)).toBeLessThan(12);
      }
    });

    test.runIf(installed.showsTheFault)(
      "switched off while the gateway runs: the host is as before",
      async () => {
        const off = { "provider-headers": { enabled: false } };
        await host.configure({ ...(await host.readConfig()), plugins: await plugins(off) });
        const isOff = () => endpoints.kimi.requests.at(-1)?.status === 403;
        endpoints.kimi.forgetRequests();
        for (let attempt = 0; !isOff(); attempt++) {
          expect(attempt).toBeLessThan(12);
          await pause(3000);
          await ask("main", `off-${attempt}`).catch(() => gateway.reconnect());
        }
        expect(userAgents(endpoints.kimi.requests).at(-1)).not.toBe("claude-code/0.1.0");
      },
    );

    test("secrets are nowhere in log, output or state", async () => {
      await gateway.stop();
      const output = gateway.output.stdout + gateway.output.stderr + (await host.logText());
      const files = await host.filesBelow(host.stateFolder);
      for (const [name, secret] of Object.entries(SECRETS)) {
        expect(output, name).not.toContain(secret);
        const holding = files
          .filter(({ path, text }) => text.includes(secret) && !isHostsOwnCopy(path))
          .map(({ path }) => path);
        expect(holding, name).toEqual([]);
      }
      for (const [name, key] of Object.entries(KEYS)) expect(output, name).not.toContain(key);
    });
  });

  describe("the command line of the host", () => {
    test("openclaw provider-headers check, explain and probe", async () => {
      await host.configure({ ...seed(), plugins: await plugins() });
      const check = await host.run(["provider-headers", "check", "--json"]);
      expect(JSON.parse(check.stdout), check.stderr).toMatchObject({
        problems: [{ severity: "warning", path: "models.providers.kimi-coding.baseUrl" }],
      });
      const explain = await host.run(["provider-headers", "explain", "kimi-coding/k2p5", "--json"]);
      expect(JSON.parse(explain.stdout), explain.stderr).toMatchObject([
        { headers: [{ name: "user-agent", value: "claude-code/0.1.0", layer: "built-in" }] },
      ]);
      const tried = ["--header", "User-Agent: curl/8.0", "kimi-coding/k2p5"];
      const probe = await host.run(["provider-headers", "probe", ...tried]);
      expect(probe.code, probe.stdout + probe.stderr).toBe(1);
      expect(probe.stdout).toMatch(/kimi-coding\/k2p5\s+refused/);
    });
  });

  describe.runIf(installed.showsTheFault)("gone again", () => {
    test("disabled: the host is as before", async () => {
      const off = { "provider-headers": { enabled: false } };
      await host.configure({ ...seed(), plugins: await plugins(off) });
      endpoints.forget();
      const result = await host.agent("disabled");
      expect(result.stdout + result.stderr).toContain("Answered by fallback-model");
      expect(result.stderr).not.toContain("refused this client");
    });

    test("uninstalled: nothing of it is left but what the host itself keeps", async () => {
      const result = await host.run(["plugins", "uninstall", "provider-headers", "--force"]);
      expect(result.code, result.stdout + result.stderr).toBe(0);
      const { entries: left } = (await host.readConfig())["plugins"] as Partial<Plugins>;
      expect(left?.["provider-headers"]).toEqual(
        installed.uninstallLeavesItOff ? { enabled: false } : undefined,
      );
      const files = await host.filesBelow(host.stateFolder);
      expect(files.filter(({ path }) => path.includes("extensions/provider-headers/"))).toEqual([]);
    });

    test("installed again: it works, or `check` says that it is off", async () => {
      const installation = await host.installPlugin(tarball);
      expect(installation.code, installation.stdout + installation.stderr).toBe(0);
      const check = await host.runInstalled("cli/main.js", ["check", "--json"]);
      const { problems } = JSON.parse(check.stdout) as { problems: { message: string }[] };
      const isOff = problems.some(({ message }) =>
        /enabled: false|switched off|is off/.test(message),
      );
      expect(isOff, check.stdout + check.stderr).toBe(installed.uninstallLeavesItOff);
      if (installed.uninstallLeavesItOff) {
        await host.run(["plugins", "enable", "provider-headers"]);
      }
      endpoints.forget();
      const result = await host.agent("again");
      expect(result.stdout + result.stderr).toMatch(ANSWERED_BY_KIMI);
    });
  });
});

/** The seed's model, and what 2026.5.12 makes of its name. */
const ANSWERED_BY_KIMI = /Answered by (k2p5|kimi-for-coding)\./;

interface Plugins {
  readonly entries: Record<string, object>;
  readonly load?: object;
}

/** Until a gateway says that it is ready. */
async function startUpTime(host: Host): Promise<number> {
  const started = Date.now();
  const gateway = await host.startGateway();
  const milliseconds = Date.now() - started;
  await gateway.stop();
  return milliseconds;
}

/** A key where a host's own set-up keeps it. */
async function storeProfile(host: Host, provider: string, key: string): Promise<void> {
  const folder = join(host.stateFolder, "agents", provider, "agent");
  await mkdir(folder, { recursive: true });
  const profiles = { [`${provider}:default`]: { type: "api_key", provider, key } };
  await writeFile(join(folder, "auth-profiles.json"), JSON.stringify({ version: 1, profiles }));
}

function values(request: ReceivedRequest | undefined): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of request?.rawHeaders ?? []) {
    (found[name.toLowerCase()] ??= []).push(value);
  }
  return found;
}

function chats(requests: readonly ReceivedRequest[]): unknown[] {
  return requests
    .filter(({ method }) => method === "POST")
    .map((request) => [values(request)["user-agent"]?.join(), request.status]);
}

function userAgents(requests: readonly ReceivedRequest[]): (string | undefined)[] {
  return requests.map((request) => values(request)["user-agent"]?.[0]);
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Where hosts keep copies of their configuration, and of the registry that they make of it. */
function isHostsOwnCopy(path: string): boolean {
  return /openclaw\.json|models\.json|catalog\.json|\.sqlite|config-audit|\.bak/.test(path);
}

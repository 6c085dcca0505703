import { existsSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import {
  type StandIn,
  STAND_IN_KEY,
  startKimiStandIn,
} from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { Host } from "./host.ts";
import { model } from "./scenarios.ts";

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const CA_FILES = [fixture("tls/ca.pem"), process.env["NODE_EXTRA_CA_CERTS"]];

/** As a user sets a Kimi Code subscription up, at the public address; the name leads to loopback within the host. */
describe.each(inject("hosts"))("OpenClaw $version, set up by `openclaw onboard`", (installed) => {
  let kimi: StandIn;
  let host: Host;

  beforeAll(async () => {
    kimi = await startKimiStandIn({
      tls: {
        key: readFileSync(fixture("tls/key.pem")),
        cert: readFileSync(fixture("tls/cert.pem")),
      },
    });
    host = await Host.create(installed);
    host.environment = {
      NODE_OPTIONS: `--require ${fixture("lead-to-loopback.cjs")}`,
      NODE_EXTRA_CA_CERTS: host.joinedFile("ca.pem", CA_FILES),
      TEST_KIMI_PORT: String(kimi.port),
    };
    // The plugin that these versions have for Kimi is a package of its own: a fixture stands for it.
    const external = { plugins: { load: { paths: [fixture("kimi-plugin")] } } };
    await host.configure(installed.kimiIsExternal ? external : {});
    const folder = ["--workspace", join(host.folder, "workspace")];
    const key = ["--auth-choice", "kimi-code-api-key", "--kimi-code-api-key", STAND_IN_KEY];
    const nothingElse = ["channels", "daemon", "health", "skills", "ui"].map(
      (part) => `--skip-${part}`,
    );
    const quiet = ["--non-interactive", "--accept-risk", "--mode", "local"];
    const result = await host.run(["onboard", ...quiet, ...key, ...folder, ...nothingElse]);
    if (result.code !== 0) throw new Error(result.stdout + result.stderr);
  });

  afterAll(async () => {
    await host?.dispose();
    await kimi?.close();
  });

  const chats = () =>
    kimi.requests
      .filter(({ method }) => method === "POST")
      .map(({ path, status, headers }) => [path.split("?")[0], status, headers["user-agent"]]);

  async function setEnabled(enabled: boolean): Promise<void> {
    const config = await host.readConfig();
    const plugins = config["plugins"] as { entries: Record<string, Record<string, unknown>> };
    const entry = { ...plugins.entries["provider-headers"], enabled };
    const entries = { ...plugins.entries, "provider-headers": entry };
    await host.configure({ ...config, plugins: { ...plugins, entries } });
  }

  /** 2026.2.19 loads no plugin for a turn that asks nobody; a gateway has loaded them by then. */
  async function toldOfCoolDown(): Promise<string> {
    if (installed.tellsLoneSkips) return (await host.agent("cooling")).stderr;
    const gateway = await host.startGateway();
    await gateway.stop();
    return gateway.output.stderr + gateway.output.stdout;
  }

  test("with the plugin Kimi answers, and nothing else was configured", async () => {
    const installation = await host.installPlugin(inject("tarball"));
    expect(installation.code, installation.stdout + installation.stderr).toBe(0);
    const result = await host.agent("onboarded");
    expect(result.stdout + result.stderr).toMatch(/Answered by \S+/);
    expect(chats()).toEqual([["/coding/v1/messages", 200, "claude-code/0.1.0"]]);
  });

  test.runIf(installed.showsTheFaultOnboarded)("without it Kimi refuses", async () => {
    await setEnabled(false);
    kimi.forgetRequests();
    await host.agent("refused");
    expect(chats().map(([, status]) => status)).toContain(403);
    expect(chats().map(([, , userAgent]) => userAgent)).not.toContain("claude-code/0.1.0");
  });

  test("the first turn after the mend, the key on cool-down: said, and when it is asked again", async () => {
    await setEnabled(true);
    await coolProfilesDown(host);
    kimi.forgetRequests();
    expect(await toldOfCoolDown()).toMatch(
      installed.tellsLoneSkips
        ? /was not asked: the host keeps it on cool-down[^]+\n +sent +nothing\n +retry +in \d+ s the host asks it again/
        : /keeps the key of \S+ on cool-down after an earlier failure and sends it nothing[^]+asked again in \d+ s/,
    );
    expect(chats()).toEqual([]);
  });

  test("the key of the sister service is told from a wrong one", async () => {
    const config = await host.readConfig();
    const provider = {
      baseUrl: "https://api.kimi.com/coding/v1",
      api: "openai-completions",
      // The shape of a Moonshot platform key, which Kimi Code does not know.
      apiKey: `sk-${"a1B2c3D4".repeat(6)}`,
      models: [model("k2p5")],
    };
    await host.configure({
      ...config,
      models: { providers: { relay: provider } },
      agents: { defaults: { model: { primary: "relay/k2p5" } } },
    });
    const { stderr } = await host.agent("sister");
    expect(stderr).toContain("relay/k2p5 refused a key that does not belong there: HTTP 401");
    expect(stderr).not.toContain("a1B2c3D4");
  });
});

/** What a host stores of its keys after a failure. */
async function coolProfilesDown(host: Host): Promise<void> {
  const cooled = {
    cooldownUntil: Date.now() + 90_000,
    errorCount: 1,
    failureCounts: { auth: 1 },
    lastFailureAt: Date.now(),
  };
  const folder = join(host.stateFolder, "agents", "main", "agent");
  const file = join(folder, "auth-profiles.json");
  if (existsSync(file)) {
    const store = JSON.parse(await readFile(file, "utf8")) as { profiles: object };
    const usageStats = Object.fromEntries(Object.keys(store.profiles).map((id) => [id, cooled]));
    await writeFile(file, JSON.stringify({ ...store, usageStats }));
    await writeFile(join(folder, "auth-state.json"), JSON.stringify({ version: 1, usageStats }));
    return;
  }
  const databases = [
    join(folder, "openclaw-agent.sqlite"),
    join(host.stateFolder, "state/openclaw.sqlite"),
  ];
  const result = await host.runScript(fixture("cool-down.cjs"), [
    JSON.stringify(cooled),
    ...databases,
  ]);
  expect(result.code, result.stderr).toBe(0);
}

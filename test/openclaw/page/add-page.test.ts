import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startKimiStandIn, STAND_IN_KEY } from "../../../src/kimi-stand-in/kimi-stand-in.ts";
import type { ControlUiTab, HostApi } from "../../../src/openclaw/host-api.ts";
import { hostCapabilities } from "../../../src/openclaw/host-capabilities.ts";
import { InstalledPlugin } from "../../../src/openclaw/installed.ts";
import { addPage } from "../../../src/openclaw/page/add-page.ts";
import { FakeHost } from "../fake-host.ts";

const LOAD = () => import("../../../src/openclaw/page/plugin-page.ts");

type Route = Parameters<NonNullable<HostApi["registerHttpRoute"]>>[0];

function added(
  version: string,
  config: unknown = {},
  { env = {}, credential }: { env?: Record<string, string>; credential?: string } = {},
) {
  const routes: Route[] = [];
  const tabs: ControlUiTab[] = [];
  const host = new FakeHost(version, config);
  const own = host.api();
  const modelAuth = { resolveApiKeyForProvider: async () => ({ apiKey: credential }) };
  const api: HostApi = {
    ...own,
    runtime: { ...own.runtime, modelAuth },
    registerHttpRoute: (route) => routes.push(route),
    session: { controls: { registerControlUiDescriptor: (tab) => tabs.push(tab) } },
  };
  const plugin = new InstalledPlugin(api, env);
  addPage(api, hostCapabilities(api), plugin, env, LOAD);
  return { host, plugin, routes, tabs };
}

test("2026.9.6: an entry in the sidebar for who may write, and a page behind the gateway's login", async () => {
  const config = {
    models: { providers: { "kimi-coding": { baseUrl: "https://api.kimi.com/coding/v1" } } },
  };
  const { host, plugin, routes, tabs } = added("2026.9.6", config);
  const [route] = routes;
  expect(routes).toMatchObject([
    { path: "/plugins/provider-headers/page", auth: "gateway", match: "exact" },
    { path: "/plugins/provider-headers/data", auth: "plugin", match: "exact" },
  ]);
  expect(tabs).toMatchObject([
    {
      surface: "tab",
      id: "provider-headers",
      label: "Provider headers",
      group: "control",
      path: route?.path,
      requiredScopes: ["operator.write"],
    },
  ]);
  const server = createServer((request, response) => void route?.handler(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const page = await (await fetch(address)).text();
    expect(page).toContain("claude-code/0.1.0");
    host.config = { models: { providers: { another: { baseUrl: "https://another.example" } } } };
    expect(await (await fetch(address)).text()).toContain("another.example");
  } finally {
    plugin.stop();
    server.close();
    server.closeAllConnections();
  }
});

test("the page asks for its state, and for a model by the key and the place that the host has", async () => {
  const standIn = await startKimiStandIn();
  const home = await mkdtemp(join(tmpdir(), "provider-headers-page-"));
  const kimi = {
    baseUrl: standIn.baseUrl,
    api: "openai-completions",
    headers: { "User-Agent": "curl/8.0" },
    models: [{ id: "k2p5" }],
  };
  const config = { models: { providers: { "kimi-coding": kimi } } };
  const env = { HOME: home, OPENCLAW_STATE_DIR: home };
  await writeFile(join(home, "openclaw.json"), JSON.stringify(config, null, 2));
  const profiles = join(home, "agents/main/agent");
  await mkdir(profiles, { recursive: true });
  const usageStats = { "kimi:default": { disabledUntil: Date.now() + 3_600_000 } };
  await writeFile(join(profiles, "auth-profiles.json"), JSON.stringify({ usageStats }));
  const { plugin, routes } = added("2026.9.6", config, { env, credential: STAND_IN_KEY });
  const server = createServer((request, response) => {
    void routes.find(({ path }) => path === request.url)?.handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/plugins/provider-headers/`;
    const page = await (await fetch(`${address}page`)).text();
    const key = /data-key="([^"]+)"/.exec(page)?.[1] ?? "";
    const ask = async (more: object) => {
      const body = new URLSearchParams({ key, ...more });
      return (await fetch(`${address}data`, { method: "POST", body })).text();
    };
    const place = "~/openclaw.json:8:11";
    expect(await ask({ probe: "kimi-coding/k2p5" })).toContain(
      `\n  sent      user-agent: curl/8.0   (models.providers.kimi-coding.headers, ${place})\n`,
    );
    expect(standIn.requests.map(({ headers }) => headers["authorization"])).toEqual([
      `Bearer ${STAND_IN_KEY}`,
    ]);
    const before = await ask({});
    expect(before).toContain(
      `<td data-label="Where">models.providers.kimi-coding.headers.User-Agent, ${place}</td>`,
    );
    expect(before).not.toContain("Not answering");
    plugin.guard.requestFailed({
      providerId: "kimi-coding",
      modelId: "k2p5",
      endpoint: `${standIn.baseUrl}/chat/completions`,
      status: 403,
      headers: {},
      body: '{"error":{"type":"access_terminated_error","message":"Kimi For Coding is currently only available for Coding Agents"}}',
      sent: [],
      keyPrefix: undefined,
    });
    const after = await ask({});
    expect(after).toContain(
      '<p class="what">refused this client: HTTP 403 access_terminated_error</p>',
    );
    expect(after).toMatch(
      /<dt>Cool-down<\/dt><dd>OpenClaw asks it again in <b>\d\d min<\/b><\/dd>/,
    );
    expect(after).toMatch(
      /<article class="error"><time [^>]*>[^<]*<\/time><pre tabindex="0">kimi-coding\/k2p5 refused this client/,
    );
  } finally {
    plugin.stop();
    server.close();
    server.closeAllConnections();
    await standIn.close();
    await rm(home, { recursive: true });
  }
});

test.each([
  ["no sidebar for plugins", { session: undefined }],
  ["nothing for plugins in its sidebar", { session: {} }],
  ["no entries of plugins in it", { session: { controls: {} } }],
  ["no routes of plugins", { registerHttpRoute: undefined }],
])("a host with %s gets none, and no error", (_what, lacking) => {
  const routes: Route[] = [];
  const tabs: ControlUiTab[] = [];
  const api = {
    ...new FakeHost("2026.9.6").api(),
    registerHttpRoute: (route: Route) => routes.push(route),
    session: { controls: { registerControlUiDescriptor: (tab: ControlUiTab) => tabs.push(tab) } },
    ...lacking,
  } as HostApi;
  const plugin = new InstalledPlugin(api, {});
  addPage(api, hostCapabilities(api), plugin, {}, LOAD);
  plugin.stop();
  expect([routes, tabs]).toEqual([[], []]);
});

test("earlier hosts, whose pages are not like that, get none", () => {
  const { plugin, routes, tabs } = added("2026.6.11");
  plugin.stop();
  expect([routes, tabs]).toEqual([[], []]);
});

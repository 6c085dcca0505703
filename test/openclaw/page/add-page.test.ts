import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { ControlUiTab, HostApi } from "../../../src/openclaw/host-api.ts";
import { hostCapabilities } from "../../../src/openclaw/host-capabilities.ts";
import { InstalledPlugin } from "../../../src/openclaw/installed.ts";
import { addPage } from "../../../src/openclaw/page/add-page.ts";
import { FakeHost } from "../fake-host.ts";

const LOAD = () => import("../../../src/openclaw/page/plugin-page.ts");

type Route = Parameters<NonNullable<HostApi["registerHttpRoute"]>>[0];

function added(version: string, config: unknown = {}) {
  const routes: Route[] = [];
  const tabs: ControlUiTab[] = [];
  const host = new FakeHost(version, config);
  const api: HostApi = {
    ...host.api(),
    registerHttpRoute: (route) => routes.push(route),
    session: { controls: { registerControlUiDescriptor: (tab) => tabs.push(tab) } },
  };
  const plugin = new InstalledPlugin(api, {});
  addPage(api, hostCapabilities(api), plugin, {}, LOAD);
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

import type { Environment } from "../../config/variables.ts";
import type { HostApi } from "../host-api.ts";
import type { HostCapabilities } from "../host-capabilities.ts";
import type { InstalledPlugin } from "../installed.ts";
import type { createPluginPage } from "./plugin-page.ts";

const PATH = "/plugins/provider-headers/page";
/** The page asks for it beside itself. */
const DATA_PATH = "/plugins/provider-headers/data";

/** Loads what the page shows, from the copy of the package that registers it. */
export type LoadPage = () => Promise<{ readonly createPluginPage: typeof createPluginPage }>;

/** Adds "Provider headers" to the sidebar of the gateway's page; what it shows is loaded when it is opened. */
export function addPage(
  api: HostApi,
  { showsPages }: HostCapabilities,
  plugin: InstalledPlugin,
  env: Environment,
  load: LoadPage,
): void {
  const controls = api.session?.controls;
  if (!showsPages || api.registerHttpRoute === undefined) return;
  if (controls?.registerControlUiDescriptor === undefined) return;
  let routes: Promise<ReturnType<typeof createPluginPage>> | undefined;
  const loaded = () => (routes ??= load().then((page) => page.createPluginPage(plugin, env)));
  api.registerHttpRoute({
    path: PATH,
    auth: "gateway",
    match: "exact",
    handler: async (request, response) => (await loaded()).page(request, response),
  });
  api.registerHttpRoute({
    path: DATA_PATH,
    auth: "plugin",
    match: "exact",
    handler: async (request, response) => (await loaded()).data(request, response),
  });
  controls.registerControlUiDescriptor({
    surface: "tab",
    id: "provider-headers",
    label: "Provider headers",
    description: "What is sent to each model provider, and which of them refuse.",
    path: PATH,
    group: "control",
    // A probe costs a token.
    requiredScopes: ["operator.write"],
  });
}

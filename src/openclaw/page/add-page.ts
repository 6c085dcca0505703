import { defaultConfigPath } from "../../config/state-folder.ts";
import type { ProviderConfig } from "../../config/provider-entries.ts";
import type { Environment } from "../../config/variables.ts";
import { createOutputScrubber } from "../../config/output-scrubber.ts";
import type { Scrub } from "../../secrets/scrubber.ts";
import type { HostApi } from "../host-api.ts";
import type { HostCapabilities } from "../host-capabilities.ts";
import type { InstalledPlugin } from "../installed.ts";
import type { ConfiguredState } from "./page-state.ts";

const PATH = "/plugins/provider-headers/page";
/** The page asks for it beside itself. */
const DATA_PATH = "/plugins/provider-headers/data";

/** Adds "Provider headers" to the sidebar of the gateway's page; what it shows is loaded when it is opened. */
export function addPage(
  api: HostApi,
  { showsPages }: HostCapabilities,
  plugin: InstalledPlugin,
  env: Environment,
): void {
  const controls = api.session?.controls;
  if (!showsPages || api.registerHttpRoute === undefined) return;
  if (controls?.registerControlUiDescriptor === undefined) return;
  let routes: ReturnType<typeof loadRoutes> | undefined;
  const loaded = () => (routes ??= loadRoutes(plugin, env));
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

async function loadRoutes(plugin: InstalledPlugin, env: Environment) {
  const { createPageRoutes } = await import("./page-route.ts");
  const { configuredState, pageState } = await import("./page-state.ts");
  const { probeText } = await import("./probe-text.ts");
  const here = { cwd: process.cwd(), env };
  let read:
    | { readonly config: ProviderConfig; readonly state: ConfiguredState; readonly scrub: Scrub }
    | undefined;
  const configured = () => {
    plugin.refresh();
    const { config } = plugin;
    if (read?.config !== config) {
      const scrub = createOutputScrubber(config.secrets);
      read = { config, scrub, state: configuredState(config, here) };
    }
    return read;
  };
  return createPageRoutes({
    now: Date.now,
    state: () => {
      const { state, scrub } = configured();
      return pageState({
        configured: state,
        scrub,
        remembered: plugin.guard.remembered(),
        coolDowns: plugin.stored.coolDowns("main"),
        reports: plugin.journal.entries,
        now: Date.now(),
      });
    },
    probe: (name) =>
      probeText(
        name,
        {
          config: plugin.hostConfig,
          file: defaultConfigPath(env),
          env,
          credential: plugin.credential,
        },
        here,
      ),
  });
}

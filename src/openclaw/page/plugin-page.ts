import type { ProviderConfig } from "../../config/provider-entries.ts";
import { defaultConfigPath } from "../../config/state-folder.ts";
import { createOutputScrubber } from "../../config/output-scrubber.ts";
import type { Environment } from "../../config/variables.ts";
import type { Scrub } from "../../secrets/scrubber.ts";
import type { InstalledPlugin } from "../installed.ts";
import { createPageRoutes } from "./page-route.ts";
import { type ConfiguredState, configuredState, pageState } from "./page-state.ts";
import { probeText } from "./probe-text.ts";

/** What the page of a running plugin shows, and what its form does. */
export function createPluginPage(plugin: InstalledPlugin, env: Environment) {
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

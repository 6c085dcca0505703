import type { HostApi } from "./host-api.ts";
import { hostBand } from "./host-band.ts";
import { registerCommandLine } from "./host-commands.ts";
import { InstalledPlugin } from "./installed.ts";
import { addReplyNotice } from "./reply-notice.ts";
import { tellRequestContext } from "./request-context.ts";
import { missingPermission, stopFallbacks } from "./stop-fallback.ts";
import { tellStoredCoolDowns } from "./stored-cool-down.ts";
import { storedState } from "./stored-state.ts";

const KEY = Symbol.for("provider-headers.openclaw");
const holder = globalThis as {
  [KEY]?: { readonly plugin: InstalledPlugin; unsubscribe: () => void };
};

/** OpenClaw's entry. Hosts call `register` 2 to 9 times in a process: hooks are set each time, all else once. */
export default {
  id: "provider-headers",
  name: "provider-headers",
  description: "Sends the headers that providers want, and tells loudly when one refuses",
  register(api: HostApi): void {
    registerCommandLine(api, process.env, {
      uninstall: () => holder[KEY]?.plugin.installation.uninstall(),
    });
    // What only asks which commands there are makes no request.
    if (api.registrationMode === "cli-metadata") return;
    try {
      attach(api);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      api.logger.error(`provider-headers: not installed, requests are as they were: ${reason}`);
    }
  },
};

function attach(api: HostApi): void {
  const plugin = installedFor(api);
  const band = hostBand(api);
  tellRequestContext(api, band, plugin.installation, (call) => {
    plugin.refresh();
    plugin.watch.callStarted(call);
  });
  if (band.opensConversations) {
    api.on("llm_output", (event) => plugin.watch.modelSpoke(event));
    tellStoredCoolDowns(api, plugin, storedState(process.env));
  }
  addReplyNotice(api, band, plugin);
  if (missingPermission(api.config, band) === undefined) stopFallbacks(api, band, plugin);
  api.registerReload?.({ noopPrefixes: ["plugins.entries.provider-headers.config"] });
}

function installedFor(api: HostApi): InstalledPlugin {
  const known = holder[KEY];
  const plugin = known?.plugin ?? new InstalledPlugin(api, process.env);
  known?.unsubscribe();
  known?.plugin.reattach(api);
  const unsubscribe = api.runtime?.events?.onAgentEvent?.((event) =>
    plugin.watch.agentEvent(event),
  );
  holder[KEY] = {
    plugin,
    unsubscribe: typeof unsubscribe === "function" ? (unsubscribe as () => void) : () => undefined,
  };
  if (known === undefined) {
    process.once("exit", () => {
      plugin.watch.close();
      plugin.guard.close();
    });
  }
  return plugin;
}

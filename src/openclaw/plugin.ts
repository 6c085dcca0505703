import { OVERRIDE_PATH } from "../config/override-settings.ts";
import { packageVersion } from "../package-files.ts";
import { processEnvironment } from "../process-environment.ts";
import { createFailOpen } from "../guard/fail-open.ts";
import type { HostApi, SetHook } from "./host-api.ts";
import { registerCommandLine } from "./host-commands.ts";
import { takeModelOutput } from "./host-events.ts";
import { InstalledPlugin } from "./installed.ts";
import { addReplyNotice } from "./reply-notice.ts";
import { announceHostCalls } from "./host-calls.ts";
import { movedSkip } from "./moved-session.ts";
import { addPage, type LoadPage } from "./page/add-page.ts";
import { addStoredNotice, keepNoticesFromModels } from "./stored-notice.ts";
import { missingPermission, stopFallbacks } from "./stop-fallback.ts";
import { restingProviderText, storedSkip } from "./stored-cool-down.ts";

/** What runs in this process; the copy of this package that started it need not be the one that reads it. */
interface Held {
  readonly version: string;
  readonly plugin: InstalledPlugin;
  /** One of each registration that a host has not ended. A registration itself holds much of its host. */
  readonly owners: Set<object>;
}

/** Of the code that runs, whatever is on the disk by now. */
const VERSION = packageVersion();

const KEY = Symbol.for("provider-headers.openclaw");
const holder = globalThis as { [KEY]?: Held };

/** What is read again with each call. `notice` is not: its hook is set when the plugin is loaded, or is not. */
const TAKEN_AT_ONCE = ["providers", "builtInDefaults"].map((key) =>
  [...OVERRIDE_PATH, key].join("."),
);

/** OpenClaw's entry. Hosts call `register` 2 to 9 times in a process: hooks are set each time, all else once. */
export default {
  id: "provider-headers",
  name: "provider-headers",
  description: "Sends the headers that providers require, and reports loudly when one refuses",
  register: (api: HostApi): void => registerPlugin(api, () => import("./page/plugin-page.ts")),
};

/** `loadPage`: 2026.9 copies the package for each registration and removes the copy after it. */
export function registerPlugin(api: HostApi, loadPage: LoadPage): void {
  registerCommandLine(api, processEnvironment(), {
    uninstall: () => holder[KEY]?.plugin.retire(),
  });
  // What only asks which commands there are makes no request.
  if (api.registrationMode === "cli-metadata") return;
  let held: Held;
  try {
    held = heldFor(api);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = `provider-headers: not installed, requests are unchanged: ${reason}`;
    createFailOpen(api.logger).log("error", text);
    return;
  }
  setHooks(api, held.plugin, loadPage);
  endWith(api, held);
}

function heldFor(api: HostApi): Held {
  const known = holder[KEY];
  if (known?.version === VERSION) {
    known.plugin.reattach(api);
    return known;
  }
  // An update in a running host: what the other version started makes room.
  known?.plugin.stop();
  return (holder[KEY] = {
    version: VERSION,
    plugin: new InstalledPlugin(api, processEnvironment()),
    owners: new Set(),
  });
}

function setHooks(api: HostApi, plugin: InstalledPlugin, loadPage: LoadPage): void {
  const { capabilities, failOpen, watch, stored } = plugin;
  const on: SetHook = (hook, handler) =>
    failOpen.attempt(`setting the hook ${hook}`, () =>
      api.on(hook, (event, context) =>
        failOpen.attempt(`the hook ${hook}`, () => handler(event, context)),
      ),
    );

  announceHostCalls(
    on,
    capabilities,
    () => plugin.installation,
    (call) => {
      plugin.refresh();
      const skipped = movedSkip(call, { watch, stored, guard: plugin.guard });
      if (skipped !== undefined) watch.callSkipped(skipped);
      watch.callStarted(call);
    },
  );
  if (capabilities.opensConversations) on("llm_output", (event) => takeModelOutput(watch, event));
  if (!capabilities.announcesCalls) {
    on("before_model_resolve", (event, context) => {
      plugin.refresh();
      const skipped = storedSkip(event, context, { watch, stored, orders: plugin });
      if (skipped !== undefined) watch.callSkipped(skipped);
    });
    const text = failOpen.attempt("looking up cool-downs", () =>
      restingProviderText(plugin, stored),
    );
    if (text !== undefined) failOpen.logOnce("warn", "resting", () => text);
  }
  // Where a plugin may add to replies, 2026.9 leaves out Telegram's preview and the progress of background tasks.
  if (plugin.config.notice === "reply") {
    addReplyNotice(on, capabilities, plugin);
    addStoredNotice(on, capabilities, plugin);
  }
  failOpen.attempt("adding a page", () =>
    addPage(api, capabilities, plugin, processEnvironment(), loadPage),
  );
  failOpen.attempt("keeping notices from models", () => keepNoticesFromModels(api, capabilities));
  if (missingPermission(api.config, capabilities) === undefined)
    stopFallbacks(on, capabilities, plugin);
  failOpen.attempt("telling what a reload may leave alone", () =>
    api.registerReload?.({ noopPrefixes: TAKEN_AT_ONCE }),
  );
}

/** The process is as it was before once the last of its registrations has ended. */
function endWith(api: HostApi, { plugin, owners }: Held): void {
  const { failOpen } = plugin;
  const owner = {};
  const release = () => {
    owners.delete(owner);
    if (owners.size === 0) failOpen.attempt("ending", () => plugin.stop());
  };
  failOpen.attempt("following the life of the plugin", () => {
    if (api.lifecycle?.onDispose !== undefined) {
      owners.add(owner);
      api.lifecycle.onDispose(release);
      return;
    }
    api.registerService?.({
      id: "provider-headers",
      start() {
        owners.add(owner);
        failOpen.attempt("starting again", () => plugin.start());
      },
      stop: release,
    });
  });
}

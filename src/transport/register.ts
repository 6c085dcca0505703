import { existsSync } from "node:fs";
import { readOpenClawConfig } from "../config/openclaw-config.ts";
import { providerConfigFrom } from "../config/provider-entries.ts";
import { defaultConfigPath, stateFolder } from "../config/state-folder.ts";
import { processEnvironment } from "../process-environment.ts";
import { problemText } from "./config-input.ts";
import { installProviderHeaders } from "./install.ts";
import { STDERR_LOGGER } from "./runtime.ts";

/*
 * The preload: `node --import provider-headers/register app.js`. Whatever is wrong with the configuration, the
 * application runs; each problem is logged in one line.
 */
const path = defaultConfigPath(processEnvironment());

try {
  if (existsSync(path)) {
    const { config, ...written } = readOpenClawConfig(path, { env: processEnvironment() });
    const read = providerConfigFrom(config, written);
    for (const problem of read.problems) STDERR_LOGGER.error(problemText(problem));
    installProviderHeaders({ config: read.config, stateFolder: stateFolder(processEnvironment()) });
  } else {
    STDERR_LOGGER.warn(
      `provider-headers: there is no configuration at ${path}, so only built-in defaults are sent; OPENCLAW_CONFIG_PATH names another`,
    );
    installProviderHeaders({ providers: {}, stateFolder: stateFolder(processEnvironment()) });
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  STDERR_LOGGER.error(`provider-headers: not installed, requests are unchanged: ${reason}`);
}

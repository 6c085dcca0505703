import { existsSync } from "node:fs";
import { join } from "node:path";
import { stateFolder } from "../config/state-folder.ts";
import { packageFile } from "../package-files.ts";
import { processEnvironment } from "../process-environment.ts";
import type { ReportReader } from "../report/report-reader.ts";

/** How the commands are run beside Node, and in an OpenClaw that has the plugin. */
export const COMMANDS = {
  node: "npx provider-headers",
  openclaw: "openclaw provider-headers",
} as const;

/** Who reads the log or the terminal of this process. */
export function installedReader(command: string = COMMANDS.node): ReportReader {
  return { command, page: command === COMMANDS.openclaw ? pluginFile : packageFile };
}

/** 2026.9 runs a copy of the package that it keeps for itself in a temporary folder; what it was installed to stays. */
function pluginFile(path: string): string {
  const state = stateFolder(processEnvironment());
  const installed = state && join(state, "extensions", "provider-headers", path);
  return installed !== undefined && existsSync(installed) ? installed : packageFile(path);
}

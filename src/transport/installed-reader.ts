import { packageFile } from "../package-files.ts";
import type { ReportReader } from "../report/report-reader.ts";

/** How the commands are run beside Node, and in an OpenClaw that has the plugin. */
export const COMMANDS = {
  node: "npx provider-headers",
  openclaw: "openclaw provider-headers",
} as const;

/** Who reads the log or the terminal of this process. */
export function installedReader(command: string = COMMANDS.node): ReportReader {
  return { command, page: packageFile };
}

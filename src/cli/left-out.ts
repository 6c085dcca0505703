import { formatConfigPath } from "../config/config-path.ts";
import { OVERRIDE_PATH } from "../config/override-settings.ts";
import type { Problem } from "../config/problem.ts";
import type { CommandIo } from "./command-io.ts";
import type { LoadedConfig } from "./config-source.ts";
import type { ModelTarget } from "./model-target.ts";
import { describeSource } from "./source-place.ts";

/** A header that cannot be sent is missing from what is shown: say so, on stderr, so that `--json` stays JSON. */
export function tellLeftOut(
  targets: readonly ModelTarget[],
  { problems }: LoadedConfig,
  io: CommandIo,
): void {
  for (const problem of problems) {
    if (problem.severity !== "error") continue;
    if (!targets.some((target) => isHeaderOf(problem, target))) continue;
    const { message, fix } = problem;
    io.stderr.write(`left out: ${describeSource(problem, io)}: ${message}. ${fix}\n`);
  }
}

function isHeaderOf({ path }: Problem, { entry }: ModelTarget): boolean {
  if (entry === undefined) return false;
  return [
    ["models", "providers", entry.id],
    [...OVERRIDE_PATH, "providers", entry.id],
  ].some((prefix) => path.startsWith(`${formatConfigPath(prefix)}.`) && path.includes("headers"));
}

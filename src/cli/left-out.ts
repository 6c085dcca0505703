import { formatConfigPath } from "../config/config-path.ts";
import { OVERRIDE_PATH } from "../config/override-settings.ts";
import type { Problem } from "../config/problem.ts";
import { canonicalProviderId } from "../providers/find.ts";
import type { CommandIo } from "./command-io.ts";
import type { LoadedConfig } from "./config-source.ts";
import type { ModelTarget } from "./model-target.ts";
import { describeSource } from "./source-place.ts";

/** A header that cannot be sent is missing from what is shown: say so, on stderr, so that `--json` stays JSON. */
export function reportLeftOut(
  targets: readonly ModelTarget[],
  { problems }: LoadedConfig,
  io: CommandIo,
): void {
  for (const problem of problems) {
    if (problem.severity !== "error") continue;
    if (problem.code === "unread-env-file") {
      io.stderr.write(`not read: ${problem.message}. ${problem.fix}\n`);
      continue;
    }
    if (!targets.some((target) => isHeaderOf(problem, target))) continue;
    const { code, message, fix } = problem;
    // Of two spellings the later one is reported, and it is the one that is sent.
    const what = code === "twin" ? "sent, and its twin left out" : "left out";
    io.stderr.write(`${what}: ${describeSource(problem, io)}: ${message}. ${fix}\n`);
  }
}

const PROVIDERS = formatConfigPath(["models", "providers"]);
const OVERRIDES = formatConfigPath([...OVERRIDE_PATH, "providers"]);

function isHeaderOf({ path }: Problem, { entry }: ModelTarget): boolean {
  if (entry === undefined) return false;
  const own = formatConfigPath(["models", "providers", entry.id]).slice(PROVIDERS.length);
  const below = path.startsWith(PROVIDERS) ? path.slice(PROVIDERS.length) : "";
  if (below.startsWith(own) && isHeaderPath(below.slice(own.length))) return true;
  // The block may call the provider by another of its names.
  const [, plain, quoted, rest = ""] =
    OVERRIDDEN.exec(path.startsWith(OVERRIDES) ? path.slice(OVERRIDES.length) : "") ?? [];
  const id = plain ?? (quoted === undefined ? undefined : (JSON.parse(quoted) as string));
  return (
    id !== undefined &&
    canonicalProviderId(id) === canonicalProviderId(entry.id) &&
    isHeaderPath(rest)
  );
}

/** The first key of a path, and the rest. */
const OVERRIDDEN = /^(?:\.([\w$-]+)|\[("(?:[^"\\]|\\.)*")\])(.*)$/s;

/** Below a provider. */
function isHeaderPath(path: string): boolean {
  return /^(?:\.models(?:\[.*?\]|\.[\w$-]+)|\.request)?\.headers(?=$|[.[])/s.test(path);
}

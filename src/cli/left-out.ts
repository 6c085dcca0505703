import { formatConfigPath } from "../config/config-path.ts";
import { OVERRIDE_PATH } from "../config/override-settings.ts";
import type { Problem } from "../config/problem.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { CommandIo } from "./command-io.ts";
import type { LoadedConfig } from "./config-source.ts";
import type { ModelTarget } from "./model-target.ts";
import { describeSource } from "./source-place.ts";

/** A header that cannot be sent is missing from what is shown: say so, on stderr, so that `--json` stays JSON. */
export function reportLeftOut(
  targets: readonly ModelTarget[],
  { config, problems }: LoadedConfig,
  io: CommandIo,
): void {
  // As they stand in the paths of problems.
  const scrub = createOutputScrubber(config.secrets);
  const entries = targets.flatMap(({ entry }) => entry ?? []);
  const shown: ShownProviders = {
    keys: new Set(entries.map(({ id }) => keyOf(scrub(id)))),
    ids: new Set(entries.map(({ id }) => canonicalProviderId(scrub(id)))),
  };
  for (const problem of problems) {
    if (problem.severity !== "error") continue;
    if (problem.code === "unread-env-file") {
      io.stderr.write(`not read: ${problem.message}. ${problem.fix}\n`);
      continue;
    }
    if (!isHeaderOf(problem, shown)) continue;
    const { code, message, fix } = problem;
    // Of two spellings the later one is reported, and it is the one that is sent.
    const what = code === "twin" ? "sent, and its other spelling left out" : "left out";
    io.stderr.write(`${what}: ${describeSource(problem, io)}: ${message}. ${fix}\n`);
  }
}

const PROVIDERS = formatConfigPath(["models", "providers"]);
const OVERRIDES = formatConfigPath([...OVERRIDE_PATH, "providers"]);

interface ShownProviders {
  /** As the first key below `models.providers` in a path. */
  readonly keys: ReadonlySet<string>;
  /** Canonical. */
  readonly ids: ReadonlySet<string>;
}

function isHeaderOf({ path }: Problem, { keys, ids }: ShownProviders): boolean {
  const [key = "", , , rest = ""] = FIRST_KEY.exec(below(PROVIDERS, path)) ?? [];
  if (keys.has(key.slice(0, key.length - rest.length)) && isHeaderPath(rest)) return true;
  // The block may call the provider by another of its names.
  const [, plain, quoted, deeper = ""] = FIRST_KEY.exec(below(OVERRIDES, path)) ?? [];
  const id = plain ?? (quoted === undefined ? undefined : (JSON.parse(quoted) as string));
  return id !== undefined && ids.has(canonicalProviderId(id)) && isHeaderPath(deeper);
}

function below(place: string, path: string): string {
  return path.startsWith(place) ? path.slice(place.length) : "";
}

function keyOf(id: string): string {
  return formatConfigPath(["models", "providers", id]).slice(PROVIDERS.length);
}

/** The first key of a path, and the rest. */
const FIRST_KEY = /^(?:\.([\w$-]+)|\[("(?:[^"\\]|\\.)*")\])(.*)/s;

/** Below a provider. */
function isHeaderPath(path: string): boolean {
  return /^(?:\.models(?:\[.*?\]|\.[\w$-]+)|\.request)?\.headers(?=$|[.[])/s.test(path);
}

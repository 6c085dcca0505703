import { providerIndex } from "../config/override-block.ts";
import type { ProviderConfig } from "../config/provider-entries.ts";
import type { BoundedMap } from "../guard/bounded-map.ts";
import { createFailOpen, type FailOpen } from "../guard/fail-open.ts";
import type { FallbackGuard, Logger } from "../guard/fallback-guard.ts";
import { type ConfigInput, readConfigInput } from "./config-input.ts";
import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import { createFallbackGuard, type FieldLogger } from "./create-fallback-guard.ts";
import type { GuardEvent } from "./guard-event.ts";
import { installedReader } from "./installed-reader.ts";
import { lightScrubber } from "./light-scrubber.ts";
import { nextModel } from "./next-model.ts";
import { createRequestPlanner, type RequestPlanner } from "./request-planner.ts";

export type RuntimeOptions = ConfigInput & {
  /** Sees the failures. By default a guard that logs to `logger`. */
  readonly guard?: FallbackGuard | undefined;
  /** By default stderr. */
  readonly logger?: FieldLogger | undefined;
  /** Gets each event of the default guard. */
  readonly onEvent?: ((event: GuardEvent) => void) | undefined;
  /** How who reads the log runs this package's commands; by default `npx provider-headers`. */
  readonly command?: string | undefined;
  /** Of OpenClaw: what is stated there once of built-in defaults is only recalled afterwards. By default each process states it. */
  readonly stateFolder?: string | undefined;
};

/** What every way of reaching requests stands on. A reload swaps the planner whole. */
export interface Runtime {
  readonly failOpen: FailOpen;
  readonly guard: FallbackGuard;
  readonly planner: RequestPlanner;
  update(config: ProviderConfig | ConfigInput): void;
  close(): void;
}

export const STDERR_LOGGER: Logger = {
  error: (text) => console.error(text),
  warn: (text) => console.error(text),
};

/** `logged`: the keys of what the process has logged once already. */
export function createRuntime(options: RuntimeOptions, logged?: BoundedMap<string>): Runtime {
  // For callers without types: what is missing is reported by its name.
  const given: FieldLogger = (options as RuntimeOptions | undefined)?.logger ?? STDERR_LOGGER;
  let scrub: Scrub = (text) => text;
  const logger: FieldLogger = {
    takesFields: given.takesFields,
    error: (text, event) => given.error(scrub(text), event),
    warn: (text, event) => given.warn(scrub(text), event),
  };
  const failOpen = createFailOpen(logger, logged);
  let config = readConfigInput(options, failOpen);
  // Here alone held with its table: a guard keeps the scrubbers of failed requests, through reloads.
  let table = createOutputScrubber(config.secrets);
  scrub = lightScrubber(config.secrets, table);
  let entries = providerIndex(config.entries);
  const statements = { reader: installedReader(options.command), stateFolder: options.stateFolder };
  let planner = createRequestPlanner(config, failOpen, scrub, statements);
  const ownGuard = options.guard === undefined;
  const guard =
    options.guard ??
    createFallbackGuard({
      logger,
      onEvent: options.onEvent,
      command: options.command,
      onAuthFailure: (id) => entries.find(id)?.onAuthFailure ?? "warn",
      nextModel: (call) => nextModel(config, call),
      scrubNames: (text) => scrub(text),
    });
  return {
    failOpen,
    guard,
    get planner() {
      return planner;
    },
    update(input) {
      const read = readConfigInput("entries" in input ? { config: input } : input, failOpen);
      const { isDeepStrictEqual } = process.getBuiltinModule("node:util");
      const isSame = isDeepStrictEqual(read.secrets, config.secrets);
      const tableRead = isSame ? table : createOutputScrubber(read.secrets);
      const scrubRead = isSame ? scrub : lightScrubber(read.secrets, tableRead);
      // Whole or not at all.
      planner = createRequestPlanner(read, failOpen, scrubRead, statements);
      config = read;
      scrub = scrubRead;
      table = tableRead;
      entries = providerIndex(config.entries);
    },
    close() {
      if (ownGuard) failOpen.attempt("closing the fallback guard", () => guard.close());
    },
  };
}

import { namedLike } from "../config/override-block.ts";
import type { ProviderConfig } from "../config/provider-entries.ts";
import { createGuest, type Guest } from "../guard/fail-open.ts";
import type { FallbackGuard, Logger } from "../guard/fallback-guard.ts";
import { type ConfigInput, readConfigInput } from "./config-input.ts";
import { createFallbackGuard } from "./create-fallback-guard.ts";
import { nextModel } from "./next-model.ts";
import { createRequestPlanner, type RequestPlanner } from "./request-planner.ts";

export type RuntimeOptions = ConfigInput & {
  /** Sees the failures. By default a guard that logs to `logger`. */
  readonly guard?: FallbackGuard | undefined;
  /** By default stderr. */
  readonly logger?: Logger | undefined;
};

/** What every way of reaching requests stands on. A reload swaps the planner whole. */
export interface Runtime {
  readonly guest: Guest;
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
export function createRuntime(options: RuntimeOptions, logged?: Set<string>): Runtime {
  const logger = options.logger ?? STDERR_LOGGER;
  const guest = createGuest(logger, logged);
  let config = readConfigInput(options, guest);
  let planner = createRequestPlanner(config, guest);
  const ownGuard = options.guard === undefined;
  const guard =
    options.guard ??
    createFallbackGuard({
      logger,
      onAuthFailure: (id) => namedLike(config.entries, id)?.onAuthFailure ?? "warn",
      nextModel: (call) => nextModel(config, call),
    });
  return {
    guest,
    guard,
    get planner() {
      return planner;
    },
    update(input) {
      config = readConfigInput("entries" in input ? { config: input } : input, guest);
      planner = createRequestPlanner(config, guest);
    },
    close() {
      if (ownGuard) guest.attempt("closing the fallback guard", () => guard.close());
    },
  };
}

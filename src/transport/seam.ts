import { namedLike } from "../config/override-block.ts";
import type { Problem } from "../config/problem.ts";
import { type ProviderConfig, providerConfigFrom } from "../config/provider-entries.ts";
import { type FallbackGuard, type Logger, type ModelCall } from "../guard/fallback-guard.ts";
import { canonicalProviderId } from "../providers/find.ts";
import { createFallbackGuard } from "./create-fallback-guard.ts";
import { createDresser, type Dresser } from "./dress-request.ts";
import type { BoundedMap } from "../guard/bounded-map.ts";
import { createFailOpen, type FailOpen } from "../guard/fail-open.ts";

/** A provider as in `models.providers.<id>` of an `openclaw.json`; keys that are not named here do not count. */
export interface ProviderInput {
  readonly baseUrl?: string | undefined;
  readonly api?: string | undefined;
  readonly apiKey?: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly models?: readonly ModelInput[] | undefined;
  readonly [key: string]: unknown;
}

export interface ModelInput {
  readonly id: string;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly [key: string]: unknown;
}

/** What is sent where: as it is written, or as `providerConfigFrom` read it. */
export type ConfigInput =
  | {
      readonly providers: Readonly<Record<string, ProviderInput>>;
      /** As `plugins.entries.provider-headers.config`. */
      readonly override?: Readonly<Record<string, unknown>> | undefined;
      /** Where `${VAR}` is read from; `process.env` by default. */
      readonly env?: Readonly<Record<string, string | undefined>> | undefined;
      readonly config?: undefined;
    }
  | { readonly config: ProviderConfig; readonly providers?: undefined };

export type SeamOptions = ConfigInput & {
  /** What is told of failures. By default a guard that speaks through `logger`. */
  readonly guard?: FallbackGuard | undefined;
  /** By default stderr. */
  readonly logger?: Logger | undefined;
};

/** What every way of reaching requests stands on. A reload swaps the dresser whole. */
export interface Seam {
  readonly guest: FailOpen;
  readonly guard: FallbackGuard;
  readonly dresser: Dresser;
  update(config: ProviderConfig | ConfigInput): void;
  close(): void;
}

export const STDERR_LOGGER: Logger = {
  error: (text) => console.error(text),
  warn: (text) => console.error(text),
};

export function prepareSeam(options: SeamOptions, logged?: BoundedMap<string>): Seam {
  const logger = options.logger ?? STDERR_LOGGER;
  const guest = createFailOpen(logger, logged);
  let config = readConfig(options, guest);
  let dresser = createDresser(config, guest);
  const ownGuard = options.guard === undefined;
  const guard =
    options.guard ??
    createFallbackGuard({
      logger,
      onAuthFailure: (id) => entryOf(config, id)?.onAuthFailure ?? "warn",
      nextModel: (call) => nextModel(config, call),
    });
  return {
    guest,
    guard,
    get dresser() {
      return dresser;
    },
    update(input) {
      config = readConfig("entries" in input ? { config: input } : input, guest);
      dresser = createDresser(config, guest);
    },
    close() {
      if (ownGuard) guest.attempt("closing the fallback guard", () => guard.close());
    },
  };
}

/** What is wrong is told and left out; the rest works. */
function readConfig(input: ConfigInput, guest: FailOpen): ProviderConfig {
  if (input.config !== undefined) return input.config;
  const { providers, override, env = process.env } = input;
  const plugins = override && { entries: { "provider-headers": { config: override } } };
  const { config, problems } = providerConfigFrom({ models: { providers }, plugins }, { env });
  for (const problem of problems) {
    guest.log(problem.severity === "error" ? "error" : "warn", problemText(problem));
  }
  return config;
}

export function problemText({ path, file, line, column, message, fix }: Problem): string {
  const place = file === undefined ? "" : ` (${[file, line, column].filter(Boolean).join(":")})`;
  return `provider-headers: ${path}${place}: ${message}; ${fix}`;
}

/** The entry that a provider's id stands for: of two entries of one provider the one that is called so. */
export function entryOf(
  { entries }: Pick<ProviderConfig, "entries">,
  id: string,
): ProviderConfig["entries"][number] | undefined {
  return namedLike(entries, id);
}

/** The model that the configuration names after this one; null for the last, undefined where it does not name this one. */
export function nextModel(
  { models: { primary, fallbacks } }: Pick<ProviderConfig, "models">,
  { providerId, modelId, wireModel }: ModelCall,
): string | null | undefined {
  // A model that was tried is not tried again.
  const order = [...new Set(primary === undefined ? fallbacks : [primary, ...fallbacks])];
  const canonical = canonicalProviderId(providerId);

  /** Where the order names the model of this call, going by one way to compare providers. */
  function placeOf(isProvider: (id: string) => boolean): number | undefined {
    const at = order.findIndex((name) => {
      const slash = name.indexOf("/");
      if (slash === -1 || !isProvider(name.slice(0, slash))) return false;
      const model = name.slice(slash + 1);
      return modelId === undefined
        ? wireModel === undefined || model === wireModel
        : model === modelId;
    });
    return at === -1 ? undefined : at;
  }

  const at =
    placeOf((id) => id === providerId) ?? placeOf((id) => canonicalProviderId(id) === canonical);
  return at === undefined ? undefined : (order[at + 1] ?? null);
}

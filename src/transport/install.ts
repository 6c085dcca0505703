import type { Problem } from "../config/problem.ts";
import { type ProviderConfig, providerConfigFrom } from "../config/provider-entries.ts";
import {
  createFallbackGuard,
  type FallbackGuard,
  type Logger,
  type ModelCall,
} from "../guard/fallback-guard.ts";
import { canonicalProviderId } from "../headers/built-in.ts";
import { createDresser } from "./dress-request.ts";
import { createGuest, type Guest } from "./guest.ts";
import { subscribeToNodeHttp } from "./node-http-channel.ts";
import {
  type AnnouncedCall,
  announceCall,
  enterContext,
  forgetContexts,
  type RequestContext,
} from "./request-context.ts";
import { type Seam, subscribeToUndici } from "./undici-channel.ts";

export type { AnnouncedCall, RequestContext } from "./request-context.ts";

/** A provider as in `models.providers.<id>` of an `openclaw.json`; keys that are not named here do not count. */
export interface ProviderInput {
  readonly baseUrl?: string;
  readonly api?: string;
  readonly apiKey?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly models?: readonly ModelInput[];
  readonly [key: string]: unknown;
}

export interface ModelInput {
  readonly id: string;
  readonly headers?: Readonly<Record<string, unknown>>;
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

export type InstallOptions = ConfigInput & {
  /** What is told of failures. By default a guard that speaks through `logger`. */
  readonly guard?: FallbackGuard | undefined;
  /** By default stderr. */
  readonly logger?: Logger | undefined;
};

export interface Installation {
  readonly guard: FallbackGuard;
  /** Swaps the plans whole; requests under way keep the old ones. */
  update(config: ProviderConfig | ConfigInput): void;
  announceCall(call: AnnouncedCall): void;
  /** For hosts without a trace: what `AsyncLocalStorage.enterWith` can carry. May be stale, and is treated so. */
  enterContext(context: RequestContext): void;
  uninstall(): void;
}

/** What runs in this process. The copy of this package that started it need not be the one that reads it. */
interface Running {
  readonly guard: FallbackGuard;
  update(config: ProviderConfig | ConfigInput): void;
  stop(): void;
}

const KEY = Symbol.for("provider-headers.installation");
const holder = globalThis as { [KEY]?: Running | undefined };

export const STDERR_LOGGER: Logger = {
  error: (text) => console.error(text),
  warn: (text) => console.error(text),
};

/**
 * Puts the configured headers on every request that this process makes to its providers, and tells of refused ones.
 * There is one installation in a process: installing again replaces configuration, guard and logger, and every handle
 * speaks to what is installed; only the newest one uninstalls.
 */
export function installProviderHeaders(options: InstallOptions): Installation {
  const running = start(options);
  holder[KEY]?.stop();
  holder[KEY] = running;
  return {
    get guard() {
      return (holder[KEY] ?? running).guard;
    },
    update: (config) => holder[KEY]?.update(config),
    announceCall,
    enterContext,
    uninstall() {
      if (holder[KEY] !== running) return;
      running.stop();
      delete holder[KEY];
      forgetContexts();
    },
  };
}

/** What both the installed and the explicit way stand on. */
export interface Prepared {
  readonly guest: Guest;
  readonly guard: FallbackGuard;
  seam(): Seam;
  update(config: ProviderConfig | ConfigInput): void;
  close(): void;
}

export function prepare(options: InstallOptions): Prepared {
  const logger = options.logger ?? STDERR_LOGGER;
  const guest = createGuest(() => logger);
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
    seam: () => ({ dresser, guard }),
    update(input) {
      config = readConfig("entries" in input ? { config: input } : input, guest);
      dresser = createDresser(config, guest);
    },
    close() {
      if (ownGuard) guest.attempt("closing the fallback guard", () => guard.close());
    },
  };
}

export function isInstalled(): boolean {
  return holder[KEY] !== undefined;
}

function start(options: InstallOptions): Running {
  const prepared = prepare(options);
  const { guard, guest, seam, update } = prepared;
  const ends = [subscribeToUndici(seam, guest), subscribeToNodeHttp(seam, guest)];
  return {
    guard,
    update,
    stop() {
      for (const end of ends) end();
      prepared.close();
    },
  };
}

/** What is wrong is told and left out; the rest works. */
function readConfig(input: ConfigInput, guest: Guest): ProviderConfig {
  if (input.config !== undefined) return input.config;
  const { providers, override, env = process.env } = input;
  const plugins = override && { entries: { "provider-headers": { config: override } } };
  const { config, problems } = providerConfigFrom({ models: { providers }, plugins }, { env });
  for (const problem of problems) {
    guest.say(problem.severity === "error" ? "error" : "warn", problemText(problem));
  }
  return config;
}

export function problemText({ path, file, line, column, message, fix }: Problem): string {
  const place = file === undefined ? "" : ` (${[file, line, column].filter(Boolean).join(":")})`;
  return `provider-headers: ${path}${place}: ${message}; ${fix}`;
}

function entryOf(
  config: ProviderConfig,
  id: string,
): ProviderConfig["entries"][number] | undefined {
  const wanted = canonicalProviderId(id);
  return config.entries.find((entry) => canonicalProviderId(entry.id) === wanted);
}

/** The model that the configuration names after this one; null for the last, undefined where it does not name this one. */
export function nextModel(
  { models: { primary, fallbacks } }: Pick<ProviderConfig, "models">,
  { providerId, modelId }: ModelCall,
): string | null | undefined {
  const order = [...(primary === undefined ? [] : [primary]), ...fallbacks];
  const wanted = canonicalProviderId(providerId);
  const at = order.findIndex((name) => {
    const slash = name.indexOf("/");
    if (slash === -1 || canonicalProviderId(name.slice(0, slash)) !== wanted) return false;
    return modelId === undefined || name.slice(slash + 1) === modelId;
  });
  return at === -1 ? undefined : (order[at + 1] ?? null);
}

import type { ProviderConfig } from "../config/provider-entries.ts";
import { BoundedMap } from "../guard/bounded-map.ts";
import { MOST_LOGGED } from "../guard/fail-open.ts";
import type { FallbackGuard } from "../guard/fallback-guard.ts";
import type { ConfigInput } from "./config-input.ts";
import { reportForeignFetch } from "./foreign-fetch.ts";
import { readFetchBodies } from "./fetch-bodies.ts";
import { subscribeToNodeHttp } from "./node-http-channel.ts";
import {
  type AnnouncedCall,
  announceCall,
  enterContext,
  forgetContexts,
  type RequestContext,
} from "./request-context.ts";
import { createRuntime, type RuntimeOptions } from "./runtime.ts";
import { subscribeToUndici } from "./undici-channel.ts";

export type InstallOptions = RuntimeOptions & {
  /**
   * Whether the global `fetch` is wrapped while models have headers, to read the model from text and bytes that it is
   * given; by default it is.
   */
  readonly readFetchBodies?: boolean | undefined;
};

export interface Installation {
  readonly guard: FallbackGuard;
  /** Replaces all plans at once; requests under way keep the old ones. */
  update(config: ProviderConfig | ConfigInput): void;
  announceCall(call: AnnouncedCall): void;
  /** For hosts without a trace: a context set by `AsyncLocalStorage.enterWith`. It may be stale, and is treated as such. */
  enterContext(context: RequestContext): void;
  uninstall(): void;
}

/** What runs in this process. The copy of this package that started it need not be the one that reads it. */
interface Running {
  readonly guard: FallbackGuard;
  /** What was logged once is not logged again by the next installation. */
  readonly logged: BoundedMap<string>;
  update(config: ProviderConfig | ConfigInput): void;
  stop(): void;
}

const KEY = Symbol.for("provider-headers.installation");
const holder = globalThis as { [KEY]?: Running | undefined };

/**
 * Puts the configured headers on every request that this process makes to its providers, and reports refused ones.
 * A process has one installation: installing again replaces configuration, guard and logger. Every handle
 * controls the current installation; only the newest one uninstalls it.
 */
export function installProviderHeaders(options: InstallOptions): Installation {
  const running = start(options, holder[KEY]?.logged ?? new BoundedMap(MOST_LOGGED));
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

export function isInstalled(): boolean {
  return holder[KEY] !== undefined;
}

function start(options: InstallOptions, logged: BoundedMap<string>): Running {
  const runtime = createRuntime(options, logged);
  const { guard } = runtime;
  reportForeignFetch(runtime.failOpen);
  const bodies = options.readFetchBodies === false ? undefined : readFetchBodies(runtime);
  const ends = [subscribeToUndici(runtime), subscribeToNodeHttp(runtime), () => bodies?.stop()];
  // What the guard has only counted would be lost with the process.
  const logTheRest = () => guard.close();
  process.once("exit", logTheRest);
  return {
    guard,
    logged,
    update(config) {
      runtime.update(config);
      bodies?.sync();
    },
    stop() {
      process.off("exit", logTheRest);
      for (const end of ends) end();
      runtime.close();
    },
  };
}

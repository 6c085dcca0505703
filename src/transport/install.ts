import type { ProviderConfig } from "../config/provider-entries.ts";
import type { FallbackGuard, Logger, ModelCall } from "../guard/fallback-guard.ts";

/** What the caller of a request tells about it. */
export interface RequestContext {
  readonly providerId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly runId?: string | undefined;
}

/** A model call that a host announces by the trace which its request will carry as `traceparent`: an exact tie. */
export interface AnnouncedCall extends ModelCall {
  readonly traceId: string;
  readonly spanId: string;
}

export interface InstallOptions {
  readonly config: ProviderConfig;
  readonly guard?: FallbackGuard | undefined;
  readonly logger: Logger;
}

export interface Installation {
  /** Swaps the plans whole; requests under way keep the old ones. */
  update(config: ProviderConfig): void;
  announceCall(call: AnnouncedCall): void;
  /** For hosts without a trace: what `AsyncLocalStorage.enterWith` can carry. May be stale, and is treated so. */
  enterContext(context: RequestContext): void;
  uninstall(): void;
}

import { onTestFinished } from "vitest";
import type {
  FallbackGuard,
  Logger,
  ModelCall,
  ObservedFailure,
} from "../../src/guard/fallback-guard.ts";
import {
  type Installation,
  installProviderHeaders,
  type InstallOptions,
} from "../../src/transport/install.ts";
import type { ConfigInput } from "../../src/transport/config-input.ts";

export interface Recording {
  /** `error ...` and `warn ...`, in order. */
  readonly said: string[];
  readonly logger: Logger;
  readonly guard: FallbackGuard;
  readonly failures: ObservedFailure[];
  readonly successes: (ModelCall & { readonly endpoint: string })[];
}

/** A logger and a guard that keep what they are told. */
export function recording(): Recording {
  const said: string[] = [];
  const failures: ObservedFailure[] = [];
  const successes: Recording["successes"][number][] = [];
  return {
    said,
    failures,
    successes,
    logger: {
      error: (text) => said.push(`error ${text}`),
      warn: (text) => said.push(`warn ${text}`),
    },
    guard: {
      requestFailed(failure) {
        failures.push(failure);
        return { kind: "not_auth", sure: true, candidates: [], rule: "none" };
      },
      requestSucceeded: (call) => void successes.push(call),
      turnEnded: () => {},
      callSkipped: () => {},
      noticeFor: () => undefined,
      decide: () => "continue",
      close: () => {},
    },
  };
}

/** Installs for one test. */
export function install(
  config: ConfigInput,
  options: Partial<Pick<InstallOptions, "guard" | "logger" | "command" | "stateFolder">> = {},
): Recording & { readonly installation: Installation } {
  const recorded = recording();
  const { guard, logger } = recorded;
  const installation = installProviderHeaders({ guard, logger, ...options, ...config });
  onTestFinished(() => installation.uninstall());
  return { ...recorded, installation };
}

/** Waits for what comes after the client has its answer. */
export async function until(reached: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!reached()) {
    if (Date.now() > end) throw new Error("did not come within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

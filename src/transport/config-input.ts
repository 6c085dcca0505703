import { processEnvironment } from "../process-environment.ts";
import type { Problem } from "../config/problem.ts";
import { type ProviderConfig, providerConfigFrom } from "../config/provider-entries.ts";
import type { FailOpen } from "../guard/fail-open.ts";

/** A provider as in `models.providers.<id>` of an `openclaw.json`; other keys are ignored. */
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
  /** An address of its own. */
  readonly baseUrl?: string | undefined;
  readonly api?: string | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly [key: string]: unknown;
}

/** The configuration: as written, or as `providerConfigFrom` returned it. */
export type ConfigInput =
  | {
      readonly providers: Readonly<Record<string, ProviderInput>>;
      /** As `plugins.entries.provider-headers.config`. */
      readonly override?: Readonly<Record<string, unknown>> | undefined;
      /** Where `${VAR}` is read from; by default the variables of this process. */
      readonly env?: Readonly<Record<string, string | undefined>> | undefined;
      readonly config?: undefined;
    }
  | { readonly config: ProviderConfig; readonly providers?: undefined };

/** What is wrong is logged and left out; the rest works. */
export function readConfigInput(input: ConfigInput, failOpen: FailOpen): ProviderConfig {
  if (input.config !== undefined) return input.config;
  const { providers, override, env = processEnvironment() } = input;
  const plugins = override && { entries: { "provider-headers": { config: override } } };
  const { config, problems } = providerConfigFrom({ models: { providers }, plugins }, { env });
  for (const problem of problems) {
    failOpen.log(problem.severity === "error" ? "error" : "warn", problemText(problem));
  }
  return config;
}

export function problemText({ path, file, line, column, message, fix }: Problem): string {
  const place = file === undefined ? "" : ` (${[file, line, column].filter(Boolean).join(":")})`;
  return `provider-headers: ${path}${place}: ${message}; ${fix}`;
}

/**
 * What `import { ... } from "provider-headers"` offers. Each example runs as it stands, without a network.
 *
 * - For all requests of a process: {@link installProviderHeaders}; for one client: {@link createProviderFetch},
 *   {@link providerHeaders}; session and model of a request: {@link withRequestContext}
 * - Headers by themselves: {@link mergeHeaders}, {@link compileHeaderPlan}, {@link applyHeaderPlan},
 *   {@link checkHeaders}, {@link LAYER_NAMES}, {@link BUILT_IN_PROVIDERS}, {@link InvalidHeadersError}
 * - Failures: {@link classifyFailure}, {@link FAILURE_KINDS}, {@link createFallbackGuard}, {@link runWithFallback},
 *   {@link NoModelAnsweredError}
 * - Configuration: {@link readOpenClawConfig}, {@link providerConfigFrom}, {@link checkConfig},
 *   {@link ConfigReadError}; as zod schemas: {@link headersSchema}, {@link withProviderHeaders}
 *
 * What it works with, each tried by a test:
 *
 * | | |
 * |---|---|
 * | Node | 20.19, 22.12 or newer. Bun and Deno: {@link createProviderFetch}. |
 * | CommonJS | `require("provider-headers")` gives the same module as `import`; TypeScript's `module` may be `commonjs`, `node16` or `nodenext`. |
 * | TypeScript | 5.4 or newer; 5.0 with `skipLibCheck: true`, as zod's types use `NoInfer`. |
 * | jest 30 | With `NODE_OPTIONS=--experimental-vm-modules`. `import` in ES modules; in CommonJS `await import("provider-headers")` in place of `require`, which jest has for ES modules from Node 24.9 on ("Must use import to load ES Module" before). |
 * | zod | {@link withProviderHeaders} takes schemas of zod 4 (4.0 to 4.6, `zod/mini`) and of zod 3 (3.25, `zod/v4` too). |
 *
 * @packageDocumentation
 */
export { type CheckOptions } from "./config/check-config.ts";
export { ConfigReadError } from "./config/config-read-error.ts";
export { headersSchema, type HeadersSchemaOptions } from "./config/headers-schema.ts";
export type { EntrySchema, SchemaWithHeaders } from "./config/with-provider-headers.ts";
export { type OpenClawConfigFile } from "./config/openclaw-config.ts";
export type { Problem } from "./config/problem.ts";
export {
  type AuthFailurePolicy,
  type ModelEntry,
  type ProviderConfig,
  type ProviderEntry,
} from "./config/provider-entries.ts";
export {
  type Classification,
  type Failure,
  type FailureKind,
} from "./diagnosis/classify-failure.ts";
export {
  type Clock,
  type EndedTurn,
  type FallbackGuard,
  type Logger,
  type ModelCall,
  type ObservedFailure,
  type SentHeader,
  type SkippedCall,
} from "./guard/fallback-guard.ts";
export {
  type Candidate,
  type FailedAttempt,
  type FallbackOptions,
  type FallbackResult,
  NoModelAnsweredError,
} from "./transport/run-with-fallback.ts";
export { type ApplyOptions } from "./headers/apply-plan.ts";
export type { FieldList } from "./headers/field-list.ts";
export type { BuiltInProvider } from "./providers/find.ts";
export { type CheckHeadersOptions } from "./headers/check-header.ts";
export type { HeaderFault } from "./headers/header-fault.ts";
export type { HeaderLayer, HeaderSource, HeaderValue, LayerName } from "./headers/header-layer.ts";
export { type HeaderPlan, InvalidHeadersError } from "./headers/header-plan.ts";
export { type MergedHeaders } from "./headers/merge-headers.ts";
export type { PlaceholderValues } from "./headers/placeholders.ts";
export { type FieldLogger, type GuardOptions } from "./transport/create-fallback-guard.ts";
export type { GuardEvent } from "./transport/guard-event.ts";
export type { ConfigInput, ModelInput, ProviderInput } from "./transport/config-input.ts";
export type { ExplicitOptions } from "./transport/explicit-call.ts";
export { type Installation, type InstallOptions } from "./transport/install.ts";
export { type AnnouncedCall, type RequestContext } from "./transport/request-context.ts";
export {
  applyHeaderPlan,
  checkConfig,
  checkHeaders,
  classifyFailure,
  compileHeaderPlan,
  createFallbackGuard,
  createProviderFetch,
  installProviderHeaders,
  mergeHeaders,
  providerConfigFrom,
  providerHeaders,
  readOpenClawConfig,
  runWithFallback,
  withProviderHeaders,
  withRequestContext,
} from "./public-functions.ts";
export { BUILT_IN_PROVIDERS, FAILURE_KINDS, LAYER_NAMES } from "./public-tables.ts";

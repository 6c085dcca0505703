export { checkConfig, type CheckOptions } from "./config/check-config.ts";
export { ConfigReadError } from "./config/config-read-error.ts";
export {
  headersSchema,
  type HeadersSchemaOptions,
  withProviderHeaders,
} from "./config/headers-schema.ts";
export { type OpenClawConfigFile, readOpenClawConfig } from "./config/openclaw-config.ts";
export type { Problem } from "./config/problem.ts";
export {
  type AuthFailurePolicy,
  type ModelEntry,
  type ProviderConfig,
  providerConfigFrom,
  type ProviderEntry,
} from "./config/provider-entries.ts";
export {
  type Classification,
  classifyFailure,
  type Failure,
  FAILURE_KINDS,
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
  runWithFallback,
} from "./transport/run-with-fallback.ts";
export { applyHeaderPlan, type ApplyOptions } from "./headers/apply-plan.ts";
export type { FieldList } from "./headers/field-list.ts";
export { BUILT_IN_PROVIDERS, type BuiltInProvider } from "./providers/find.ts";
export { checkHeaders, type CheckHeadersOptions } from "./headers/check-header.ts";
export type { HeaderFault } from "./headers/header-fault.ts";
export type { HeaderLayer, HeaderSource, HeaderValue, LayerName } from "./headers/header-layer.ts";
export { LAYER_NAMES } from "./headers/precedence.ts";
export { compileHeaderPlan, type HeaderPlan, InvalidHeadersError } from "./headers/header-plan.ts";
export { type MergedHeaders, mergeHeaders } from "./headers/merge-headers.ts";
export type { PlaceholderValues } from "./headers/placeholders.ts";
export {
  createFallbackGuard,
  type FieldLogger,
  type GuardOptions,
} from "./transport/create-fallback-guard.ts";
export type { GuardEvent } from "./transport/guard-event.ts";
export type { ConfigInput, ModelInput, ProviderInput } from "./transport/config-input.ts";
export type { ExplicitOptions } from "./transport/explicit-call.ts";
export {
  type Installation,
  installProviderHeaders,
  type InstallOptions,
} from "./transport/install.ts";
export { createProviderFetch } from "./transport/provider-fetch.ts";
export {
  type AnnouncedCall,
  type RequestContext,
  withRequestContext,
} from "./transport/request-context.ts";
export { providerHeaders } from "./transport/undici-interceptor.ts";

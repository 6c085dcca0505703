export { type CheckOptions } from "./config/check-config.ts";
export { ConfigReadError } from "./config/config-read-error.ts";
export { headersSchema, type HeadersSchemaOptions } from "./config/headers-schema.ts";
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
} from "./transport/run-with-fallback.ts";
export { type ApplyOptions } from "./headers/apply-plan.ts";
export type { FieldList } from "./headers/field-list.ts";
export { BUILT_IN_PROVIDERS, type BuiltInProvider } from "./providers/find.ts";
export { type CheckHeadersOptions } from "./headers/check-header.ts";
export type { HeaderFault } from "./headers/header-fault.ts";
export type { HeaderLayer, HeaderSource, HeaderValue, LayerName } from "./headers/header-layer.ts";
export { LAYER_NAMES } from "./headers/precedence.ts";
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

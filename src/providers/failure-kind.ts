export const FAILURE_KINDS = [
  "invalid_credentials",
  "client_rejected",
  "wrong_endpoint_or_key",
  "permission",
  "billing",
  "rate_limit",
  "not_auth",
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

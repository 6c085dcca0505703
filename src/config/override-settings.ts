/** Our own block in `openclaw.json`: takes what the host's schema refuses elsewhere. */
export const OVERRIDE_PATH = ["plugins", "entries", "provider-headers", "config"] as const;

export const AUTH_FAILURE_POLICIES = ["warn", "stop"] as const;

/** Where a user reads that another model answered: in the reply as well, or in the log only. */
export const NOTICES = ["reply", "log"] as const;

/** What each object of the block may hold. */
export const OVERRIDE_KEYS = {
  block: ["providers", "builtInDefaults", "notice"],
  provider: ["headers", "models", "baseUrl", "onAuthFailure", "builtInDefaults"],
  model: ["headers"],
} as const;

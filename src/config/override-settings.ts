/** Our own block in `openclaw.json`: takes what the host's schema refuses elsewhere. */
export const OVERRIDE_PATH = ["plugins", "entries", "provider-headers", "config"] as const;

export const AUTH_FAILURE_POLICIES = ["warn", "stop"] as const;

/** Where a user reads that another model answered: in the reply as well, or in the log only. */
export const NOTICES = ["reply", "log"] as const;

/** What an object of the block may hold, by key. */
export interface Settings {
  readonly [key: string]: Setting;
}

/**
 * `text` is what the schemas say of it; `label` its title in a form, `example` what is written there, `default` what
 * counts where nothing is.
 */
export type Setting = {
  readonly text: string;
  readonly label: string;
  readonly example?: string;
  readonly default?: boolean | string;
} & (
  | { readonly kind: "headers" | "text" | "switch" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  /** Objects by a name that the user chose, of what `each` says. */
  | {
      readonly kind: "named";
      readonly each: Settings;
      /** What stands in a list elsewhere is likely to be written as one here. */
      readonly listedIn?: string | undefined;
    }
);

const HEADERS = {
  kind: "headers",
  label: "Headers",
  text: "Wins over all headers of models.providers; null removes a header.",
  example: '{"X-Title": "mine", "x-stainless-*": null}',
} as const;

const BUILT_IN_DEFAULTS = {
  kind: "switch",
  label: "Built-in default headers",
  text: "Whether to send headers that a known provider requires and nobody configured.",
} as const;

const PROVIDER_SETTINGS = {
  headers: HEADERS,
  models: {
    kind: "named",
    each: { headers: HEADERS },
    listedIn: "models.providers",
    label: "Models",
    text: "By model id.",
    example: '{"k2p5": {"headers": {"X-Title": "mine"}}}',
  },
  baseUrl: {
    kind: "text",
    label: "Base URL",
    example: "https://relay.example/v1",
    text: "Where the requests of this provider go, if models.providers has no entry for it.",
  },
  onAuthFailure: {
    kind: "choice",
    values: AUTH_FAILURE_POLICIES,
    default: "warn",
    label: "On an authentication failure",
    text: "When a provider refuses the key or the client: another model answers, or none.",
  },
  builtInDefaults: BUILT_IN_DEFAULTS,
} as const satisfies Settings;

/** All that the block may hold: its reader and its schemas are made from this table. */
export const OVERRIDE_SETTINGS = {
  providers: {
    kind: "named",
    each: PROVIDER_SETTINGS,
    label: "Providers",
    text: "By provider id.",
  },
  builtInDefaults: { ...BUILT_IN_DEFAULTS, default: true },
  notice: {
    kind: "choice",
    values: NOTICES,
    default: "reply",
    label: "Notice that another model answered",
    text: "Where to report that another model answered: in the reply and the log, or only in the log.",
  },
} as const satisfies Settings;

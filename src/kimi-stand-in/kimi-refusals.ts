/** What a stand-in answers instead of a completion: one row of the table below, or an answer of the caller's making. */
export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A string is sent as it is (an HTML page, nothing at all), anything else as JSON. */
  readonly body: unknown;
}

interface KimiError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ENGLISH_ERROR_PAGE =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n" +
  "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/**
 * How Kimi Code refuses. Statuses and texts: https://www.kimi.com/code/docs/en/kimi-code/error-reference.html
 * (read 2026-11); the types are not on that page, they come from the reports named beside each row.
 */
export const KIMI_ERRORS = {
  // MoonshotAI/kimi-cli #1088, 2026-02-10.
  unknown_key: {
    status: 401,
    type: "invalid_authentication_error",
    message:
      "The API Key appears to be invalid or may have expired. Please verify your credentials and try again.",
  },
  // openclaw/openclaw #8803, 2026-02-04; #42499, 2026-03-10; MoonshotAI/kimi-code #414, 2026-06-04.
  unknown_client: {
    status: 403,
    type: "access_terminated_error",
    message:
      "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.",
  },
  // The same type, another cause: openclaw/openclaw #142656, 2026-09; MoonshotAI/kimi-code #3014, 2026-08-17.
  used_up_window: {
    status: 403,
    type: "access_terminated_error",
    message:
      "You've reached your usage limit for this billing cycle. Your quota will be refreshed in the next cycle. " +
      "To continue now, purchase extra usage or upgrade your plan: https://www.kimi.com/code/#pricing",
  },
  // The status is the error reference's, the type a guess after its neighbours; relayed in anomalyco/opencode #29207.
  no_membership: {
    status: 402,
    type: "access_terminated_error",
    message:
      "We're unable to verify your membership benefits at this time. Please ensure your membership is active.",
  },
  // MoonshotAI/kimi-cli #901. `retry-after` is this stand-in's own.
  too_many_requests: {
    status: 429,
    type: "rate_limit_reached_error",
    message: "We're receiving too many requests at the moment. Please wait a moment and try again.",
    headers: { "retry-after": "1" },
  },
  // earendil-works/pi #3494, 2026; also shown for a refused client (MoonshotAI/kimi-code #636, 2026-06-10).
  overloaded: {
    status: 429,
    type: "rate_limit_error",
    message: "The engine is currently overloaded, please try again later",
  },
  server_error: {
    status: 500,
    type: "server_error",
    message: "The server had an error while processing your request",
  },
} as const satisfies Record<string, KimiError>;

export type KimiErrorName = keyof typeof KIMI_ERRORS;

/** `/chat/completions` speaks OpenAI's error shape, `/messages` Anthropic's, which has a `type` around it. */
export function kimiRefusal(name: KimiErrorName, shape: "openai" | "anthropic"): Refusal {
  const { status, type, message, headers }: KimiError = KIMI_ERRORS[name];
  const error = { message, type };
  return { status, headers, body: shape === "anthropic" ? { type: "error", error } : { error } };
}

/** A gateway in front of the provider that is down: HTML, no JSON. */
export const BAD_GATEWAY: Refusal = {
  status: 502,
  headers: { "content-type": "text/html", server: "nginx" },
  body: ENGLISH_ERROR_PAGE,
};

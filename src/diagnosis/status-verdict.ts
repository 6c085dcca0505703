import type { FailureKind } from "./failure.ts";

/** What a failure means, before the report's code and message are put beside it. */
export interface Verdict {
  readonly kind: FailureKind;
  /** The kinds that remain, likeliest first; absent where the evidence decides. */
  readonly candidates?: readonly FailureKind[] | undefined;
  readonly rule: string;
  /** The request header that the provider looks at, lower case. */
  readonly header?: string | undefined;
}

/** Cloudflare's own numbers, https://developers.cloudflare.com/support/troubleshooting/http-status-codes/, 2026-11. */
const CLOUDFLARE_NUMBERS: ReadonlyMap<number, Omit<Verdict, "rule">> = new Map([
  [1006, { kind: "permission" }],
  [1007, { kind: "permission" }],
  [1008, { kind: "permission" }],
  [1009, { kind: "permission" }],
  [1010, { kind: "client_rejected", header: "user-agent" }],
  [1015, { kind: "rate_limit" }],
  // A rule of the site's own: it may look at anything.
  [
    1020,
    {
      kind: "client_rejected",
      candidates: ["client_rejected", "permission"],
      header: "user-agent",
    },
  ],
]);

/** The rest of Cloudflare's numbers are about the server behind it. */
export function numberVerdict(number: number): Verdict {
  const known = CLOUDFLARE_NUMBERS.get(number) ?? { kind: "not_auth" };
  return { ...known, rule: `cloudflare:${number}` };
}

export function headerVerdict(
  headers: ReadonlyMap<string, string>,
  status: number | undefined,
): Verdict | undefined {
  if (headers.get("cf-mitigated") === "challenge") {
    return { kind: "client_rejected", rule: "header:cf-mitigated", header: "user-agent" };
  }
  // RFC 6750 section 3.1.
  const challenge = headers.get("www-authenticate") ?? "";
  if (/error="?insufficient_scope/iu.test(challenge)) {
    return { kind: "permission", rule: "header:www-authenticate" };
  }
  if (/error="?invalid_token/iu.test(challenge)) {
    return { kind: "invalid_credentials", rule: "header:www-authenticate" };
  }
  // GitHub and others answer 403 where an allowance is used up.
  if (status === 403 && headers.get("x-ratelimit-remaining") === "0") {
    return { kind: "rate_limit", rule: "header:x-ratelimit-remaining" };
  }
  return undefined;
}

const PROXY_SERVER = /squid|zscaler|bluecoat|blue coat|mcafee web gateway|mwg/iu;

/** A proxy on the way: its own status (RFC 9110 section 15.5.8), or a field that only proxies send. */
export function proxyVerdict(
  headers: ReadonlyMap<string, string>,
  status: number | undefined,
): Verdict | undefined {
  const isProxy =
    status === 407 ||
    headers.has("proxy-authenticate") ||
    headers.has("x-squid-error") ||
    PROXY_SERVER.test(headers.get("server") ?? "");
  return isProxy ? { kind: "not_auth", rule: "proxy" } : undefined;
}

/** Under these a text that no rule knows may still be a refusal. */
const MAY_REFUSE: ReadonlySet<number | undefined> = new Set([
  undefined,
  200,
  400,
  405,
  406,
  409,
  412,
  418,
  428,
  466,
]);

/**
 * The status alone, where nothing else decides.
 * @param isWordless The provider said nothing that its status does not say.
 * @param isUntold Nor did an SDK or agent.
 */
export function statusVerdict(
  status: number | undefined,
  isWordless: boolean,
  isUntold: boolean,
): Verdict {
  const rule = `status:${status ?? "none"}`;
  switch (status) {
    case 401: {
      const candidates = [
        "invalid_credentials",
        "wrong_endpoint_or_key",
        "client_rejected",
      ] as const;
      return { kind: "invalid_credentials", candidates, rule };
    }
    case 402: {
      return { kind: "billing", rule };
    }
    case 403: {
      // An API that refuses gives a reason; what refuses without one stands in front of it and looks at the client.
      const candidates = isWordless
        ? (["client_rejected", "permission", "invalid_credentials"] as const)
        : (["permission", "client_rejected", "invalid_credentials"] as const);
      return { kind: candidates[0], candidates, rule };
    }
    case 426: {
      const candidates = ["client_rejected", "not_auth"] as const;
      return isWordless && isUntold
        ? { kind: "client_rejected", candidates, rule }
        : { kind: "client_rejected", rule };
    }
    case 429: {
      return { kind: "rate_limit", candidates: ["rate_limit", "billing"], rule };
    }
    case 451: {
      return { kind: "permission", rule };
    }
    default: {
      if ((isWordless && isUntold) || !MAY_REFUSE.has(status)) return { kind: "not_auth", rule };
      return { kind: "not_auth", candidates: ["not_auth", "client_rejected", "permission"], rule };
    }
  }
}

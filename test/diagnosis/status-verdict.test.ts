import { describe, expect, it } from "vitest";

import type { FailureKind } from "../../src/diagnosis/failure.ts";
import {
  headerVerdict,
  numberVerdict,
  proxyVerdict,
  statusVerdict,
} from "../../src/diagnosis/status-verdict.ts";

describe("numberVerdict", () => {
  it.each<[number, FailureKind]>([
    [1006, "permission"],
    [1007, "permission"],
    [1008, "permission"],
    [1009, "permission"],
    [1015, "rate_limit"],
    [1033, "not_auth"],
    [1101, "not_auth"],
    [520, "not_auth"],
    [530, "not_auth"],
  ])("%i: %s", (number, kind) => {
    expect(numberVerdict(number)).toEqual({ kind, rule: `cloudflare:${number}` });
  });

  it("1010 and 1020 look at the client, 1020 perhaps at something else", () => {
    expect(numberVerdict(1010)).toEqual({
      kind: "client_rejected",
      rule: "cloudflare:1010",
      header: "user-agent",
    });
    expect(numberVerdict(1020)).toEqual({
      kind: "client_rejected",
      candidates: ["client_rejected", "permission"],
      rule: "cloudflare:1020",
      header: "user-agent",
    });
  });
});

describe("headerVerdict", () => {
  const byHeader = (name: string, value: string, status: number) =>
    headerVerdict(new Map([[name, value]]), status);

  it.each(['Bearer error="insufficient_scope"', "bearer ERROR=insufficient_scope, scope=pets"])(
    "a scope that is missing: %s",
    (challenge) => {
      expect(byHeader("www-authenticate", challenge, 403)).toEqual({
        kind: "permission",
        rule: "header:www-authenticate",
      });
    },
  );

  it.each(['Bearer realm="pets", error="invalid_token"', "Bearer error=invalid_token"])(
    "a token that is refused: %s",
    (challenge) => {
      expect(byHeader("www-authenticate", challenge, 401)).toEqual({
        kind: "invalid_credentials",
        rule: "header:www-authenticate",
      });
    },
  );

  it("Cloudflare's challenge", () => {
    expect(byHeader("cf-mitigated", "challenge", 403)).toEqual({
      kind: "client_rejected",
      rule: "header:cf-mitigated",
      header: "user-agent",
    });
  });

  it("an allowance that is used up, under 403", () => {
    expect(byHeader("x-ratelimit-remaining", "0", 403)).toEqual({
      kind: "rate_limit",
      rule: "header:x-ratelimit-remaining",
    });
  });

  it.each<[string, string, number]>([
    ["www-authenticate", 'Bearer realm="pets"', 401],
    ["www-authenticate", 'Bearer error="invalid_request"', 401],
    ["cf-mitigated", "none", 403],
    ["x-ratelimit-remaining", "1", 403],
    ["x-ratelimit-remaining", "0", 401],
    ["content-type", "text/plain", 403],
  ])("%s: %s under %i says nothing", (name, value, status) => {
    expect(byHeader(name, value, status)).toBeUndefined();
  });
});

describe("proxyVerdict", () => {
  it.each<[string, string]>([
    ["proxy-authenticate", "Basic"],
    ["x-squid-error", "ERR_ACCESS_DENIED 0"],
    ["server", "squid/5.7"],
    ["server", "Zscaler/6.2"],
    ["server", "BlueCoat"],
    ["server", "Blue Coat ProxySG"],
    ["server", "McAfee Web Gateway 12"],
    ["server", "MWG"],
  ])("%s: %s is a proxy's", (name, value) => {
    expect(proxyVerdict(new Map([[name, value]]), 403)).toEqual({
      kind: "not_auth",
      rule: "proxy",
    });
  });

  it("407 is a proxy's, another server's name and 403 are not", () => {
    expect(proxyVerdict(new Map(), 407)).toEqual({ kind: "not_auth", rule: "proxy" });
    expect(proxyVerdict(new Map([["server", "cloudflare"]]), 403)).toBeUndefined();
  });
});

describe("statusVerdict", () => {
  /** With nothing said, with the words of an SDK alone, and with the provider's words. */
  const verdicts = (status: number | undefined) => [
    statusVerdict(status, true, true),
    statusVerdict(status, true, false),
    statusVerdict(status, false, false),
  ];

  it.each<[number, FailureKind, FailureKind[] | undefined]>([
    [
      401,
      "invalid_credentials",
      ["invalid_credentials", "wrong_endpoint_or_key", "client_rejected"],
    ],
    [402, "billing", undefined],
    [429, "rate_limit", ["rate_limit", "billing"]],
    [451, "permission", undefined],
    [404, "not_auth", undefined],
    [413, "not_auth", undefined],
    [500, "not_auth", undefined],
  ])("%i: %s, whatever was said", (status, kind, candidates) => {
    const verdict = { kind, candidates, rule: `status:${status}` };
    expect(verdicts(status)).toEqual([verdict, verdict, verdict]);
  });

  it("403 with no reason of the provider's looks at the client", () => {
    const rule = "status:403";
    const client = {
      kind: "client_rejected",
      candidates: ["client_rejected", "permission", "invalid_credentials"],
      rule,
    };
    const reasoned = {
      kind: "permission",
      candidates: ["permission", "client_rejected", "invalid_credentials"],
      rule,
    };
    expect(verdicts(403)).toEqual([client, client, reasoned]);
  });

  it("426 with a word of anybody's is about the client", () => {
    const sure = { kind: "client_rejected", rule: "status:426" };
    expect(verdicts(426)).toEqual([
      { ...sure, candidates: ["client_rejected", "not_auth"] },
      sure,
      sure,
    ]);
  });

  it.each([undefined, 200, 400, 405, 406, 409, 412, 418, 428, 466])(
    "%s may be a refusal in words that no rule knows",
    (status) => {
      const silent = { kind: "not_auth", rule: `status:${status ?? "none"}` };
      const told = { ...silent, candidates: ["not_auth", "client_rejected", "permission"] };
      expect(verdicts(status)).toEqual([silent, told, told]);
      expect(statusVerdict(status, false, true)).toEqual(told);
    },
  );
});

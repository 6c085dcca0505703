import { describe, expect, it } from "vitest";

import { CODE_MEANINGS, codeForms, squashCode } from "../../src/diagnosis/code-meanings.ts";
import type { FailureKind } from "../../src/diagnosis/failure.ts";

describe("a code that names a cause", () => {
  it.each<[FailureKind, string[]]>([
    ["invalid_credentials", ["invalid_api_key", "key_expired", "ExpiredTokenException"]],
    ["client_rejected", ["unsupported_client", "client_outdated", "captcha_required"]],
    ["wrong_endpoint_or_key", ["incompatible_api_key", "wrong_region"]],
    ["permission", ["unsupported_country", "account_suspended", "insufficient_scope"]],
    ["billing", ["insufficient_quota", "payment_required", "credits_exhausted"]],
    ["rate_limit", ["rate_limit_exceeded", "too_many_requests", "slow_down"]],
    ["not_auth", ["context_length_exceeded", "content_filter", "gateway_timeout"]],
  ])("means %s: %j", (kind, codes) => {
    for (const code of codes)
      expect(CODE_MEANINGS.get(squashCode(code))).toEqual({ kind, isCause: true });
  });
});

describe("a class of codes", () => {
  it.each<[FailureKind, string[]]>([
    ["invalid_credentials", ["authentication_error", "UnauthorizedError"]],
    ["client_rejected", ["invalid_client", "unauthorized_client"]],
    ["permission", ["permission_denied", "not_authorized"]],
    ["rate_limit", ["quota_exceeded", "resource_exhausted"]],
    ["not_auth", ["not_found_error", "invalid_argument", "APITimeoutError"]],
  ])("means %s: %j", (kind, codes) => {
    for (const code of codes)
      expect(CODE_MEANINGS.get(squashCode(code))).toEqual({ kind, isCause: false });
  });
});

it("what is written in punctuation alone is no code", () => {
  expect(CODE_MEANINGS.has(squashCode("..."))).toBe(false);
});

it.each<[code: string, forms: string[]]>([
  ["invalid_api_key", ["invalidapikey"]],
  ["INVALID-API-KEY", ["invalidapikey"]],
  ["InvalidApiKey", ["invalidapikey"]],
  ["AuthFailure.SignatureExpire", ["authfailuresignatureexpire", "authfailure", "signatureexpire"]],
  [
    "unauthenticated:bad-credentials",
    ["unauthenticatedbadcredentials", "unauthenticated"].concat("badcredentials"),
  ],
  ["无权限_403", ["无权限403"]],
])("the forms of %s", (code, forms) => {
  expect(codeForms(code)).toEqual(forms);
});

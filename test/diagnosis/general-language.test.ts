import { readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { CODE_MEANINGS, codeForms, squashCode } from "../../src/diagnosis/code-meanings.ts";
import { generalRules } from "../../src/diagnosis/general-language.ts";
import type { GeneralRule } from "../../src/diagnosis/language/general-rule.ts";
import * as languages from "../../src/diagnosis/language/other-languages/list.ts";

const GENERAL_RULES = generalRules();

/** Every table of the folder, whether it is heard or not. */
const FOLDER = join(import.meta.dirname, "../../src/diagnosis/language");
const ENGLISH = (
  await Promise.all(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith("-language.ts"))
      .map(
        (file) =>
          import(join(FOLDER, file)) as Promise<Record<string, () => readonly GeneralRule[]>>,
      ),
  )
).flatMap((tables) => Object.values(tables));

describe("the general language", () => {
  it("is heard whole, each rule once", () => {
    const names = ENGLISH.flatMap((table) => table()).map(({ name }) => name);
    expect(GENERAL_RULES.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(new Set(names).size).toBe(names.length);
  });

  it("is matched in this order, each rule at a rank of its own", () => {
    expect(new Set(GENERAL_RULES.map(({ rank }) => rank)).size).toBe(GENERAL_RULES.length);
    expect(GENERAL_RULES.map(({ name }) => name)).toEqual([
      "network-proxy",
      "file-system",
      "other-keys",
      "other-tokens",
      "request-pointer",
      "fetched-for-the-request",
      "other-versions",
      "other-protocol",
      "client-version",
      "client-allow-list",
      "bot-check",
      "fair-use",
      "banned-for-abuse",
      "content-policy",
      "context-length",
      "network",
      "cut-off",
      "region",
      "plan-key",
      "plan-lacks-model",
      "holder-lacks-model",
      "signature-mismatch",
      "media-type",
      "model-or-access",
      "named-permission",
      "header-malformed",
      "key-header-missing",
      "key-not-verified",
      "header-value",
      "invalid-request",
      "model-not-found",
      "model-withdrawn",
      "overloaded",
      "client-address",
      "client-refused",
      "client-outdated",
      "client-blocked-at-the-edge",
      "rate",
      "overload-as-rate",
      "paid-limit",
      "window-opens-again",
      "key-or-credit",
      "billing",
      "usage-window",
      "usage-window-passed-on",
      "upgrade-hint",
      "redirected",
      "key-or-address",
      "other-service",
      "not-logged-in",
      "holder-may-not",
      "credential-missing",
      "holder-blocked",
      "credential-refused",
      "key-not-authorized",
      "credential-refused-from-afar",
      "request-blocked",
      "account-state",
      "gateway-refusal",
      "program-refused",
      "entitlement",
      "entitlement-passed-on",
      "model-unsupported",
      "client-header-missing",
      "upgrade-required",
      "upgrade-of-plan",
      "method",
      "authentication-failed",
      "bare-not-authorized",
      "bare-credential",
      "credential-in-a-word",
      "bare-permission",
      "about-the-program",
      "about-the-holder",
      "retry-hint",
      "about-content",
      "about-a-header",
      "about-another-place",
      "mentions-a-key",
      "about-the-key",
      "about-a-key",
      "names-a-refusal",
      "about-an-allowance",
      "about-money",
      "about-the-release",
      "about-a-permission",
      "only-about-the-release",
      "only-about-the-key",
      "only-about-access",
      "about-access",
      "about-the-request",
    ]);
  });

  it.each(Object.entries(languages))(
    "%s translates rules that are there",
    (_language, translations) => {
      const names = new Set(GENERAL_RULES.map(({ name }) => name));
      const translated = Object.keys(translations());
      expect(translated.length).toBeGreaterThan(0);
      expect(translated.filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it.each(GENERAL_RULES)("$name has no phrase twice", ({ phrases }) => {
    expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  });
});

describe("codes", () => {
  it.each([
    ["invalid_api_key", ["invalidapikey"]],
    ["InvalidApiKey", ["invalidapikey"]],
    [
      "AuthFailure.SignatureExpire",
      ["authfailuresignatureexpire", "authfailure", "signatureexpire"],
    ],
  ])("%s reads as %j", (code, forms) => {
    expect(codeForms(code)).toEqual(forms);
  });

  it("mean one thing each", () => {
    expect(CODE_MEANINGS.get(squashCode("INVALID-API-KEY"))).toEqual({
      kind: "invalid_credentials",
      isCause: true,
    });
    expect(CODE_MEANINGS.get(squashCode("PERMISSION_DENIED"))).toEqual({
      kind: "permission",
      isCause: false,
    });
  });
});

import { expect, it } from "vitest";
import { FAILURE_KINDS } from "../../src/diagnosis/classify-failure.ts";
import { isAuthKind, isLoudKind } from "../../src/diagnosis/loud-kind.ts";
import { candidatesText, deedOf, keyWasFine } from "../../src/report/failure-wording.ts";
import { sure, undecided } from "./facts.ts";

it.each([
  ["invalid_credentials", "refused the credentials", true, true, false],
  ["client_rejected", "refused this client", true, true, true],
  ["wrong_endpoint_or_key", "refused a key that does not belong there", true, true, false],
  ["permission", "denied permission", true, true, true],
  ["billing", "requires payment", true, false, true],
  ["rate_limit", "refused the request", false, false, false],
  ["not_auth", "refused the request", false, false, false],
] as const)("%s: %s; loud %s, authentication %s, key fine %s", (kind, deed, loud, auth, fine) => {
  expect([deedOf(sure(kind)), isLoudKind(kind), isAuthKind(kind), keyWasFine(sure(kind))]).toEqual([
    deed,
    loud,
    auth,
    fine,
  ]);
  // What is not decided clears nobody.
  expect([deedOf(undecided([kind])), keyWasFine(undecided([kind]))]).toEqual([
    "refused the request",
    false,
  ]);
});

it("has a row for every kind", () => {
  expect(FAILURE_KINDS).toHaveLength(7);
  expect(candidatesText(undecided(FAILURE_KINDS))).toBe(
    "the credential (invalid_credentials), this client's headers (client_rejected), a key that belongs to another address " +
      "(wrong_endpoint_or_key), a missing permission (permission), the account's credit or plan (billing), a rate limit " +
      "(rate_limit) or another kind of failure (not_auth)",
  );
});

it.each([
  [["permission"], "a missing permission (permission)"],
  [
    ["permission", "billing"],
    "a missing permission (permission) or the account's credit or plan (billing)",
  ],
] as const)("names the candidates %o", (candidates, text) => {
  expect(candidatesText(undecided(candidates))).toBe(text);
});

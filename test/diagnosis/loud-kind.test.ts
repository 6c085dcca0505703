import { expect, it } from "vitest";

import { FAILURE_KINDS } from "../../src/diagnosis/failure.ts";
import { isAuthKind, isLoudKind } from "../../src/diagnosis/loud-kind.ts";

it("all but a limit and what is no matter of authentication must not hide", () => {
  const quiet = FAILURE_KINDS.filter((kind) => !isLoudKind(kind));
  expect(new Set(quiet)).toEqual(new Set(["rate_limit", "not_auth"]));
});

it("four of them are about authentication", () => {
  expect(new Set(FAILURE_KINDS.filter(isAuthKind))).toEqual(
    new Set(["invalid_credentials", "client_rejected", "wrong_endpoint_or_key", "permission"]),
  );
});

import { expect, it } from "vitest";

import { describeResult, isUntried, kindText, type Verdict } from "../../src/cli/probe-result.ts";

const result = (verdict: Verdict, text = "") => ({
  target: { provider: "a", model: "m" },
  api: undefined,
  url: undefined,
  verdict,
  text,
  sent: [],
});

it("says in one line what was not asked", () => {
  expect(describeResult(result("no key", "none found"))).toBe("a/m no key: none found");
  expect(describeResult(result("not tried"))).toBe("a/m not tried");
});

it("names each kind that it may be once, where the evidence does not decide", () => {
  const candidates = ["client_rejected", "invalid_credentials"] as const;
  const judged = { kind: "invalid_credentials", candidates, rule: "r" } as const;
  expect(kindText({ ...judged, sure: true })).toBe("invalid_credentials");
  expect(kindText({ ...judged, sure: false })).toBe(
    "not certain: invalid_credentials or client_rejected",
  );
});

it.each<[Verdict, boolean]>([
  ["answers", false],
  ["refused", false],
  ["rate limited", false],
  ["failed", false],
  ["redirected", false],
  ["no answer", false],
  ["no key", true],
  ["not tried", true],
])("knows whether a request was made: %s", (verdict, expected) => {
  expect(isUntried(result(verdict))).toBe(expected);
});

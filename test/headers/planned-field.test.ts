import { expect, it } from "vitest";
import { type HeaderValue, RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { valueForRequest } from "../../src/headers/planned-field.ts";

it.each<[what: string, value: unknown, sent: string | null | undefined]>([
  ["text", "a", "a"],
  ["a removal", null, null],
  ["a placeholder", "{{sessionId}}", "s1"],
  ["a placeholder that is not known here", "{{modelId}}", undefined],
  ["what the host resolves", RESOLVED_BY_HOST, undefined],
  ["what is read late, without blanks", () => " a\t", "a"],
  ["nothing read", () => undefined, undefined],
  ["a number read", () => 5, undefined],
  ["a list read", () => ["a"], undefined],
  ["two lines read", () => "a\nb", undefined],
  ["an empty text read", () => " ", undefined],
  ["a promise", () => Promise.resolve("a"), undefined],
  ["a promise that is rejected", () => Promise.reject(new Error("unread")), undefined],
])("%s", (_what, value, sent) => {
  const plan = compileHeaderPlan([{ layer: "provider", headers: { a: value as HeaderValue } }]);
  expect(plan.fields.map((field) => valueForRequest(field, { sessionId: "s1" }))).toEqual([sent]);
});

it("a secret that cannot be read does not end the request", () => {
  const headers = {
    a(): string {
      throw new Error("no such file");
    },
  };
  const plan = compileHeaderPlan([{ layer: "provider", headers }]);
  expect(plan.fields.map((field) => valueForRequest(field, {}))).toEqual([undefined]);
});

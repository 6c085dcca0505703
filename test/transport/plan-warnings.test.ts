import { expect, it } from "vitest";
import { createFailOpen } from "../../src/guard/fail-open.ts";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { warnOfUnknownModel } from "../../src/transport/plan-warnings.ts";
import type { RequestPlan } from "../../src/transport/request-plan.ts";
import { recording } from "./recording.ts";
import { relayPlan } from "./relay-plan.ts";

const plan: RequestPlan = {
  ...relayPlan(
    compileHeaderPlan([], {
      modelLayers: [
        [{ layer: "model", headers: { "X-Model": "a", "X-Tier": "1" } }],
        [{ layer: "model", headers: { "X-Model": "b" } }],
      ],
    }),
  ),
  isModelMissing: true,
};

function saidOf(more: Partial<RequestPlan>): string[] {
  const { said, logger } = recording();
  warnOfUnknownModel({ ...plan, ...more }, createFailOpen(logger));
  return said;
}

it("names the headers that a request lacks whose model is not known", () => {
  expect(saidOf({})).toEqual([
    expect.stringContaining("the headers of a model (X-Model, X-Tier) are not sent"),
  ]);
});

it.each<[string, Partial<RequestPlan>]>([
  ["of a request whose model is known", { isModelMissing: false }],
  ["of what is no model call", { isModelCall: false }],
  ["where no model has headers", { headers: compileHeaderPlan([]) }],
  ["where the host has put them on", { fields: ["x-model", "a"] }],
])("says nothing %s", (_what, more) => {
  expect(saidOf(more)).toEqual([]);
});

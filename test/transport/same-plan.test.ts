import { describe, expect, it } from "vitest";
import { type HeaderLayer, RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";
import { compileHeaderPlan, type CompileOptions } from "../../src/headers/header-plan.ts";
import { samePlan } from "../../src/transport/same-plan.ts";

type Headers = HeaderLayer["headers"];
type Given = readonly [Headers, CompileOptions?, Partial<HeaderLayer>?];

function plan([headers, options, rest]: Given) {
  return compileHeaderPlan([{ layer: "provider", headers, ...rest }], options);
}

const read = (): string => "secret";
const models = (...headers: Headers[]): CompileOptions => ({
  modelLayers: headers.map((own) => [{ layer: "model", headers: own }]),
});

describe("samePlan", () => {
  it.each<[string, Given, Given]>([
    ["nothing and nothing", [{}], [{}]],
    ["in another order and case", [{ a: "1", B: "2" }], [{ b: "2", A: "1" }]],
    ["with blanks", [{ a: " 1 " }], [{ a: "1" }]],
    ["from another layer", [{ a: "1" }], [{ a: "1" }, {}, { layer: "override" }]],
    [
      "from another line",
      [{ a: "1" }],
      [{ a: "1" }, {}, { sources: { a: { path: "x", line: 9 } } }],
    ],
    ["removals", [{ a: null, "x-*": null }], [{ A: null, "X-*": null }]],
    ["one reader of a secret", [{ a: read }], [{ a: read }]],
    ["left to the host", [{ a: RESOLVED_BY_HOST }], [{ a: RESOLVED_BY_HOST }]],
    [
      "placeholders of one provider",
      [{ a: "{{sessionId}}" }, { values: { providerId: "p" } }],
      [{ a: "{{sessionId}}" }, { values: { providerId: "p" } }],
    ],
    [
      "another provider that does not show",
      [{ a: "1" }, { values: { providerId: "p" } }],
      [{ a: "1" }, { values: { providerId: "q" } }],
    ],
    ["put in and written", [{ a: "{{modelId}}" }, { values: { modelId: "m" } }], [{ a: "m" }]],
    [
      "models in another order",
      [{ a: "1" }, models({ a: "2" }, { a: "3" })],
      [{ a: "1" }, models({ a: "3" }, { a: "2" })],
    ],
  ])("the same: %s", (_title, one, other) => {
    expect(samePlan(plan(one), plan(other))).toBe(true);
    expect(samePlan(plan(other), plan(one))).toBe(true);
  });

  it.each<[string, Given, Given]>([
    ["another value", [{ a: "1" }], [{ a: "2" }]],
    ["the value's case", [{ a: "x" }], [{ a: "X" }]],
    ["another name", [{ a: "1" }], [{ b: "1" }]],
    ["one more", [{ a: "1" }], [{ a: "1", b: "2" }]],
    ["removed and sent", [{ a: null }], [{ a: "1" }]],
    ["removed and not named", [{ a: null }], [{}]],
    ["another family", [{ "x-*": null }], [{ "y-*": null }]],
    ["one more family", [{ "x-*": null }], [{ "x-*": null, "y-*": null }]],
    ["secret and plain", [{ a: "1" }], [{ a: "1" }, {}, { secrets: new Set(["a"]) }]],
    ["built-in and chosen", [{ a: "1" }], [{ a: "1" }, {}, { layer: "built-in" }]],
    ["another reader of a secret", [{ a: read }], [{ a: () => "secret" }]],
    ["left to the host and not", [{ a: RESOLVED_BY_HOST }], [{ a: read }]],
    [
      "the session of another provider",
      [{ a: "{{sessionId}}" }, { values: { providerId: "p" } }],
      [{ a: "{{sessionId}}" }, { values: { providerId: "q" } }],
    ],
    [
      "the session of another provider beside a plain field",
      [{ a: "{{sessionId}}", b: "1" }, { values: { providerId: "p" } }],
      [{ a: "{{sessionId}}", b: "1" }, { values: { providerId: "q" } }],
    ],
    [
      "another provider's id put in",
      [{ a: "{{providerId}}" }, { values: { providerId: "p" } }],
      [{ a: "{{providerId}}" }, { values: { providerId: "q" } }],
    ],
    ["models of other values", [{ a: "1" }, models({ a: "2" })], [{ a: "1" }, models({ a: "3" })]],
    ["models of other names", [{ a: "1" }, models({ a: "2" })], [{ a: "1" }, models({ b: "2" })]],
    ["models and none", [{ a: "1" }, models({ a: "2" })], [{ a: "1" }]],
  ])("not the same: %s", (_title, one, other) => {
    expect(samePlan(plan(one), plan(other))).toBe(false);
    expect(samePlan(plan(other), plan(one))).toBe(false);
  });

  it("is the same as itself", () => {
    const one = plan([{ a: "1" }]);
    expect(samePlan(one, one)).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { applyHeaderPlan } from "../../src/headers/apply-plan.ts";
import type { FieldList } from "../../src/headers/field-list.ts";
import { RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { hiddenValues, sentFields } from "../../src/report/sent-fields.ts";

describe("sentFields", () => {
  const source = {
    path: "models.providers.p.headers.X-Key",
    file: "openclaw.json",
    line: 4,
    column: 9,
  };
  const plan = compileHeaderPlan(
    [
      { layer: "built-in", headers: { "User-Agent": "claude-code/0.1.0" } },
      {
        layer: "provider",
        headers: {
          "X-Key": "k-test-00000000",
          "X-Session": "{{sessionId}}",
          "X-Host": RESOLVED_BY_HOST,
          accept: "a",
        },
        sources: { "X-Key": source },
        secrets: new Set(["accept"]),
      },
    ],
    { modelLayers: [[{ layer: "model", headers: { "x-title": "mine" } }]] },
  );

  it("tells the layer of every field and shows no secret", () => {
    const fields = applyHeaderPlan(
      plan,
      [
        "Authorization",
        "Bearer sk-test-0000",
        "x-host",
        "h",
        "user-agent",
        "node",
        "x-title",
        "mine",
      ],
      { sessionId: "s1" },
    );
    expect(sentFields(plan, fields, { sessionId: "s1" })).toEqual([
      { name: "authorization", value: "Bearer ***", layer: "client", source: undefined },
      { name: "x-host", value: "***", layer: "provider", source: undefined },
      { name: "user-agent", value: "claude-code/0.1.0", layer: "built-in", source: undefined },
      { name: "x-title", value: "mine", layer: "model", source: undefined },
      { name: "x-key", value: "***", layer: "provider", source },
      { name: "x-session", value: "***", layer: "provider", source: undefined },
      { name: "accept", value: "***", layer: "provider", source: undefined },
    ]);
  });

  it("calls the client's own what is not the plan's, and masks it as a secret where ours would be one", () => {
    expect(
      sentFields(plan, [
        "User-Agent",
        "openclaw/1",
        "accept",
        "b",
        "content-type",
        ["text/a", "text/b"],
      ]),
    ).toEqual([
      { name: "user-agent", value: "openclaw/1", layer: "client", source: undefined },
      { name: "accept", value: "***", layer: "client", source: undefined },
      { name: "content-type", value: "text/a, text/b", layer: "client", source: undefined },
    ]);
  });

  it("hides what it masks, value by value, and nothing else", () => {
    const fields: FieldList = [
      "Authorization",
      ["Bearer sk-test-0000", "Basic b2s="],
      "accept",
      "b",
      "content-type",
      ["text/a", "text/b"],
      "User-Agent",
      "openclaw/1",
    ];
    expect(hiddenValues(plan, fields, {})).toEqual(["Bearer sk-test-0000", "Basic b2s=", "b"]);
  });
});

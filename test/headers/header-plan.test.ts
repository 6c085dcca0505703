import { describe, expect, it } from "vitest";
import {
  type HeaderLayer,
  type LayerName,
  RESOLVED_BY_HOST,
} from "../../src/headers/header-layer.ts";
import {
  compileHeaderPlan,
  type HeaderPlan,
  InvalidHeadersError,
} from "../../src/headers/header-plan.ts";
import { LAYER_NAMES } from "../../src/headers/precedence.ts";

type Headers = HeaderLayer["headers"];

function layers(written: Partial<Record<LayerName, Headers>>): HeaderLayer[] {
  return Object.entries(written).map(([layer, headers]) => ({
    layer: layer as LayerName,
    headers,
  }));
}

/** `name: value (layer)`, and what it overrides. */
function shown(plan: HeaderPlan): string[] {
  return plan.fields.map(
    ({ spelling, value, layer, overrides }) =>
      `${spelling}: ${String(value)} (${[layer, ...overrides.map((lower) => lower.layer)].join(" > ")})`,
  );
}

describe("layers", () => {
  it.each<[string, Partial<Record<LayerName, Headers>>, string[]]>([
    ["nothing", {}, []],
    ["one", { provider: { "X-A": "1" } }, ["X-A: 1 (provider)"]],
    [
      "a later one wins",
      { provider: { "X-A": "1" }, model: { "X-A": "2" } },
      ["X-A: 2 (model > provider)"],
    ],
    [
      "whatever the order given",
      { model: { "X-A": "2" }, provider: { "X-A": "1" } },
      ["X-A: 2 (model > provider)"],
    ],
    [
      "and whatever the case",
      { provider: { "X-A": "1" }, model: { "x-a": "2" } },
      ["x-a: 2 (model > provider)"],
    ],
    [
      "all of them",
      {
        override: { a: "5" },
        request: { a: "4" },
        model: { a: "3" },
        provider: { a: "2" },
        "built-in": { a: "1" },
      },
      ["a: 5 (override > request > model > provider > built-in)"],
    ],
    [
      "name by name",
      { provider: { a: "1", b: "1" }, model: { b: "2" } },
      ["a: 1 (provider)", "b: 2 (model > provider)"],
    ],
    [
      "undefined says nothing",
      { provider: { a: "1" }, model: { a: undefined, b: undefined } },
      ["a: 1 (provider)"],
    ],
    ["null removes", { provider: { a: "1" }, model: { a: null } }, ["a: null (model > provider)"]],
    [
      "a later value after null",
      { provider: { a: null }, model: { a: "2" } },
      ["a: 2 (model > provider)"],
    ],
    ["null of nothing is kept", { provider: { a: null } }, ["a: null (provider)"]],
    [
      "user configuration beats a built-in",
      { "built-in": { "User-Agent": "b" }, provider: { "user-agent": "u" } },
      ["user-agent: u (provider > built-in)"],
    ],
    ["blanks are trimmed", { provider: { a: " 1\t" } }, ["a: 1 (provider)"]],
    // Families.
    [
      "a family takes off lower layers",
      { provider: { "x-a-1": "1", "X-A-2": "2", b: "3" }, model: { "x-A-*": null } },
      ["x-a-1: null (model > provider)", "X-A-2: null (model > provider)", "b: 3 (provider)"],
    ],
    [
      "not higher ones",
      { provider: { "x-a-*": null }, model: { "x-a-1": "1" } },
      ["x-a-1: 1 (model)"],
    ],
    [
      "an exact name beats it in its layer",
      { provider: { "x-a-1": "0" }, model: { "x-a-1": "1", "x-a-*": null } },
      ["x-a-1: 1 (model > model > provider)"],
    ],
    [
      "a lower null under it",
      { provider: { "x-a-1": null }, model: { "x-a-*": null } },
      ["x-a-1: null (model > provider)"],
    ],
  ])("%s", (_title, written, expected) => {
    expect(shown(compileHeaderPlan(layers(written)))).toEqual(expected);
  });

  it("two of one name: the later one wins", () => {
    const plan = compileHeaderPlan([
      { layer: "override", headers: { a: "provider's" } },
      { layer: "override", headers: { a: "model's" } },
      { layer: "model", headers: { a: "lower" } },
    ]);
    expect(shown(plan)).toEqual(["a: model's (override > override > model)"]);
  });

  it("have one order", () => {
    expect(LAYER_NAMES).toEqual(["client", "built-in", "provider", "model", "request", "override"]);
  });

  it("the client's is the request itself", () => {
    expect(() => compileHeaderPlan(layers({ client: { a: "1" } }))).toThrow(
      new TypeError(
        "The client layer is the request itself: apply the plan to it, or use mergeHeaders.",
      ),
    );
  });
});

describe("a plan", () => {
  const source = {
    path: "models.providers.p.headers.X-A",
    file: "openclaw.json",
    line: 3,
    column: 9,
  };

  it("knows where each header was written and what it overrides", () => {
    const plan = compileHeaderPlan([
      { layer: "provider", headers: { "X-A": "1" }, sources: { "X-A": source } },
      { layer: "model", headers: { "x-a": "2" } },
    ]);
    expect(plan.fields).toEqual([
      {
        name: "x-a",
        spelling: "x-a",
        value: "2",
        text: "2",
        always: "2",
        slot: 0,
        layer: "model",
        source: undefined,
        secret: false,
        overrides: [
          { name: "x-a", spelling: "X-A", value: "1", layer: "provider", source, secret: false },
        ],
      },
    ]);
    expect(plan.byName.get("x-a")).toBe(plan.fields[0]);
  });

  it("keeps a removal as data: by whom, and where it was written", () => {
    const plan = compileHeaderPlan([
      { layer: "provider", headers: { "x-a-1": "1" } },
      { layer: "override", headers: { "X-A-*": null }, sources: { "X-A-*": source } },
    ]);
    expect(plan.fields[0]).toMatchObject({ name: "x-a-1", value: null, layer: "override", source });
    expect(plan.families).toEqual([
      { spelling: "X-A-*", prefix: "x-a-", layer: "override", source },
    ]);
  });

  it.each<[string, HeaderLayer, boolean]>([
    ["a plain field", { layer: "provider", headers: { "X-A": "1" } }, false],
    ["under a credential's name", { layer: "provider", headers: { "X-Api-Key": "1" } }, true],
    [
      "from a variable",
      { layer: "provider", headers: { "X-A": "1" }, secrets: new Set(["X-A"]) },
      true,
    ],
    [
      "another key's secret",
      { layer: "provider", headers: { "X-A": "1" }, secrets: new Set(["x-a"]) },
      false,
    ],
    ["read at request time", { layer: "provider", headers: { "X-A": () => "1" } }, true],
    ["resolved by the host", { layer: "provider", headers: { "X-A": RESOLVED_BY_HOST } }, true],
    ["a credential taken off", { layer: "provider", headers: { Authorization: null } }, false],
  ])("says what is secret: %s", (_title, layer, secret) => {
    expect(compileHeaderPlan([layer]).fields[0]?.secret).toBe(secret);
  });

  it("puts in once what is the same for every request", () => {
    const headers = {
      a: "{{providerId}}/{{modelId}}",
      b: "{{providerId}} {{sessionId}}",
      c: "plain",
    };
    const plan = compileHeaderPlan([{ layer: "provider", headers }], {
      values: { providerId: "p", modelId: "m" },
    });
    expect(plan.fields.map(({ value, text, template }) => [value, text, template])).toEqual([
      ["{{providerId}}/{{modelId}}", "p/m", undefined],
      ["{{providerId}} {{sessionId}}", undefined, ["p ", { placeholder: "sessionId" }]],
      ["plain", "plain", undefined],
    ]);
    expect(plan.providerId).toBe("p");
  });

  it("does not send what becomes no field value by that", () => {
    const plan = compileHeaderPlan([{ layer: "provider", headers: { a: "{{providerId}}" } }], {
      values: { providerId: "模型" },
    });
    expect(plan.fields[0]?.text).toBeUndefined();
  });

  it("keeps what the models of the provider configure, where the model is not known", () => {
    const plan = compileHeaderPlan(
      layers({ provider: { a: "1", b: "1", c: "1" }, override: { b: "over" } }),
      {
        modelLayers: [
          layers({ model: { A: "m1", b: "m1", c: null } }),
          layers({ model: { a: "m2" }, override: { d: "m2" } }),
        ],
      },
    );
    // `b` of the model loses to the provider's override, and a null leaves nothing to be recognized.
    expect(
      [...plan.modelFields].map(([name, fields]) => [name, fields.map(({ value }) => value)]),
    ).toEqual([
      ["a", ["m1", "m2"]],
      ["d", ["m2"]],
    ]);
    expect(shown(plan)).toEqual([
      "a: 1 (provider)",
      "b: over (override > provider)",
      "c: 1 (provider)",
    ]);
  });

  it("sends nothing of a model that is not known", () => {
    const plan = compileHeaderPlan([], {
      modelLayers: [
        layers({ model: { a: "{{sessionId}}", b: "1" } }),
        layers({ model: { a: "2" } }),
      ],
    });
    expect(plan.fields).toEqual([]);
    expect(plan.undecided.map(({ name, value, template }) => [name, value, template])).toEqual([
      ["a", "{{sessionId}}", []],
    ]);
  });
});

describe("invalid layers", () => {
  it("are told all at once, without their values", () => {
    let thrown: unknown;
    try {
      compileHeaderPlan(
        layers({ provider: { "X Y": "secret-1", a: " 1" }, model: { b: "secret-2\n" } }),
      );
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidHeadersError);
    const error = thrown as InvalidHeadersError;
    expect(error.name).toBe("InvalidHeadersError");
    expect(error.faults.map(({ code }) => code)).toEqual(["not-a-name", "line-break"]);
    expect(error.message).toBe(
      'Invalid headers: "X Y" is not a header name: it holds a space. Use letters, digits and hyphens only, e.g. `X-My-Header`. ' +
        "the value of `b` holds a line break (U+000A) at character 9. Write it in one line: a header cannot hold a line break.",
    );
  });

  it("are refused where they are too large together", () => {
    const large = "x".repeat(7000);
    expect(() =>
      compileHeaderPlan(layers({ provider: { a: large }, model: { b: large } })),
    ).toThrow("the headers of this provider are 14010 bytes together, more than 12288");
  });
});

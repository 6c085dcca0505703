import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyHeaderPlan, type ApplyOptions, headerChanges } from "../../src/headers/apply-plan.ts";
import type { FieldList } from "../../src/headers/field-list.ts";
import { normalizeFieldName, sameFieldName } from "../../src/headers/field-name.ts";
import { type HeaderLayer, RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";
import { compileHeaderPlan, type CompileOptions } from "../../src/headers/header-plan.ts";
import { LAYER_NAMES } from "../../src/headers/precedence.ts";
import { hasPlaceholder, type PlaceholderValues } from "../../src/headers/placeholders.ts";

const KEY = "Bearer sk-kimi-test-000000000000";

type Headers = HeaderLayer["headers"];

interface Case {
  readonly provider?: Headers;
  readonly builtIn?: Headers;
  readonly compile?: CompileOptions;
  readonly secrets?: ReadonlySet<string>;
  readonly values?: PlaceholderValues;
  readonly options?: ApplyOptions;
}

function planOf({ provider = {}, builtIn = {}, compile, secrets }: Case) {
  return compileHeaderPlan(
    [
      { layer: "built-in", headers: builtIn },
      { layer: "provider", headers: provider, secrets },
    ],
    compile,
  );
}

/** The same by single changes, as a client does it that sets and removes fields. */
function changeOneByOne(fields: FieldList, changes: ReturnType<typeof headerChanges>): Headers {
  const record = new Map<string, string>();
  for (let at = 0; at < fields.length; at += 2) {
    record.set(normalizeFieldName(String(fields[at])), String(fields[at + 1]));
  }
  for (const { name, value } of changes) {
    if (value === null) record.delete(normalizeFieldName(name));
    else record.set(normalizeFieldName(name), value);
  }
  return Object.fromEntries([...record].sort());
}

function asRecord(fields: FieldList): Headers {
  return changeOneByOne(fields, []);
}

describe("applyHeaderPlan", () => {
  const builtIn = { "User-Agent": "claude-code/0.1.0" };
  const twoModels: CompileOptions = {
    modelLayers: [
      [{ layer: "model", headers: { "X-Tier": "batch", "x-stainless-lang": "mine" } }],
      [{ layer: "model", headers: { "x-tier": " fast ", "X-Session": "{{sessionId}}" } }],
    ],
  };

  it.each<[string, Case, FieldList, FieldList]>([
    ["adds", { provider: { "X-A": "1" } }, ["b", "2"], ["b", "2", "X-A", "1"]],
    [
      "replaces, in its place and as it is spelled",
      { provider: { "X-A": "1" } },
      ["x-a", "0", "b", "2"],
      ["X-A", "1", "b", "2"],
    ],
    [
      "replaces every copy",
      { provider: { "X-A": "1" } },
      ["x-a", "0", "b", "2", "X-a", "3", "X-A", "4"],
      ["X-A", "1", "b", "2"],
    ],
    ["replaces a list of values", { provider: { "X-A": "1" } }, ["x-a", ["0", "2"]], ["X-A", "1"]],
    [
      "makes twins of our value one",
      { provider: { "X-A": "1" } },
      ["x-a", "1", "X-A", "1"],
      ["x-a", "1"],
    ],
    [
      "replaces the credential, which is the user's wish",
      { provider: { Authorization: KEY } },
      ["authorization", "Bearer x"],
      ["Authorization", KEY],
    ],
    ["removes", { provider: { "X-A": null } }, ["x-a", "0", "b", "2", "X-A", "3"], ["b", "2"]],
    ["removes the client's own", { provider: { "User-Agent": null } }, ["user-agent", "node"], []],
    [
      "does not touch a neighbour",
      { provider: { "X-A": "1" } },
      ["x-ab", "0", "x-", "2"],
      ["x-ab", "0", "x-", "2", "X-A", "1"],
    ],
    // Built-in defaults.
    ["a built-in where there is nothing", { builtIn }, [], ["User-Agent", "claude-code/0.1.0"]],
    [
      "a built-in for what a library says",
      { builtIn },
      ["user-agent", "OpenAI/JS 6.10.0"],
      ["User-Agent", "claude-code/0.1.0"],
    ],
    [
      "a built-in for an empty field",
      { builtIn },
      ["user-agent", ""],
      ["User-Agent", "claude-code/0.1.0"],
    ],
    [
      "no built-in for what somebody chose",
      { builtIn },
      ["user-agent", "openclaw/2026.9.6"],
      ["user-agent", "openclaw/2026.9.6"],
    ],
    [
      "of twins the chosen one stays",
      { builtIn },
      ["user-agent", "mine/1", "User-Agent", "node"],
      ["user-agent", "mine/1"],
    ],
    [
      "of two chosen ones the last",
      { builtIn },
      ["user-agent", "mine/1", "User-Agent", "mine/2"],
      ["User-Agent", "mine/2"],
    ],
    [
      "a user's null beats it",
      { builtIn, provider: { "user-agent": null } },
      ["user-agent", "node"],
      [],
    ],
    [
      "a user's value beats it",
      { builtIn, provider: { "user-agent": "node" } },
      ["user-agent", "mine/1"],
      ["user-agent", "node"],
    ],
    // Families.
    [
      "removes a family",
      { provider: { "x-stainless-*": null } },
      ["X-Stainless-Lang", "js", "a", "1", "x-stainless-os", ["l"], "x-stainless", "2"],
      ["a", "1", "x-stainless", "2"],
    ],
    [
      "keeps an exact name of it",
      { provider: { "x-stainless-*": null, "X-Stainless-Lang": "py" } },
      ["x-stainless-lang", "js", "x-stainless-os", "l"],
      ["X-Stainless-Lang", "py"],
    ],
    // Placeholders.
    [
      "fills a placeholder",
      { provider: { "X-S": "{{sessionId}}" }, values: { sessionId: "s1" } },
      ["x-s", "{{sessionId}}"],
      ["X-S", "s1"],
    ],
    [
      "leaves it out without a value",
      { provider: { "X-S": "{{sessionId}}" } },
      ["a", "1"],
      ["a", "1"],
    ],
    [
      "takes off the literal that a host put on",
      { provider: { "X-S": "a {{sessionId}}" } },
      ["x-s", "a {{sessionId}}", "a", "1"],
      ["a", "1"],
    ],
    [
      "leaves the client's own without a value",
      { provider: { "X-S": "{{sessionId}}" } },
      ["x-s", "own", "X-S", "own too"],
      ["x-s", "own", "X-S", "own too"],
    ],
    [
      "keeps the client's own of twins with a literal",
      { provider: { "X-S": "{{sessionId}}" } },
      ["x-s", "own", "X-S", "{{sessionId}}"],
      ["x-s", "own"],
    ],
    [
      "of several the last",
      { provider: { "X-S": "{{sessionId}}" } },
      ["x-s", "{{sessionId}}", "x-s", "own", "X-S", "last"],
      ["X-S", "last"],
    ],
    [
      "but not where a family removes it",
      { provider: { "X-S-1": "{{sessionId}}", "x-s-*": null } },
      ["x-s-1", "own"],
      [],
    ],
    [
      "leaves out what would smuggle a line break",
      { provider: { "X-S": "{{modelId}}" }, values: { modelId: "a\u010d\u010aX-Evil: 1" } },
      ["a", "1"],
      ["a", "1"],
    ],
    // Read at request time.
    ["reads a secret", { provider: { "X-K": () => " secret-1 " } }, [], ["X-K", "secret-1"]],
    [
      "leaves out a secret that is none",
      { provider: { "X-K": () => undefined } },
      ["x-k", "host's"],
      ["x-k", "host's"],
    ],
    [
      "leaves out a secret with a line break",
      { provider: { "X-K": () => "a\r\nb: c" } },
      ["a", "1"],
      ["a", "1"],
    ],
    [
      "leaves out a secret that cannot be read",
      {
        provider: {
          "X-K": () => {
            throw new Error("gone");
          },
        },
      },
      ["a", "1"],
      ["a", "1"],
    ],
    [
      "leaves out a secret that is no text",
      { provider: { "X-K": (() => 1) as unknown as () => string } },
      ["a", "1"],
      ["a", "1"],
    ],
    [
      "leaves out a secret that is read asynchronously, and fails",
      { provider: { "X-K": (() => Promise.reject(new Error("x"))) as unknown as () => string } },
      ["a", "1"],
      ["a", "1"],
    ],
    [
      "never touches what the host resolves",
      { provider: { "X-K": RESOLVED_BY_HOST } },
      ["x-k", "a", "X-K", "b"],
      ["x-k", "a", "X-K", "b"],
    ],
    [
      "nor takes it off with a family of its layer",
      { provider: { "X-K": RESOLVED_BY_HOST, "x-*": null } },
      ["x-k", "a {{b}}", "x-l", "b"],
      ["x-k", "a {{b}}"],
    ],
    [
      "nor puts a built-in over it",
      { builtIn, provider: { "user-agent": RESOLVED_BY_HOST } },
      ["user-agent", "node"],
      ["user-agent", "node"],
    ],
    // Requests that are not proven to be the provider's own.
    [
      "leaves out secrets",
      {
        provider: { "X-A": "1", "X-V": "2", "X-Api-Key": "3", "X-F": () => "4" },
        secrets: new Set(["X-V"]),
        options: { withSecrets: false },
      },
      [],
      ["X-A", "1"],
    ],
    [
      "leaves the client's own under their names",
      { provider: { Cookie: "c=1" }, options: { withSecrets: false } },
      ["cookie", ["a=1", "b=2"], "Cookie", "d=1"],
      ["cookie", ["a=1", "b=2"], "Cookie", "d=1"],
    ],
    [
      "removes all the same",
      { provider: { Authorization: null, "x-key-*": null }, options: { withSecrets: false } },
      ["authorization", "a", "x-key-1", "b"],
      [],
    ],
    // The model is not known.
    [
      "leaves a model's value alone",
      { provider: { "X-Tier": "p" }, compile: twoModels },
      ["x-tier", "batch"],
      ["x-tier", "batch"],
    ],
    [
      "trimmed or not",
      { provider: { "X-Tier": "p" }, compile: twoModels },
      ["x-tier", "fast "],
      ["x-tier", "fast "],
    ],
    [
      "replaces any other",
      { provider: { "X-Tier": "p" }, compile: twoModels },
      ["x-tier", "other"],
      ["X-Tier", "p"],
    ],
    [
      "adds where there is none",
      { provider: { "X-Tier": "p" }, compile: twoModels },
      [],
      ["X-Tier", "p"],
    ],
    [
      "removes no model's value",
      { provider: { "X-Tier": null }, compile: twoModels },
      ["x-tier", "fast"],
      ["x-tier", "fast"],
    ],
    [
      "removes any other",
      { provider: { "X-Tier": null }, compile: twoModels },
      ["x-tier", "other"],
      [],
    ],
    [
      "nor by a family",
      { provider: { "x-stainless-*": null }, compile: twoModels },
      ["x-stainless-lang", "mine", "x-stainless-os", "l"],
      ["x-stainless-lang", "mine"],
    ],
    [
      "nor one of a list",
      { provider: { "x-stainless-*": null }, compile: twoModels },
      ["x-stainless-lang", ["mine"]],
      ["x-stainless-lang", ["mine"]],
    ],
    [
      "but by a family any other",
      { provider: { "x-stainless-*": null }, compile: twoModels },
      ["x-stainless-lang", "js"],
      [],
    ],
    [
      "fills a model's placeholder",
      { compile: twoModels, values: { sessionId: "s1" } },
      ["x-session", "{{sessionId}}"],
      ["X-Session", "s1"],
    ],
    [
      "or takes it off",
      { compile: twoModels },
      ["x-session", "{{sessionId}}", "a", "1"],
      ["a", "1"],
    ],
    [
      "or takes one of several off, beside what the provider adds",
      {
        provider: { "X-P": "1" },
        compile: {
          modelLayers: [
            [{ layer: "model", headers: { "X-S": "{{sessionId}}", "X-M": "{{modelId}}" } }],
          ],
        },
      },
      ["x-s", "{{sessionId}}", "x-m", "own"],
      ["x-m", "own", "X-P", "1"],
    ],
    [
      "or leaves the client's own",
      { compile: twoModels, values: { sessionId: "s1" } },
      ["x-session", "own"],
      ["x-session", "own"],
    ],
    [
      "fills it over the provider's",
      { provider: { "X-Session": "p" }, compile: twoModels, values: { sessionId: "s1" } },
      ["x-session", "{{sessionId}}"],
      ["X-Session", "s1"],
    ],
    [
      "or the provider's stands where it has no value",
      { provider: { "X-Session": "p" }, compile: twoModels },
      ["x-session", "{{sessionId}}"],
      ["X-Session", "p"],
    ],
    [
      "a model's secret placeholder is taken off",
      {
        compile: { modelLayers: [[{ layer: "model", headers: { "X-Token": "{{sessionId}}" } }]] },
        values: { sessionId: "s1" },
        options: { withSecrets: false },
      },
      ["x-token", "{{sessionId}}"],
      [],
    ],
    [
      "what the host resolves for a model stays",
      {
        provider: { "X-K": "p" },
        compile: { modelLayers: [[{ layer: "model", headers: { "x-k": RESOLVED_BY_HOST } }]] },
      },
      ["x-k", "anything"],
      ["x-k", "anything"],
    ],
  ])("%s", (_title, given, fields, expected) => {
    const before = structuredClone(fields);
    const plan = planOf(given);
    const dressed = applyHeaderPlan(plan, fields, given.values, given.options);
    expect(dressed).toEqual(expected);
    expect(fields).toEqual(before);
    // Dressed once is dressed: the same array comes back, and there is nothing left to change.
    expect(applyHeaderPlan(plan, dressed, given.values, given.options)).toBe(dressed);
    expect(headerChanges(plan, dressed, given.values, given.options)).toEqual([]);
    // One by one comes to the same.
    const changes = headerChanges(plan, fields, given.values, given.options);
    expect(changeOneByOne(fields, changes)).toEqual(asRecord(expected));
  });

  it("changes nothing on what the host has dressed, in whatever order and case", () => {
    const fields = ["x-b", "2", "accept", "*/*", "x-a", "1"];
    expect(applyHeaderPlan(planOf({ provider: { "X-A": "1", "X-B": "2" } }), fields)).toBe(fields);
  });
});

describe("headerChanges", () => {
  it("lists what is to be set and removed", () => {
    const plan = planOf({
      provider: { "X-A": "1", "X-B": null, "x-stainless-*": null, "X-C": "3" },
    });
    const fields = ["x-b", "2", "x-c", "3", "X-Stainless-OS", "linux"];
    expect(headerChanges(plan, fields)).toEqual([
      { name: "X-A", value: "1" },
      { name: "X-B", value: null },
      { name: "X-Stainless-OS", value: null },
    ]);
  });

  it.each<[string, Case, FieldList]>([
    ["of one value", { provider: { "X-A": "1" } }, ["x-a", "1", "X-A", "1"]],
    ["of a list", { provider: { "X-A": "1" } }, ["x-a", "1", "b", "2", "X-a", ["1"]]],
    ["of what a built-in leaves", { builtIn: { "X-A": "b" } }, ["x-a", "1", "X-A", "1"]],
  ])("does not take two copies for settled: %s", (_title, given, fields) => {
    expect(headerChanges(planOf(given), fields)).toEqual([{ name: "X-A", value: "1" }]);
  });

  it("makes one text of a list that stays", () => {
    const plan = planOf({ builtIn: { "User-Agent": "b" } });
    expect(headerChanges(plan, ["user-agent", "node", "User-Agent", ["mine/1", "(x)"]])).toEqual([
      { name: "User-Agent", value: "mine/1, (x)" },
    ]);
  });
});

describe("for any layers and any request", () => {
  const kimi: HeaderLayer = { layer: "built-in", headers: { "User-Agent": "claude-code/0.1.0" } };
  const name = fc
    .tuple(fc.constantFrom("x-a", "x-a-b", "x-a-c", "user-agent", "cookie", "x-d"), fc.boolean())
    .map(([text, upper]) => (upper ? text.toUpperCase() : text));
  const value = fc.oneof(
    fc.constantFrom("1", "2", "node", "{{sessionId}}", "a {{modelId}}", "mine/1"),
    fc.constantFrom(
      null,
      undefined,
      () => "late",
      () => "bad\n",
    ),
  );
  const layer = fc.record({
    layer: fc.constantFrom(...LAYER_NAMES.slice(2)),
    headers: fc
      .uniqueArray(fc.tuple(fc.oneof(name, fc.constant("x-a-*")), value), {
        selector: ([key]) => normalizeFieldName(key),
      })
      .map((entries) =>
        Object.fromEntries(entries.map(([key, held]) => [key, key === "x-a-*" ? null : held])),
      ),
  });
  const held = fc.oneof(
    fc.constantFrom("1", "2", "node", "{{sessionId}}", "own", ""),
    fc.constantFrom("1", "own").map((text) => [text, "2"]),
  );
  const fields = fc
    .array(fc.tuple(name, held), { maxLength: 6 })
    .map((pairs) => pairs.flat() as FieldList);
  const values = fc.record({
    sessionId: fc.constantFrom(undefined, "s1", "bad\r\n"),
    modelId: fc.constantFrom(undefined, "m1"),
  });

  it("a dressed request has one copy of each planned name, no removed one, no hole, and stays as it is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(layer, fc.constant(kimi)), { maxLength: 4 }),
        fc.array(fc.array(layer, { maxLength: 2 }), { maxLength: 2 }),
        fields,
        values,
        (layers, modelLayers, request, known) => {
          const plan = compileHeaderPlan(layers, { modelLayers });
          const dressed = applyHeaderPlan(plan, request, known);
          const copiesOf = (wanted: string): FieldList =>
            dressed.filter(
              (_, at) => at % 2 === 1 && sameFieldName(String(dressed[at - 1]), wanted),
            );
          const planned = [...plan.fields, ...plan.undecided];
          expect(
            planned.filter(
              ({ name: one, layer: of }) =>
                of !== "built-in" && copiesOf(one).some((copy) => hasPlaceholder(String(copy))),
            ),
          ).toEqual([]);
          expect(
            plan.fields.filter(
              ({ name: one, text }) => text !== undefined && copiesOf(one).length !== 1,
            ),
          ).toEqual([]);
          expect(
            plan.fields.filter(
              ({ name: one, value: configured }) =>
                configured === null && !plan.modelFields.has(one) && copiesOf(one).length > 0,
            ),
          ).toEqual([]);
          expect(applyHeaderPlan(plan, dressed, known)).toBe(dressed);
          expect(headerChanges(plan, dressed, known)).toEqual([]);
          // What no layer names is as it was.
          const others = (list: FieldList): FieldList =>
            list.filter((_, at) => {
              const key = normalizeFieldName(String(list[at - (at % 2)]));
              const looked = planned.some(({ name: one }) => one === key);
              return !looked && !key.startsWith("x-a-");
            });
          expect(others(dressed)).toEqual(others(request));
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe("a request whose list ends with a name alone", () => {
  it("keeps it where nothing is to be done, and sends no such field otherwise", () => {
    const plan = planOf({ provider: { "X-Gone": null } });
    const fields = ["x-own", "1", "x-odd"];
    expect(applyHeaderPlan(plan, fields)).toBe(fields);
    expect(applyHeaderPlan(plan, ["x-gone", "1", "x-odd"])).toEqual([]);
  });
});

it("a field that is missing is a change, also where another one is named like its value", () => {
  const plan = planOf({ provider: { "X-Wanted": "accept" } });
  expect(headerChanges(plan, ["accept", "b"])).toEqual([{ name: "X-Wanted", value: "accept" }]);
});

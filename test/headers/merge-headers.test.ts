import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILT_IN_PROVIDERS } from "../../src/providers/find.ts";
import { builtInLayer } from "../../src/headers/built-in.ts";
import type { HeaderLayer } from "../../src/headers/header-layer.ts";
import { InvalidHeadersError } from "../../src/headers/header-plan.ts";
import { mergeHeaders } from "../../src/headers/merge-headers.ts";

const client = (headers: HeaderLayer["headers"]): HeaderLayer => ({ layer: "client", headers });
const provider = (headers: HeaderLayer["headers"]): HeaderLayer => ({ layer: "provider", headers });
const model = (headers: HeaderLayer["headers"]): HeaderLayer => ({ layer: "model", headers });
const [kimi] = BUILT_IN_PROVIDERS.map(builtInLayer);

describe("headers", () => {
  it.each<[string, (HeaderLayer | undefined)[], Record<string, string>]>([
    ["nothing", [], {}],
    ["the client's own", [client({ Accept: "*/*" })], { Accept: "*/*" }],
    ["the later layer", [model({ A: "3" }), client({ a: "1" }), provider({ a: "2" })], { A: "3" }],
    ["one key of the client's twins: the last", [client({ a: "1", A: "2" })], { A: "2" }],
    [
      "one key over the client's twins",
      [client({ a: "1", A: "2" }), provider({ "x-b": "3", a: "4" })],
      { a: "4", "x-b": "3" },
    ],
    ["one key over two client layers", [client({ a: "1" }), client({ A: "2" })], { A: "2" }],
    ["none of the removed", [client({ a: "1", A: "2" }), provider({ A: null })], {}],
    [
      "none of a removed family",
      [client({ "X-S-1": "1", "x-s": "2" }), provider({ "x-s-*": null })],
      { "x-s": "2" },
    ],
    ["what the client takes back", [client({ a: "1", b: undefined }), client({ A: null })], {}],
    [
      "the built-in for a library's name",
      [client({ "user-agent": "OpenAI/JS 6.10.0" }), kimi],
      { "User-Agent": "claude-code/0.1.0" },
    ],
    [
      "the client's chosen name",
      [client({ "user-agent": "mine/1" }), kimi],
      { "user-agent": "mine/1" },
    ],
    ["the user's name", [kimi, provider({ "user-agent": "mine/1" })], { "user-agent": "mine/1" }],
    ["a placeholder's value", [provider({ a: "{{modelId}}" })], { a: "m1" }],
    [
      "no header with a hole",
      [client({ a: "{{sessionId}}" }), provider({ a: "{{sessionId}}" })],
      {},
    ],
  ])("%s", (_title, layers, headers) => {
    const given = layers.filter((layer) => layer !== undefined);
    expect(mergeHeaders(given, { values: { modelId: "m1" } }).headers).toEqual(headers);
  });

  it("without secrets", () => {
    const layers = [client({ b: "1" }), provider({ "X-Api-Key": "k", a: "2" })];
    expect(mergeHeaders(layers, { withSecrets: false }).headers).toEqual({ b: "1", a: "2" });
  });

  it("do not change a prototype", () => {
    const own = JSON.parse('{"__proto__": "x", "a": "1"}') as Record<string, string>;
    const { headers } = mergeHeaders([client(own)]);
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
    expect(Object.entries(headers)).toEqual([
      ["__proto__", "x"],
      ["a", "1"],
    ]);
    delete headers["__proto__"];
    expect(Object.keys(headers)).toEqual(["a"]);
  });

  it("are the caller's to change, whatever their names", () => {
    const { headers } = mergeHeaders([client({ valueOf: "1", a: "1" })]);
    headers["valueOf"] = "2";
    expect(Object.entries(headers)).toEqual([
      ["valueOf", "2"],
      ["a", "1"],
    ]);
    delete headers["valueOf"];
    expect(Object.keys(headers)).toEqual(["a"]);
  });

  it("have one key per name whatever the client held", () => {
    const name = fc.constantFrom("a", "A", "x-B", "X-b", "c");
    const headers = fc.dictionary(name, fc.constantFrom("1", "2", null, undefined));
    const single = fc.record({
      a: fc.constantFrom("9", null, undefined),
      "x-b": fc.constantFrom("9", null),
    });
    fc.assert(
      fc.property(headers, headers, single, (one, other, configured) => {
        const merged = mergeHeaders([client(one), client(other), provider(configured)]);
        const names = Object.keys(merged.headers).map((key) => key.toLowerCase());
        expect(names).toEqual([...new Set(names)]);
        expect([...merged.origins.keys()]).toEqual(names);
        const again = mergeHeaders([client(merged.headers), provider(configured)]);
        expect(again.headers).toEqual(merged.headers);
      }),
    );
  });
});

describe("origins and removals", () => {
  const source = { path: "models.providers.p.headers.X-A" };

  it("tell where each header came from and what it overrode", () => {
    const { origins } = mergeHeaders([
      client({ accept: "*/*", "X-A": "0" }),
      { ...provider({ "x-a": "1" }), sources: { "x-a": source } },
      model({ "X-A": "2" }),
    ]);
    expect([...origins]).toEqual([
      ["accept", { layer: "client", source: undefined, overrides: [] }],
      [
        "x-a",
        {
          layer: "model",
          source: undefined,
          overrides: [
            { name: "x-a", spelling: "x-a", value: "1", layer: "provider", source, secret: false },
          ],
        },
      ],
    ]);
  });

  it("call the client's own what a built-in let stay", () => {
    const layers = [client({ "user-agent": "mine/1" }), ...(kimi ? [kimi] : [])];
    expect(mergeHeaders(layers).origins.get("user-agent")?.layer).toBe("client");
  });

  it("gives what can be copied whole, and its origins once", () => {
    const merged = mergeHeaders([{ layer: "provider", headers: { "X-A": "1", "X-B": null } }]);
    expect(Object.keys({ ...merged }).toSorted()).toEqual(["headers", "origins", "removed"]);
    expect(merged.origins).toBe(merged.origins);
  });

  it("tell what was removed, by whom, apart from what was never set", () => {
    const { removed, origins } = mergeHeaders([
      client({ "X-A": "1", "X-S-1": "1" }),
      { ...provider({ "x-a": null, b: null, c: "1", "X-S-*": null }), sources: { "x-a": source } },
    ]);
    expect(removed).toEqual([
      { name: "x-a", by: "provider", source },
      { name: "b", by: "provider", source: undefined },
      { name: "x-s-*", by: "provider", source: undefined },
    ]);
    expect([...origins.keys()]).toEqual(["c"]);
  });
});

it("throws for layers that cannot be sent", () => {
  expect(() => mergeHeaders([provider({ a: "1", A: "2" })])).toThrow(InvalidHeadersError);
});

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { compileHeaderPlan } from "../../src/headers/header-plan.ts";
import { scrubberOf, sentHeaders } from "../../src/transport/request-report.ts";
import { heapHeld } from "../collect-garbage.ts";
import { relayPlan } from "./relay-plan.ts";

const source = { path: "models.providers.relay.headers.X-Gone", line: 3, column: 5 };
const plan = relayPlan(
  compileHeaderPlan([
    {
      layer: "override",
      headers: { "X-Gone": null, "X-Back": null, "x-stainless-*": null, "X-Title": "t" },
      sources: { "X-Gone": source },
    },
  ]),
);

it("what was sent has what was removed beside it, and not what came back", () => {
  const sent = sentHeaders(plan, ["X-Title", "t", "x-back", "b"]);
  expect(sent.filter(({ removed }) => removed === true)).toEqual([
    { name: "x-gone", value: "", layer: "override", source, removed: true },
    { name: "x-stainless-*", value: "", layer: "override", source: undefined, removed: true },
  ]);
  expect(sent.map(({ name }) => name)).toContain("x-title");
  expect(sent.some(({ unverified }) => unverified === true)).toBe(false);
});

describe("the field of the key", () => {
  const credentialSource = { path: "models.providers.relay.apiKey", line: 7, column: 3 };
  const keyed = {
    ...plan,
    provider: {
      ...plan.provider,
      entry: { ...plan.provider.entry, credential: "the-key-of-relay", credentialSource },
    },
  };
  const sentWith = (value: string) => {
    const carried = [{ where: "authorization" as const, value }];
    const sent = ["Authorization", `Bearer ${value}`, "X-Title", "t", "Accept", "a"];
    return sentHeaders({ ...keyed, carried }, sent).filter(({ removed }) => removed !== true);
  };

  it("says where the configuration has it, and no other field does", () => {
    expect(sentWith("the-key-of-relay").map((field) => [field.name, field.source])).toEqual([
      ["authorization", credentialSource],
      ["x-title", undefined],
      ["accept", undefined],
    ]);
  });

  it("that a layer of the configuration sets is that layer's", () => {
    const headers = compileHeaderPlan([
      { layer: "provider", headers: { "X-Api-Key": "the-key-of-relay" } },
    ]);
    const carried = [{ where: "x-api-key" as const, value: "the-key-of-relay" }];
    const [field] = sentHeaders({ ...keyed, headers, carried }, ["X-Api-Key", "the-key-of-relay"]);
    expect(field).toMatchObject({ name: "x-api-key", layer: "provider" });
    expect(field?.source).toBeUndefined();
  });

  it("with another key says what it is unlike", () => {
    const [field, ...others] = sentWith("another-key-0000");
    expect(field).toMatchObject({ unlike: credentialSource, layer: "client" });
    expect(field?.source).toBeUndefined();
    expect(others.every(({ unlike }) => unlike === undefined)).toBe(true);
  });
});

it("where it was not seen, all of it is unverified", () => {
  const sent = sentHeaders(plan, undefined);
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.every(({ unverified }) => unverified === true)).toBe(true);
});

it("of the tables of past requests, each with a token of its own, none is held", async () => {
  const token = (at: number): string =>
    Array.from({ length: 24 }, (_, part) =>
      createHash("sha512").update(`${at} ${part}`).digest("base64url"),
    ).join("");
  const scrubberFor = (at: number) =>
    scrubberOf({ ...plan, carried: [{ where: "authorization", value: `Bearer ${token(at)}` }] });
  const before = await heapHeld();
  const scrubbers = Array.from({ length: 100 }, (_, at) => scrubberFor(at));
  for (const scrub of scrubbers) scrub("no token");
  expect((await heapHeld()) - before).toBeLessThan(10_000_000);
  expect(scrubbers[7]?.(`refused: ${token(7)}`)).toBe("refused: ***");
  expect(scrubberFor(99)).toBe(scrubbers[99]);
});

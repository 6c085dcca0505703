import { createHash } from "node:crypto";
import { expect, it } from "vitest";
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

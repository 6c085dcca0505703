import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createOutputScrubber } from "../../src/config/output-scrubber.ts";
import { lightScrubber } from "../../src/transport/light-scrubber.ts";
import { heapHeld } from "../collect-garbage.ts";

const token = (at: number): string =>
  Array.from({ length: 24 }, (_, part) =>
    createHash("sha512").update(`${at} ${part}`).digest("base64url"),
  ).join("");
const TEXTS = Array.from({ length: 100 }, (_, at) => `refused: ${token(at)}`);

test("holds no table, and goes on scrubbing", async () => {
  const before = await heapHeld();
  const scrubbers = TEXTS.map((_, at) => lightScrubber([token(at)]));
  const scrubAll = () => scrubbers.map((scrub, at) => scrub(TEXTS[at] ?? ""));
  expect(new Set(scrubAll())).toEqual(new Set(["refused: ***"]));
  expect((await heapHeld()) - before).toBeLessThan(10_000_000);
  expect(new Set(scrubAll())).toEqual(new Set(["refused: ***"]));
});

test("uses the scrubber that it is given for as long as somebody holds it", () => {
  const used: string[] = [];
  const first = (text: string): string => {
    used.push(text);
    return createOutputScrubber([token(0)])(text);
  };
  const scrub = lightScrubber([token(0)], first);
  expect([scrub("one"), scrub(TEXTS[0] ?? "")]).toEqual(["one", "refused: ***"]);
  expect(used).toEqual(["one", TEXTS[0]]);
});

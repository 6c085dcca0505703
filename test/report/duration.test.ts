import { expect, it } from "vitest";
import { durationText } from "../../src/report/duration.ts";

it.each([
  [0, "1 s"],
  [-5, "1 s"],
  [999, "1 s"],
  [1499, "1 s"],
  [48_000, "48 s"],
  [119_000, "119 s"],
  [120_000, "2 min"],
  [7_199_999, "120 min"],
  [7_200_000, "2 h"],
  [200 * 3_600_000, "200 h"],
])("%i ms is %s", (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

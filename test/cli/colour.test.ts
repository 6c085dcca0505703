import { expect, it } from "vitest";
import { paintFor } from "../../src/cli/colour.ts";

it.each([
  ["a terminal", true, {}, true],
  ["a pipe", false, {}, false],
  ["a stream that does not say", undefined, {}, false],
  ["a terminal that shows none", true, { TERM: "dumb" }, false],
  ["NO_COLOR", true, { NO_COLOR: "1" }, false],
  ["an empty NO_COLOR", true, { NO_COLOR: "" }, true],
  ["FORCE_COLOR in a pipe", false, { FORCE_COLOR: "1" }, true],
  ["FORCE_COLOR beside NO_COLOR", true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ["FORCE_COLOR beside an empty NO_COLOR", false, { FORCE_COLOR: "1", NO_COLOR: "" }, true],
  ["FORCE_COLOR=0", true, { FORCE_COLOR: "0" }, false],
  ["FORCE_COLOR=false", true, { FORCE_COLOR: "false" }, false],
])("%s", (_case, isTTY, env, isPainted) => {
  const paint = paintFor({ write: () => true, isTTY }, env);
  expect(paint("red", "no")).toBe(isPainted ? "\u001B[31mno\u001B[39m" : "no");
});

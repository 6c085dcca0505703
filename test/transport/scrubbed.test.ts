import { expect, it } from "vitest";
import { scrubbed } from "../../src/transport/scrubbed.ts";

const scrub = (text: string): string => text.replaceAll("secret", "***");

it("takes a secret out of every text, however deep it stands, and leaves all else", () => {
  const value = { a: "my secret", b: [{ c: "secret" }, "x", 1], d: null, e: undefined, f: false };
  expect(scrubbed(value, scrub)).toEqual({
    a: "my ***",
    b: [{ c: "***" }, "x", 1],
    d: null,
    e: undefined,
    f: false,
  });
  expect(value.b).toEqual([{ c: "secret" }, "x", 1]);
});

it.each([null, undefined, 3, true])("%s is itself", (value) => {
  expect(scrubbed(value, scrub)).toBe(value);
});

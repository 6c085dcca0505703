import { expect, it } from "vitest";
import { oneLine, quoted } from "../../src/secrets/plain-text.ts";

it.each([
  ["a line\nand\r\nanother", "a line and another"],
  ["\u001B[31mred\u001B[0m", "[31mred [0m"],
  ["left\u202Eright\u2066", "left right"],
  ["para\u2028graph\u2029s", "para graph s"],
  ["  余额不足  ", "余额不足"],
  [
    "Incorrect API key provided: sk-proj-abcdefghijklmnop1234",
    "Incorrect API key provided: sk-proj-***",
  ],
  ["key sk-kimi-test-000000000000 is bad", "key sk-kimi-*** is bad"],
  ["AIzaSyA0000000000000000000000000000000", "AIza***"],
  ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "Bearer eyJ***"],
  ["ghp_0123456789abcdefghij", "ghp_***"],
  ["gsk_0123456789abcdefghij", "gsk_***"],
  // What is no key stays: masks of the provider's own, request ids, short names.
  ["sk-ab****yz and req_011CSHoEeqs5C35K2UUqR7Fy", "sk-ab****yz and req_011CSHoEeqs5C35K2UUqR7Fy"],
  ["set pk-test", "set pk-test"],
])("%j is shown as %j", (text, shown) => {
  expect(oneLine(text)).toBe(shown);
});

it("quotes at most 400 characters", () => {
  expect(quoted("short")).toBe('"short"');
  expect(quoted("x".repeat(400))).toBe(`"${"x".repeat(400)}"`);
  expect(quoted("x".repeat(401))).toBe(`"${"x".repeat(400)} ..."`);
});

it.each(["sk-".repeat(350_000), "a".repeat(1_000_000), `AIza${"-.".repeat(500_000)}`])(
  "quotes the beginning of a megabyte",
  (text) => {
    expect(quoted(text).length).toBeLessThan(420);
  },
);

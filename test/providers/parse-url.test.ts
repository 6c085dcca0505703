import { expect, it } from "vitest";
import { parseUrl } from "../../src/providers/parse-url.ts";

it("reads an address with letters of Latin-1 however often it is asked", () => {
  const address = "https://b\u00fccher.example/v1";
  const hosts = Array.from({ length: 20_000 }, () => parseUrl(address)?.hostname);
  expect(new Set(hosts)).toEqual(new Set(["xn--bcher-kva.example"]));
});

it("reads what is written against a base", () => {
  expect(parseUrl("../b?c=1", "https://a.example/v1/x/y")?.href).toBe("https://a.example/v1/b?c=1");
});

it.each(["", "a.example/v1", "https://", "https://a.example:99999", "no url"])(
  "%j is no URL",
  (text) => expect(parseUrl(text)).toBe(undefined),
);

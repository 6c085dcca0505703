import { expect, it } from "vitest";
import { addressShower } from "../../src/config/shown-address.ts";

it.each([
  ["https://relay.example/v1", "https://relay.example/v1"],
  ["https://relay.example/", "https://relay.example"],
  ["https://user:password@relay.example/v1?key=abc#top", "https://relay.example/v1"],
  ["https://relay.example/key-0123456789/v1", "https://relay.example/***/v1"],
  ["relay.example", "an address that cannot be read"],
])("%s is shown as %s", (address, shown) => {
  expect(addressShower({ secrets: ["key-0123456789"] })(address)).toBe(shown);
});

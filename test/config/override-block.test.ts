import { expect, it } from "vitest";
import { providerIndex } from "../../src/config/override-block.ts";

it("of several that one id finds, the id itself counts, then the first", () => {
  const kimi = { id: "kimi" };
  const code = { id: "kimi-coding" };
  const index = providerIndex([kimi, code, { id: "kimi" }, { id: "kimi-code" }]);
  expect(index.find("kimi")).toBe(kimi);
  expect(index.find("kimi-coding")).toBe(code);
  expect(index.find("Kimi-Coding")).toBe(kimi);
  expect(index.find("relay")).toBeUndefined();
  const relay = { id: "Relay" };
  index.add(relay);
  index.add({ id: "relay" });
  expect(index.find("RELAY")).toBe(relay);
});

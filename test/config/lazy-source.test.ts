import { expect, it } from "vitest";
import { lazySource } from "../../src/config/lazy-source.ts";

it("looks once, and only when something of it is read", () => {
  let looks = 0;
  const source = lazySource(() => {
    looks += 1;
    return { path: "models", line: 3, reference: "${KEY}" };
  });
  expect(looks).toBe(0);
  expect(source.line).toBe(3);
  expect(source.path).toBe("models");
  expect(looks).toBe(1);
});

it("is copied with all that it says", () => {
  const written = {
    path: "models",
    file: "openclaw.json",
    line: 3,
    column: 5,
    reference: "${KEY}",
    foreign: { what: "{env:KEY}", right: "${KEY}" },
  };
  expect({ ...lazySource(() => written) }).toEqual(written);
});

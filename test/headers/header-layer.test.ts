import { expect, it } from "vitest";
import { RESOLVED_BY_HOST } from "../../src/headers/header-layer.ts";

it("what the host resolves is the same value in every copy of the package", () => {
  expect(RESOLVED_BY_HOST).toBe(Symbol.for("provider-headers.resolved-by-host"));
});

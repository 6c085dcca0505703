import { expect, it } from "vitest";
import { CREDENTIAL_FIELDS } from "../../src/providers/credential-places.ts";

it("those that are header fields are all but the parameter of a query", () => {
  expect([...CREDENTIAL_FIELDS]).toEqual([
    "authorization",
    "x-api-key",
    "api-key",
    "x-goog-api-key",
  ]);
});

import { describe, expect, it } from "vitest";

import { headerNamedIn } from "../../src/diagnosis/named-header.ts";

describe("headerNamedIn", () => {
  it.each([
    ["missing Pet-Version header", "pet-version"],
    ["pet-version: header is required", "pet-version"],
    ["Required header: `X-Pet-Session`.", "x-pet-session"],
    ["unknown Pet-Integration-Id", "pet-integration-id"],
    ["your User Agent is not welcome", "user-agent"],
    ["unrecognized User-Agent", "user-agent"],
    ["missing a-b", "a-b"],
    ["required x-1", "x-1"],
    ["invalid 1-x", "1-x"],
    ["unrecognized pet-id", "pet-id"],
    ["unsupported pet-id", "pet-id"],
    ["headers pet-id", "pet-id"],
    ["pet-id headers", "pet-id"],
    ["missing pet- header", undefined],
    ["missing -pet header", undefined],
    ["no pet-id here", undefined],
    ["missing pet-id, unknown user-agent", "user-agent"],
    ["the header is missing", undefined],
    ["third-party clients are not welcome", undefined],
    ["a user asked an agent", undefined],
    ["a user asked an agent about pet-id", undefined],
    ["", undefined],
  ])("%j: %s", (message, expected) => {
    expect(headerNamedIn(message)).toBe(expected);
  });
});

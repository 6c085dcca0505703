import { expect, it } from "vitest";
import { createConfigReader, versionMeant } from "../../src/config/config-reader.ts";
import { configValue } from "../../src/config/config-value.ts";
import { originByPath } from "../../src/config/origin.ts";
import type { Problem } from "../../src/config/problem.ts";

const configOf = (content: unknown) => configValue(content, originByPath({}));

it.each<[given: string | undefined, lastTouchedVersion: unknown, meant: string | undefined]>([
  ["2026.9.6", "2026.2.1", "2026.9.6"],
  [undefined, "2026.2.1", "2026.2.1"],
  ["unknown", "v2026.2.1", "v2026.2.1"],
  [undefined, "unknown", undefined],
  [undefined, 2026, undefined],
  [undefined, undefined, undefined],
])("of %s and %j, which wrote the file, %s is meant", (given, lastTouchedVersion, meant) => {
  expect(versionMeant(configOf({ meta: { lastTouchedVersion } }), given)).toBe(meant);
});

it("reports what was found before first", () => {
  const before: Problem = {
    path: ".env",
    severity: "warning",
    code: "unreadable",
    message: "cannot be read",
    fix: "Make it readable.",
  };
  const reader = createConfigReader(configOf({}), { env: {}, problems: [before] });
  reader.wrong(configOf(1), "is no text", "Write one.");
  expect(reader.problems.map(({ message }) => message)).toEqual(["cannot be read", "is no text"]);
});

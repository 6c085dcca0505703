import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { closureOf, isFactTable, readSources, roomSizes } from "../../bench/room-lines.ts";

const sources = [
  { path: "headers/plan.ts", lines: 100, imports: ["headers/name.ts", "secrets/mask.ts"] },
  { path: "headers/name.ts", lines: 20, imports: [] },
  { path: "secrets/mask.ts", lines: 30, imports: ["providers/find.ts"] },
  { path: "providers/find.ts", lines: 40, imports: ["providers/vendors/one.ts"] },
  { path: "providers/vendors/one.ts", lines: 50, imports: ["providers/find.ts"] },
  { path: "config/read.ts", lines: 60, imports: ["headers/plan.ts"] },
  { path: "index.ts", lines: 5, imports: ["config/read.ts"] },
];

describe("closureOf", () => {
  it("holds a room with all that it imports, and not what imports it", () => {
    expect(closureOf(sources, ["headers"]).map(({ path }) => path)).toEqual([
      "headers/plan.ts",
      "headers/name.ts",
      "secrets/mask.ts",
      "providers/find.ts",
      "providers/vendors/one.ts",
    ]);
  });

  it("says which import leads nowhere", () => {
    const broken = [{ path: "headers/plan.ts", lines: 1, imports: ["headers/gone.ts"] }];
    expect(() => closureOf(broken, ["headers"])).toThrow(
      "headers/plan.ts imports headers/gone.ts, which is not there.",
    );
  });
});

it("counts files and lines by room, a file at the top for itself", () => {
  expect(roomSizes(sources)).toEqual([
    { room: "headers", files: 2, lines: 120 },
    { room: "secrets", files: 1, lines: 30 },
    { room: "providers", files: 2, lines: 90 },
    { room: "config", files: 1, lines: 60 },
    { room: "index.ts", files: 1, lines: 5 },
  ]);
});

it.each([
  ["providers/vendors/one.ts", true],
  ["providers/vendors.ts", false],
  ["diagnosis/language/limit-language.ts", true],
  ["secrets/html-entities.ts", true],
  ["diagnosis/code-meanings.ts", true],
  ["diagnosis/classify-failure.ts", false],
])("%s is a table of facts: %s", (path, isTable) => {
  expect(isFactTable(path)).toBe(isTable);
});

it("sees every import of the sources, of types and on demand", () => {
  const real = readSources(resolve(import.meta.dirname, "../../src"));
  const importsOf = (file: string) => real.find(({ path }) => path === file)?.imports;
  expect(importsOf("providers/vendors/moonshot.ts")).toEqual(["providers/provider.ts"]);
  expect(importsOf("cli/register-commands.ts")).toContain("cli/probe.ts");
  expect(real.every(({ lines }) => lines > 0)).toBe(true);
});

import { mkdirSync } from "node:fs";
import { relative } from "node:path";
import { parseArgs } from "node:util";

import { Stryker } from "@stryker-mutator/core";
import { isExplained, mutantAt, readExplained } from "../test/mutants/explained-mutants.ts";

/**
 * `npm run mutants -- ROOM [--file GLOB] [--json]`: changes a room's code in one place at a time and runs the tests of
 * that room that reach the place. Ends with 1 where too many changes go unnoticed, or one that is not explained. Goes on
 * from the last run: what did not change is not tried again.
 */
const LOWEST_SCORES: Readonly<Record<string, number>> = { diagnosis: 75 };
const LOWEST_SCORE = 85;

/** Data: another word there is no fault of the logic. */
const DATA = ["src/providers/vendors/**", "src/diagnosis/language/**"];

const { values, positionals } = parseArgs({
  options: { file: { type: "string" }, json: { type: "boolean" } },
  allowPositionals: true,
});
const [room] = positionals;
if (room === undefined) throw new Error("Name a room of src, e.g. npm run mutants -- headers");

// Read by the configuration of vitest, in processes of Stryker's.
process.env["MUTANTS_ROOM"] = room;
mkdirSync(".cache/mutants", { recursive: true });
const begun = performance.now();
const results = await new Stryker({
  mutate: [values.file ?? `src/${room}/**/*.ts`, ...DATA.map((glob) => `!${glob}`)],
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
  coverageAnalysis: "perTest",
  concurrency: 1,
  incremental: true,
  incrementalFile: `.cache/mutants/${room}.json`,
  tempDirName: ".cache/stryker",
  ignorePatterns: [".cache", "coverage", "dist"],
  reporters: ["progress-append-only"],
}).runMutationTest();

const counts: Record<string, number> = {};
for (const { status } of results) counts[status] = (counts[status] ?? 0) + 1;
const explained = readExplained();
const survivors = results
  .filter(({ status }) => status === "Survived" || status === "NoCoverage")
  .map(({ fileName, location: { start, end }, replacement = "" }) => ({
    at: start.line,
    ...mutantAt(relative("", fileName), start, end, replacement),
  }));
const unexplained = survivors.filter((mutant) => !isExplained(mutant, explained));
const killed = (counts["Killed"] ?? 0) + (counts["Timeout"] ?? 0);
const figures = {
  room,
  score: Math.round((1000 * killed) / (killed + survivors.length)) / 10,
  counts,
  explained: survivors.length - unexplained.length,
  seconds: Math.round((performance.now() - begun) / 1000),
};
if (values.json) process.stdout.write(`${JSON.stringify({ ...figures, unexplained })}\n`);
else {
  for (const { at, file, line, original, replacement } of unexplained)
    console.log(`${file}:${at}  ${line}\n  - ${original}\n  + ${replacement}`);
  console.log(figures);
}
if (figures.score < (LOWEST_SCORES[room] ?? LOWEST_SCORE) || unexplained.length > 0)
  process.exitCode = 1;

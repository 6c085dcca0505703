import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { drawFrom } from "../test/fuzz/draw.ts";
import { isExplained, readExplained } from "../test/mutants/explained-mutants.ts";
import { instrument, type PlacedMutant, sampleOf } from "../test/mutants/instrument.ts";
import { tryMutants } from "../test/mutants/try-mutants.ts";

/**
 * `npm run mutants -- ROOM [--sample N] [--seed S] [--json]`: changes a room's code in one place at a time and runs the
 * tests of that room that reach the place; with `--sample`, so many changes drawn at random. Ends with 1 where too many
 * go unnoticed, or one that is not explained. One that is explained is not tried, nor what the last run noticed while source
 * and test are the same.
 */
const LOWEST_SCORES: Readonly<Record<string, number>> = { diagnosis: 75 };
const LOWEST_SCORE = 85;

/** Another word there is no fault of the logic; what hosts take is compared with hosts. */
const DATA = /\/(?:vendors|language)\/|\/host-shapes\.ts$/u;
/** Of other rooms, and the tests of some of a room's files. */
const TESTS_BESIDES: Readonly<Record<string, readonly string[]>> = {
  diagnosis: ["test/report/failure-report.test.ts", "test/secrets/on-the-wire.test.ts"],
  headers: ["test/report/sent-fields.test.ts"],
  report: ["test/guard/fallback-guard.test.ts"],
};
/** Run other processes or a copy of the sources, or read these as texts, which hold no mutant. */
const WHOLES = /\/(?:proof|register|new-provider|regular-expressions)\.test\.ts$/u;

const { values, positionals } = parseArgs({
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const [room] = positionals;
if (room === undefined) throw new Error("Name a room of src, e.g. npm run mutants -- headers");
const filesIn = (folder: string, isWanted: (file: string) => boolean): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => resolve(folder, name))
    .filter(isWanted)
    .sort();
const place = resolve(".cache/mutants", room);
mkdirSync(place, { recursive: true });
const begun = performance.now();

const { sources, mutants } = await instrument(
  filesIn(`src/${room}`, (file) => file.endsWith(".ts") && !DATA.test(file)),
);
const tried =
  values.sample === undefined
    ? mutants
    : sampleOf(mutants, Number(values.sample), drawFrom(Number(values.seed)));

/** By mutants, the file of the test that noticed it, and what the source and that file were then. */
const memoryFile = `${place}/noticed.json`;
const noticed: Record<string, { readonly killer: string; readonly digest: string }> = existsSync(
  memoryFile,
)
  ? JSON.parse(readFileSync(memoryFile, "utf8"))
  : {};
const keyOf = ({ file, range, replacement }: PlacedMutant): string =>
  `${file}:${range} ${replacement}`;
const digestOf = ({ path }: PlacedMutant, killer: string): string =>
  createHash("sha256")
    .update(sources[path] ?? "")
    .update(existsSync(killer) ? readFileSync(killer) : "")
    .digest("base64");
const isKnown = (mutant: PlacedMutant): boolean => {
  const known = noticed[keyOf(mutant)];
  return known !== undefined && known.digest === digestOf(mutant, known.killer);
};

const explained = readExplained();
const hasReason = (mutant: PlacedMutant): boolean => isExplained(mutant, explained);
const untried = tried.filter((mutant) => !isKnown(mutant) && !hasReason(mutant));
const trials = await tryMutants(
  {
    sources,
    testFiles: [
      ...filesIn(`test/${room}`, (file) => file.endsWith(".test.ts") && !WHOLES.test(file)),
      ...(TESTS_BESIDES[room] ?? []).map((file) => resolve(file)),
    ],
    mutants: untried.map(({ id, path }) => ({ id, path })),
  },
  `${place}/run`,
);
const byId = new Map(trials.map((trial) => [trial.id, trial]));
for (const mutant of untried) {
  const { killer } = byId.get(mutant.id) ?? {};
  if (killer === undefined) delete noticed[keyOf(mutant)];
  else noticed[keyOf(mutant)] = { killer, digest: digestOf(mutant, killer) };
}
writeFileSync(memoryFile, JSON.stringify(noticed));
rmSync(`${place}/run.trials`, { force: true });

const counts: Record<string, number> = {};
const unnoticed: PlacedMutant[] = [];
for (const mutant of tried) {
  const status = byId.get(mutant.id)?.status ?? (hasReason(mutant) ? "survived" : "killed");
  counts[status] = (counts[status] ?? 0) + 1;
  if (status === "survived" || status === "uncovered") unnoticed.push(mutant);
}
const unexplained = unnoticed
  .filter((mutant) => !hasReason(mutant))
  .map(({ id: _id, path: _path, ...mutant }) => mutant);
const killed = (counts["killed"] ?? 0) + (counts["timeout"] ?? 0);
const figures = {
  room,
  mutants: mutants.length,
  ...(values.sample === undefined ? {} : { sample: tried.length, seed: Number(values.seed) }),
  score: Math.round((1000 * killed) / (killed + unnoticed.length)) / 10,
  counts,
  explained: unnoticed.length - unexplained.length,
  seconds: Math.round((performance.now() - begun) / 1000),
};
if (values.json) process.stdout.write(`${JSON.stringify({ ...figures, unexplained })}\n`);
else {
  for (const { file, range, line, original, replacement } of unexplained)
    console.log(`${file}:${range}  ${line}\n  - ${original}\n  + ${replacement}`);
  console.log(figures);
}
if (figures.score < (LOWEST_SCORES[room] ?? LOWEST_SCORE) || unexplained.length > 0)
  process.exitCode = 1;

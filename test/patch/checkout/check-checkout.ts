import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { patch } from "../../../src/cli/run-patch.ts";
import { PART_NAMES, type PartName, PARTS } from "../../../src/patch/parts.ts";
import { compareWithRange, parseTreeVersion } from "../../../src/patch/tree-version.ts";
import { addedLines, type AddedLines, sumOf } from "../part-lines.ts";
import {
  compareResults,
  failedTests,
  fileOf,
  filesOf,
  readReport,
  type Results,
  type VitestReport,
} from "../suite-results.ts";
import { hostScenarios } from "./host-scenarios.ts";
import { runScenario } from "./scenario.ts";
import { todayScenarios } from "./today-scenarios.ts";
import { type Command, MARCH_CHECKS, TODAY_CHECKS } from "./tree-checks.ts";

/**
 * The patch on a real checkout of OpenClaw (see docs/upstream-patch.md for how to make one): part by part and as a
 * whole it must pass what the repository asks of a change, change no test's result, do its work in the built host, and
 * go away without a trace. A test or a host that fails on a busy machine gets a second chance by itself.
 *
 *   npm run test:patch -- --checkout DIR [--workers N] [--report FILE] [--baseline FILE] [--no-suites]
 *     [--quick] [--each-part] [--lines-only]
 */
const { values } = parseArgs({
  options: {
    checkout: { type: "string" },
    workers: { type: "string", default: "2" },
    report: { type: "string" },
    /** Results of the untouched suites: read where the file exists, else written. */
    baseline: { type: "string" },
    "no-suites": { type: "boolean", default: false },
    /** Asks the untouched tree only about what fails on the patched one: half the time. */
    quick: { type: "boolean", default: false },
    /** Type check and build after each part instead of after the last one. */
    "each-part": { type: "boolean", default: false },
    /** Applies each part, counts its lines and takes them back: seconds, and nothing of the tree's is run. */
    "lines-only": { type: "boolean", default: false },
  },
});

interface Finished {
  readonly code: number | null;
  readonly output: string;
}

const checkout = path.resolve(values.checkout ?? "");
const version = readVersion(checkout);
const parsed = parseTreeVersion(version);
const isToday = parsed !== undefined && (parsed.month >= 6 || parsed.year > 2026);
const checks = isToday ? TODAY_CHECKS : MARCH_CHECKS;
const parts = PART_NAMES.filter((name) =>
  PARTS.some(
    (part) => part.name === name && parsed && compareWithRange(parsed, part.versions) === 0,
  ),
);
const folder = mkdtempSync(path.join(tmpdir(), "check-checkout-"));
const failures: string[] = [];
const figures: [string, string][] = [];

try {
  await checkAll();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `\nOpenClaw ${version}: ${failures.length === 0 ? "all well" : `${failures.length} wrong`}`,
);
for (const [name, figure] of figures) console.log(`  ${name.padEnd(34)} ${figure}`);
if (values.report)
  writeFileSync(values.report, JSON.stringify({ version, figures, failures }, null, 2));
process.exitCode = failures.length === 0 ? 0 : 1;

async function checkAll(): Promise<void> {
  await expectClean("before");
  if (values["lines-only"]) {
    await countLines(applyPart);
    return revert();
  }
  const errors = values.quick ? undefined : await typeErrors();
  if (errors) note("type check, untouched", `${errors.length} errors`);
  const before = values.quick || values["no-suites"] ? undefined : await suiteResults("untouched");

  const found = new Set<string>();
  await countLines(async (part) => {
    await applyPart(part);
    await checkPart(part);
    if (!values["each-part"] && part !== parts.at(-1)) return;
    for (const error of await checkStack(part)) found.add(error);
  });
  const again = await runPatch({});
  note(
    "second run",
    /already applied, nothing to write/.test(again.output)
      ? "already applied"
      : fail("second run", again.output),
  );

  const after = values["no-suites"] ? {} : await suiteResults("patched");
  const worse = before ? compare(before, after) : failedTests(after);
  const scenarios = isToday ? todayScenarios(checkout, version) : hostScenarios(checkout, version);
  for (const scenario of scenarios) {
    const { wrong, atFirst } = await runScenario(scenario);
    const twice = atFirst.length > 0 ? `, the second time: ${atFirst[0]?.slice(0, 300)}` : "";
    note(scenario.name, wrong.length === 0 ? `ok${twice}` : fail(scenario.name, wrong.join("\n")));
  }
  await revert();
  await expectNoneWorse(worse);
  // A package that could not be installed leaves errors in an extension that needs it.
  const known = found.size > 0 ? new Set(errors ?? (await typeErrors())) : new Set();
  const fresh = [...found].filter((line) => !known.has(line));
  note(
    "type check, compared",
    fresh.length === 0 ? `${found.size} errors, none new` : fail("type check", fresh.join("\n")),
  );
}

async function checkPart(part: PartName): Promise<void> {
  const changed = await changedFiles();
  const written = changed.filter((file) => !file.endsWith(".json"));
  await expectCommand(`${part}: format`, { program: "oxfmt", args: ["--check", ...written] });
  const sources = changed.filter((file) => file.endsWith(".ts"));
  await expectCommand(`${part}: lint`, { program: "oxlint", args: ["--type-aware", ...sources] });
  const own = sources.filter((file) => file.endsWith(".test.ts"));
  await expectTests(`${part}: its own tests`, own);
}

/** The tree with this part and all before it; the type errors that it has. */
async function checkStack(part: PartName): Promise<readonly string[]> {
  const started = Date.now();
  const errors = await typeErrors();
  note(`up to ${part}: type check`, `${errors.length} errors, ${seconds(started)}`);
  for (const step of checks.build) {
    await expectCommand(`up to ${part}: build, ${[step.program, ...step.args].join(" ")}`, step);
  }
  return errors;
}

/** Applies the parts one by one and counts what each adds, against an index of its own. */
async function countLines(apply: (part: PartName) => Promise<void>): Promise<void> {
  const place = async (name: string) =>
    path.resolve(checkout, (await git("rev-parse", "--git-path", name)).output.trim());
  const aside = {
    GIT_INDEX_FILE: path.join(folder, "index"),
    GIT_OBJECT_DIRECTORY: path.join(folder, "objects"),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: await place("objects"),
  };
  mkdirSync(aside.GIT_OBJECT_DIRECTORY);
  copyFileSync(await place("index"), aside.GIT_INDEX_FILE);
  const counted: AddedLines[] = [];
  for (const part of parts) {
    await apply(part);
    await start("git", ["add", "--intent-to-add", "--all"], aside);
    const { output } = await start("git", ["diff", "--numstat"], aside);
    await start("git", ["add", "--all"], aside);
    const added = addedLines(output);
    counted.push(added);
    noteLines(part, added);
  }
  noteLines("all parts", sumOf(counted));
}

function noteLines(name: PartName | "all parts", { production, tests, docs }: AddedLines): void {
  const most = checks.mostProductionLines[name] ?? Infinity;
  const figure = `${production} production, ${tests} tests, ${docs} docs`;
  note(
    `${name}: lines added`,
    production <= most ? figure : fail(`${name}: lines added`, `${figure}; at most ${most}`),
  );
}

async function revert(): Promise<void> {
  const reverted = await runPatch({ revert: true });
  if (reverted.code !== 0) fail("revert", reverted.output);
  await expectClean("after --revert");
}

async function applyPart(part: PartName): Promise<void> {
  const { code, output } = await runPatch({ only: part });
  const edits = output.split("\n").filter((line) => /^ {2}[~+] /.test(line)).length;
  note(`${part}: apply`, code === 0 ? `${edits} edits and files` : fail(`${part}: apply`, output));
}

async function runPatch(options: { only?: string; revert?: true }): Promise<Finished> {
  let output = "";
  const stream = { write: (text: string) => (output += text) };
  try {
    const code = await patch(checkout, options, {
      command: "npx provider-headers",
      stdout: stream,
      stderr: stream,
      env: process.env,
      cwd: process.cwd(),
      signal: new AbortController().signal,
    });
    return { code, output };
  } catch (error) {
    return { code: 2, output: String(error) };
  }
}

async function suiteResults(when: string): Promise<Results> {
  if (when === "untouched" && values.baseline && existsSync(values.baseline)) {
    return JSON.parse(readFileSync(values.baseline, "utf8")) as Results;
  }
  const started = Date.now();
  const first = await runSuites(checks.suites);
  const again = filesOf(failedTests(first));
  const results = { ...first, ...(await runAlone(again)) };
  note(
    `suites, ${when}`,
    `${filesOf(Object.keys(results)).length} files, ${Object.keys(results).length} tests, ${failedTests(results).length} failed, ${again.length} files run twice, ${seconds(started)}`,
  );
  if (when === "untouched" && values.baseline) {
    writeFileSync(values.baseline, JSON.stringify(results));
  }
  return results;
}

async function runSuites(suites: readonly string[]): Promise<Results> {
  if (!checks.suiteBySuite) return runTests(suites, values.workers);
  const results = {};
  for (const suite of suites) {
    const ofSuite = await runTests([suite], values.workers);
    if (Object.keys(ofSuite).length === 0) fail(suite, "no test of it ran");
    Object.assign(results, ofSuite);
  }
  return results;
}

/** Each file in a run of its own: on a busy machine, tests with a clock of their own fail beside others. */
async function runAlone(files: readonly string[]): Promise<Results> {
  const results = {};
  for (const file of files) Object.assign(results, await runTests([file], "1"));
  return results;
}

async function runTests(files: readonly string[], workers: string): Promise<Results> {
  const report = path.join(folder, "report.json");
  rmSync(report, { force: true });
  const { program, args } = checks.test;
  const reporter = ["--reporter", "json", "--outputFile", report];
  await run({ program, args: [...args, "--maxWorkers", workers, ...reporter, ...files] });
  if (!existsSync(report)) return {};
  const read = JSON.parse(readFileSync(report, "utf8")) as VitestReport;
  return readReport(read, (file) => path.relative(checkout, file));
}

/** The tests that are worse than on the untouched tree. Whether the patch is why, `expectNoneWorse` finds out. */
function compare(before: Results, after: Results): readonly string[] {
  const { worse, better, added } = compareResults(before, after);
  note(
    "results changed",
    `${worse.length} worse, ${better.length} better, new tests ${added.length}`,
  );
  for (const test of worse) console.log(`  ${test}: ${before[test]} to ${after[test] ?? "gone"}`);
  return worse;
}

/** A test that fails by itself on the untouched tree as well is none that the patch breaks. */
async function expectNoneWorse(tests: readonly string[]): Promise<void> {
  if (tests.length === 0) return;
  const untouched = await runAlone(filesOf(tests));
  for (const test of tests) {
    if (untouched[test] === "failed") note(test, "fails on the untouched tree too");
    else fail(test, `not on the untouched tree, where it is ${untouched[test] ?? "not there"}`);
  }
}

async function changedFiles(): Promise<string[]> {
  const { output } = await git("status", "--porcelain", "--untracked-files=all");
  return output
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.slice(3));
}

async function expectClean(when: string): Promise<void> {
  const files = await changedFiles();
  note(`clean ${when}`, files.length === 0 ? "yes" : fail(`clean ${when}`, files.join("\n")));
  if (files.length > 0 && when === "before") throw new Error("the checkout must be clean");
}

async function expectCommand(name: string, command: Command): Promise<void> {
  const started = Date.now();
  const { code, output } = await run(command);
  note(name, code === 0 ? `ok, ${seconds(started)}` : fail(name, output));
}

/** A run that finds no test of a file ends well too, so each file must have some that passed. */
async function expectTests(name: string, files: readonly string[]): Promise<void> {
  const started = Date.now();
  const results = await runSuites(files);
  Object.assign(results, await runAlone(filesOf(failedTests(results))));
  const failed = Object.keys(results).filter((test) => results[test] !== "passed");
  const ran = new Set(Object.keys(results).map(fileOf));
  const wrong = [
    ...failed,
    ...files.filter((file) => !ran.has(file)).map((file) => `${file}: none`),
  ];
  note(
    name,
    wrong.length === 0
      ? `${Object.keys(results).length}, ${seconds(started)}`
      : fail(name, wrong.join("\n")),
  );
}

async function typeErrors(): Promise<string[]> {
  const lines: string[] = [];
  for (const command of checks.typeCheck) {
    const { output } = await run(command);
    lines.push(...output.split("\n").filter((line) => line.includes("error TS")));
  }
  return lines;
}

function run({ program, args }: Command): Promise<Finished> {
  return program.endsWith(".mjs")
    ? start(process.execPath, [program, ...args])
    : start(path.join(checkout, "node_modules", ".bin", program), args);
}

function git(...args: string[]): Promise<Finished> {
  return start("git", args);
}

async function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child: ChildProcess = spawn(command, args, {
    cwd: checkout,
    env: {
      ...process.env,
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"]}`,
      NO_COLOR: "1",
      // Declarations of the tree's packages take minutes, and nothing here reads them.
      OPENCLAW_RUN_NODE_SKIP_DTS_BUILD: "1",
      // The tree's own limit of 3 GiB lets its type check do little but collect garbage.
      GOGC: process.env["GOGC"] ?? "200",
      GOMEMLIMIT: process.env["GOMEMLIMIT"] ?? "9GiB",
      // The tree ends a run of tests that shows nothing for two minutes.
      OPENCLAW_VITEST_NO_OUTPUT_TIMEOUT_MS: "1800000",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, output };
}

function note(name: string, figure: string): void {
  figures.push([name, figure]);
  console.log(`${name}: ${figure}`);
}

function fail(name: string, why: string): string {
  failures.push(`${name}\n${why}`);
  console.log(`WRONG ${name}\n${why.slice(-4000)}`);
  return "wrong";
}

function seconds(started: number): string {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}

function readVersion(directory: string): string {
  const manifest = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}

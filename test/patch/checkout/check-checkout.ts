import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { patch } from "../../../src/cli/run-patch.ts";
import { PART_NAMES, type PartName, PARTS } from "../../../src/patch/parts.ts";
import { compareWithRange, parseTreeVersion } from "../../../src/patch/tree-version.ts";
import { runHostScenarios } from "./host-scenarios.ts";
import { runTodayScenarios } from "./today-scenarios.ts";
import { type Command, MARCH_CHECKS, TODAY_CHECKS } from "./tree-checks.ts";

/**
 * The patch on a real checkout of OpenClaw (see docs/upstream-patch.md for how to make one): part by part and as a
 * whole it must pass what the repository asks of a change, change no test's result, do its work in the built host, and
 * go away without a trace.
 *
 *   npm run test:patch -- --checkout DIR [--workers N] [--report FILE] [--baseline FILE] [--no-suites]
 */
const { values } = parseArgs({
  options: {
    checkout: { type: "string" },
    workers: { type: "string", default: "2" },
    report: { type: "string" },
    /** Results of the untouched suites: read where the file exists, else written. */
    baseline: { type: "string" },
    "no-suites": { type: "boolean", default: false },
  },
});

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

type Results = Readonly<Record<string, string>>;

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
  // A package that could not be installed leaves errors in an extension that needs it.
  const known = new Set(await typeErrors());
  note("type check, untouched", `${known.size} errors`);
  const before = values["no-suites"] ? undefined : await suiteResults("untouched");

  for (const part of parts) {
    await applyPart(part);
    const changed = await changedFiles();
    const written = changed.filter((file) => !file.endsWith(".json"));
    await expectCommand(`${part}: format`, { program: "oxfmt", args: ["--check", ...written] });
    const sources = changed.filter((file) => file.endsWith(".ts"));
    await expectCommand(`${part}: lint`, {
      program: "oxlint",
      args: ["--type-aware", ...sources],
    });
    await expectNoNewErrors(`${part}: type check`, known);
    for (const step of checks.build) {
      await expectCommand(`${part}: build, ${path.basename(step.program)}`, step);
    }
    const own = sources.filter((file) => file.endsWith(".test.ts"));
    await expectTests(`${part}: its own tests`, own);
  }
  const again = await runPatch({});
  note(
    "second run",
    /already applied, nothing to write/.test(again.output)
      ? "already applied"
      : fail("second run", again.output),
  );
  const { output: stat } = await git("diff", "--shortstat");
  figures.push(["changed files", stat.trim()]);
  const { output: status } = await git("status", "--porcelain", "--untracked-files=all");
  figures.push([
    "new files",
    String(status.split("\n").filter((line) => line.startsWith("??")).length),
  ]);

  if (before) compareResults(before, await suiteResults("patched"));
  const scenarios = isToday
    ? runTodayScenarios(checkout, version)
    : runHostScenarios(checkout, version);
  for await (const { name, wrong } of scenarios) {
    note(name, wrong.length === 0 ? "ok" : fail(name, wrong.join("\n")));
  }

  const reverted = await runPatch({ revert: true });
  if (reverted.code !== 0) fail("revert", reverted.output);
  await expectClean("after --revert");
}

async function applyPart(part: PartName): Promise<void> {
  const { code, output } = await runPatch({ only: part });
  const edits = output.split("\n").filter((line) => /^ {2}[~+] /.test(line)).length;
  note(`${part}: apply`, code === 0 ? `${edits} edits and files` : fail(`${part}: apply`, output));
}

async function runPatch(options: { only?: string; revert?: true }): Promise<Outcome> {
  let output = "";
  const stream = { write: (text: string) => (output += text) };
  try {
    const code = await patch(checkout, options, {
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

/** Every test's result by its file and full name. */
async function suiteResults(when: string): Promise<Results> {
  if (when === "untouched" && values.baseline && existsSync(values.baseline)) {
    return JSON.parse(readFileSync(values.baseline, "utf8")) as Results;
  }
  const file = path.join(folder, `${when}.json`);
  const started = Date.now();
  const results = { ...(await runSuites(checks.suites, file)) };
  const unsettled = new Set(failedFiles(results));
  if (unsettled.size > 0) {
    // A busy machine lets tests with a clock of their own fail: once more, by themselves.
    Object.assign(results, await runSuites([...unsettled], file));
  }
  const failed = Object.values(results).filter((status) => status === "failed").length;
  const files = new Set(Object.keys(results).map(fileOf)).size;
  note(
    `suites, ${when}`,
    `${files} files, ${Object.keys(results).length} tests, ${failed} failed, ${unsettled.size} files run twice, ${seconds(started)}`,
  );
  if (when === "untouched" && values.baseline) {
    writeFileSync(values.baseline, JSON.stringify(results));
  }
  return results;
}

async function runSuites(suites: readonly string[], file: string): Promise<Results> {
  if (checks.suiteBySuite && suites.length > 1) {
    const results = {};
    for (const suite of suites) Object.assign(results, await runSuites([suite], file));
    return results;
  }
  rmSync(file, { force: true });
  await run(testRun(["--reporter", "json", "--outputFile", file, ...suites]));
  if (!existsSync(file)) return {};
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as {
    testResults: {
      name: string;
      status: string;
      assertionResults: { fullName: string; status: string }[];
    }[];
  };
  const results: Record<string, string> = {};
  for (const { name, status, assertionResults } of testResults) {
    const suite = path.relative(checkout, name);
    if (assertionResults.length === 0) results[`${suite}: the file`] = status;
    for (const test of assertionResults) results[`${suite}: ${test.fullName}`] = test.status;
  }
  return results;
}

function fileOf(test: string): string {
  return test.slice(0, test.indexOf(": "));
}

function failedFiles(results: Results): string[] {
  return Object.entries(results)
    .filter(([, status]) => status === "failed")
    .map(([test]) => fileOf(test));
}

function compareResults(before: Results, after: Results): void {
  const changed = Object.entries(before).filter(([test, status]) => after[test] !== status);
  for (const [test, status] of changed) fail(test, `was ${status}, is ${after[test] ?? "gone"}`);
  const added = Object.entries(after).filter(([test]) => before[test] === undefined);
  for (const [test, status] of added) if (status !== "passed") fail(test, `new, and ${status}`);
  note("results changed", `${changed.length}, new tests ${added.length}`);
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
  const results = Object.entries(await runSuites(files, path.join(folder, "own.json")));
  const failed = results.filter(([, status]) => status !== "passed").map(([test]) => test);
  const ran = new Set(results.map(([test]) => fileOf(test)));
  const wrong = [
    ...failed,
    ...files.filter((file) => !ran.has(file)).map((file) => `${file}: none`),
  ];
  note(
    name,
    wrong.length === 0 ? `${results.length}, ${seconds(started)}` : fail(name, wrong.join("\n")),
  );
}

async function expectNoNewErrors(name: string, known: ReadonlySet<string>): Promise<void> {
  const started = Date.now();
  const fresh = (await typeErrors()).filter((line) => !known.has(line));
  note(name, fresh.length === 0 ? `ok, ${seconds(started)}` : fail(name, fresh.join("\n")));
}

async function typeErrors(): Promise<string[]> {
  const lines: string[] = [];
  for (const command of checks.typeCheck) {
    const { output } = await run(command);
    lines.push(...output.split("\n").filter((line) => line.includes("error TS")));
  }
  return lines;
}

function testRun(args: readonly string[]): Command {
  const { program, args: own } = checks.test;
  return { program, args: [...own, "--maxWorkers", values.workers, ...args] };
}

function run({ program, args }: Command): Promise<Outcome> {
  return program.endsWith(".mjs")
    ? start(process.execPath, [program, ...args])
    : start(path.join(checkout, "node_modules", ".bin", program), args);
}

function git(...args: string[]): Promise<Outcome> {
  return start("git", args);
}

async function start(command: string, args: readonly string[]): Promise<Outcome> {
  const child: ChildProcess = spawn(command, args, {
    cwd: checkout,
    env: {
      ...process.env,
      PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env["PATH"]}`,
      NO_COLOR: "1",
      // Declarations of the tree's packages take minutes, and nothing here reads them.
      OPENCLAW_RUN_NODE_SKIP_DTS_BUILD: "1",
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

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

import {
  classifyFailure,
  FAILURE_KINDS,
  type FailureKind,
} from "../src/diagnosis/classify-failure.ts";
import {
  authScores,
  isAuth,
  scoresOf,
  type Judged,
  type LabelledFailure,
  type Scores,
} from "./failure-scores.ts";

const USAGE = `usage: npm run --silent eval:failures -- FILE.jsonl ... [--json] [--openclaw DIR]

Judges labelled provider failures, one JSON object a line, and prints how often the verdict is right.
  --json          the figures as JSON, and nothing else
  --openclaw DIR  also what OpenClaw's own classifier says of the same lines; DIR is its package, or the folder
                  it was installed into (npm install --prefix DIR openclaw@2026.9.6; its Node must be at hand)`;

/** Ends the run with a reason: exit 2, as every command of this project does when it could not run. */
class CannotRun extends Error {}

function main(): void {
  const { files, json, openclaw } = readArguments();
  const judged = files.flatMap(readFailures).map(judge);
  const scores = scoresOf(judged);
  if (json) {
    console.log(JSON.stringify(scores));
    return;
  }
  console.log(`${scores.total} failures of ${files.join(", ")}\n`);
  printConfusion(judged);
  printScores(scores);
  if (openclaw !== undefined) printOpenClaw(judged, openclaw);
  printMisses(judged);
}

function readArguments(): {
  files: readonly string[];
  json: boolean;
  openclaw: string | undefined;
} {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: "boolean" }, openclaw: { type: "string" } },
    });
    if (positionals.length === 0) throw new CannotRun(USAGE);
    return { files: positionals, json: values.json === true, openclaw: values.openclaw };
  } catch (error) {
    if (error instanceof CannotRun) throw error;
    throw new CannotRun(`${describe(error)}\n\n${USAGE}`);
  }
}

function readFailures(file: string): LabelledFailure[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CannotRun(`${file} cannot be read: ${describe(error)}`);
  }
  const lines = text.split("\n");
  return lines.flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, file, index)]));
}

function readLine(line: string, file: string, index: number): LabelledFailure {
  const where = `${file}:${index + 1}`;
  let failure: LabelledFailure;
  try {
    failure = JSON.parse(line) as LabelledFailure;
  } catch (error) {
    throw new CannotRun(`${where} is not JSON: ${describe(error)}`);
  }
  if (!FAILURE_KINDS.includes(failure.label)) {
    throw new CannotRun(
      `${where} has the label ${JSON.stringify(failure.label)}; use one of ${FAILURE_KINDS.join(", ")}`,
    );
  }
  return failure;
}

function judge(failure: LabelledFailure): Judged {
  const { kind, sure, rule, candidates } = classifyFailure({
    provider: failure.provider,
    status: failure.status,
    headers: failure.headers,
    body: failure.body,
    message: failure.message,
    endpoint: failure.context?.endpoint,
    keyPrefix: failure.context?.key_prefix,
  });
  const isBarred = rule.startsWith("status:") || candidates.includes("wrong_endpoint_or_key");
  return { failure, kind, sure, isWithheld: !sure && isBarred };
}

function printConfusion(judged: readonly Judged[]): void {
  const width = Math.max(...FAILURE_KINDS.map((kind) => kind.length)) + 2;
  const count = (label: FailureKind, kind: FailureKind) =>
    judged.filter((line) => line.failure.label === label && line.kind === kind).length;
  const letters = FAILURE_KINDS.map((_, index) => String.fromCodePoint(97 + index));
  console.log(
    `${"label".padEnd(width)}called ${letters.map((letter) => letter.padStart(4)).join("")}`,
  );
  for (const [index, label] of FAILURE_KINDS.entries()) {
    const cells = FAILURE_KINDS.map((kind) => String(count(label, kind) || ".").padStart(4));
    console.log(`${label.padEnd(width)}     ${letters[index] ?? ""} ${cells.join("")}`);
  }
}

function printScores({ auth, kind, clientRejected, notAuthCalledAuth, sure }: Scores): void {
  console.log(`
authentication failure or not   precision ${percent(auth.precision)}   recall ${percent(auth.recall)}   F1 ${percent(auth.f1)}, ${percent(auth.undoubted)} of those without doubt or twins
kind right                      ${percent(kind.all)} of all, ${percent(kind.undoubted)} of those without doubt or twins
refused client called that      ${clientRejected.right} of ${clientRejected.of}
not_auth called auth            ${notAuthCalledAuth.count} of ${notAuthCalledAuth.of}
sure, without doubt or twins    right ${percent(sure.precision)}   on ${percent(sure.coverage)} of them   on ${percent(sure.authCoverage)} of their authentication failures
                                of these ${sure.withheld.count} of the ${sure.withheld.of} others are a status without words, or a key that may be another service's`);
}

/** The host knows `auth` and `auth_permanent`; it has no kind for a refused client. */
function printOpenClaw(judged: readonly Judged[], directory: string): void {
  const reasons = openClawReasons(judged, directory);
  const called = reasons.map((reason) => reason.startsWith("auth"));
  const scores = authScores(
    judged.map(({ failure }, index) => [isAuth(failure.label), called[index] === true]),
  );
  const clients = judged.flatMap(({ failure }, index) =>
    failure.label === "client_rejected" ? [called[index] === true] : [],
  );
  console.log(`
OpenClaw's own classifier       precision ${percent(scores.precision)}   recall ${percent(scores.recall)}   F1 ${percent(scores.f1)}
refused clients                 ${clients.filter(Boolean).length} of ${clients.length} called bad credentials, the rest not an authentication failure`);
}

function openClawReasons(judged: readonly Judged[], directory: string): string[] {
  const packageDirectory = [directory, join(directory, "node_modules/openclaw")].find((candidate) =>
    existsSync(join(candidate, "openclaw.mjs")),
  );
  if (packageDirectory === undefined) {
    throw new CannotRun(
      `${directory} holds no installed openclaw; run npm install --prefix ${directory} openclaw@2026.9.6`,
    );
  }
  const { stdout, stderr, error } = spawnSync(
    nodeForHost(),
    [fileURLToPath(new URL("openclaw-classifier.js", import.meta.url)), packageDirectory],
    {
      input: judged.map(({ failure }) => JSON.stringify(failure)).join("\n"),
      encoding: "utf8",
      maxBuffer: 1 << 26,
    },
  );
  const last = stdout?.trimEnd().split("\n").at(-1) ?? "";
  let answer: { reasons?: string[]; problem?: string };
  try {
    answer = JSON.parse(last) as typeof answer;
  } catch {
    const told = error?.message ?? stderr.trim().split("\n").at(-1) ?? "";
    throw new CannotRun(`OpenClaw's classifier did not answer: ${told}`);
  }
  if (answer.reasons === undefined) {
    throw new CannotRun(
      `OpenClaw's classifier was not found: ${answer.problem ?? "no reason given"}`,
    );
  }
  return answer.reasons;
}

/** OpenClaw 2026.9.6 asks for Node 22.19 or newer. */
function nodeForHost(): string {
  const installed = join(process.cwd(), "node_modules/node-24/bin/node");
  return existsSync(installed) ? installed : process.execPath;
}

function printMisses(judged: readonly Judged[]): void {
  const misses = judged.filter(({ failure, kind }) => failure.label !== kind);
  console.log(misses.length === 0 ? "\nno miss" : "\nmisses");
  for (const { failure, kind, sure } of misses) {
    const doubt = failure.doubt === true || (failure.twins ?? []).length > 0 ? " (arguable)" : "";
    console.log(
      `  ${failure.id}: ${failure.label}${doubt} called ${kind}${sure ? "" : ", not sure"}`,
    );
    console.log(`    ${JSON.stringify(failure).slice(0, 300)}`);
  }
}

function percent(value: number): string {
  return value.toFixed(4);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

try {
  main();
} catch (error) {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setInterval } from "node:timers/promises";
import {
  addTrial,
  type MutationPlan,
  PLAN_VARIABLE,
  readTrials,
  type Trial,
} from "./mutation-plan.ts";

/** A process that is at one mutant for so many milliseconds, and longer than all tests took, is in an endless loop. */
const LEAST_PATIENCE = 90_000;
const LOOK = 1000;

/**
 * Tries each mutant of a plan in a process of the tests, which is begun again where a mutant ends it or never ends. Files
 * are put at `place` plus an ending; a run that was stopped goes on where it was while plan and tests are the same.
 */
export async function tryMutants(
  plan: Omit<MutationPlan, "trials">,
  place: string,
): Promise<Trial[]> {
  const trials = `${place}.trials`;
  const planFile = `${place}.plan.json`;
  const text = JSON.stringify({ ...plan, trials });
  const isSame = existsSync(planFile) && readFileSync(planFile, "utf8") === text;
  if (!isSame || plan.testFiles.some((file) => changedAt(file) > changedAt(trials)))
    rmSync(trials, { force: true });
  writeFileSync(planFile, text);
  const finished = (): Trial[] => readTrials(trials).filter(({ status }) => status !== undefined);
  while (finished().length < plan.mutants.length) {
    const before = finished().length;
    await runTests(place, planFile, trials);
    const last = readTrials(trials).at(-1);
    if (last !== undefined && last.status === undefined)
      addTrial(trials, { id: last.id, status: "timeout" });
    if (finished().length === before) throw new Error(`The tests do not begin: see ${place}.log`);
  }
  return finished();
}

async function runTests(place: string, planFile: string, trials: string): Promise<void> {
  const log = openSync(`${place}.log`, "w");
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", "test/mutants/vitest.config.ts"],
    {
      env: { ...process.env, [PLAN_VARIABLE]: planFile },
      stdio: ["ignore", log, log],
      detached: true,
    },
  );
  const kill = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  const stop = (): void => {
    kill();
    process.exit(1);
  };
  const ended = new AbortController();
  child.on("close", () => ended.abort());
  const begun = Date.now();
  let patience = LEAST_PATIENCE;
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    for await (const _look of setInterval(LOOK, undefined, { signal: ended.signal })) {
      const last = changedAt(trials);
      // Before its first mutant it runs all tests once, which may take minutes.
      if (last < begun) patience = Math.max(patience, Date.now() - begun);
      else if (Date.now() - last > patience) kill();
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
  }
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

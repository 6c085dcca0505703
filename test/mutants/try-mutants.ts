import { spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setInterval } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { loadFactor } from "./load-factor.ts";
import {
  addTrial,
  type MutationPlan,
  PLAN_VARIABLE,
  readTrials,
  type Trial,
} from "./mutation-plan.ts";

/** A process that has been at one mutant for so many milliseconds is in an endless loop, on a machine that is not busy. */
const PATIENCE = 90_000;
const LOOK = 1000;

/**
 * Tries each mutant of a plan in a process of the tests, which is begun again where a mutant ends it or never ends. Files
 * are put at `place` plus an ending; a run that was stopped goes on where it was while plan and tests are the same.
 */
export async function tryMutants(
  plan: Omit<MutationPlan, "trials" | "firstRun">,
  place: string,
): Promise<Trial[]> {
  const trials = `${place}.trials`;
  const firstRun = `${place}.first-run.json`;
  const planFile = `${place}.plan.json`;
  const known = existsSync(planFile) ? readFileSync(planFile, "utf8") : "{}";
  const { mutants, ...room } = JSON.parse(known) as Partial<MutationPlan>;
  const { mutants: wanted, ...rest } = plan;
  const isKnown = isDeepStrictEqual(room, { ...rest, trials, firstRun });
  if (!isKnown || plan.testFiles.some((file) => changedAt(file) > changedAt(firstRun)))
    rmSync(firstRun, { force: true });
  if (!existsSync(firstRun) || !isDeepStrictEqual(mutants, wanted)) rmSync(trials, { force: true });
  writeFileSync(planFile, JSON.stringify({ ...plan, trials, firstRun }));
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
      // With `CI`, a snapshot that is missing is not written.
      env: { ...process.env, CI: "1", [PLAN_VARIABLE]: planFile },
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
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    for await (const _look of setInterval(LOOK, undefined, { signal: ended.signal })) {
      const last = changedAt(trials);
      // Before its first mutant it runs all tests once, which may take minutes.
      if (last > begun && Date.now() - last > PATIENCE * loadFactor()) kill();
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

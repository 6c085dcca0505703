import { spawn } from "node:child_process";
import { openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { setInterval } from "node:timers/promises";
import {
  addTrial,
  type MutationPlan,
  PLAN_VARIABLE,
  readTrials,
  type Trial,
} from "./mutation-plan.ts";

/** A process that is silent for so many milliseconds is in an endless loop. */
const PATIENCE = 90_000;
const LOOK = 1000;

/** Tries each mutant of a plan in a process of the tests, which is begun again where a mutant ends it or never ends. Files are put at `place` plus an ending. */
export async function tryMutants(
  plan: Omit<MutationPlan, "trials">,
  place: string,
): Promise<Trial[]> {
  const trials = `${place}.trials`;
  rmSync(trials, { force: true });
  writeFileSync(`${place}.plan.json`, JSON.stringify({ ...plan, trials }));
  const finished = (): Trial[] => readTrials(trials).filter(({ status }) => status !== undefined);
  while (finished().length < plan.mutants.length) {
    const before = finished().length;
    await runTests(place, trials);
    const last = readTrials(trials).at(-1);
    if (last !== undefined && last.status === undefined)
      addTrial(trials, { id: last.id, status: "timeout" });
    if (finished().length === before) throw new Error(`The tests do not begin: see ${place}.log`);
  }
  return finished();
}

async function runTests(place: string, trials: string): Promise<void> {
  const log = openSync(`${place}.log`, "w");
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", "test/mutants/vitest.config.ts"],
    {
      env: { ...process.env, [PLAN_VARIABLE]: `${place}.plan.json` },
      stdio: ["ignore", log, log],
      detached: true,
    },
  );
  const ended = new AbortController();
  child.on("close", () => ended.abort());
  const begun = Date.now();
  try {
    for await (const _ of setInterval(LOOK, undefined, { signal: ended.signal })) {
      const changed = statSync(trials, { throwIfNoEntry: false })?.mtimeMs;
      if (
        changed !== undefined &&
        Date.now() - Math.max(changed, begun) > PATIENCE &&
        child.pid !== undefined
      )
        process.kill(-child.pid, "SIGKILL");
    }
  } catch (error) {
    if (!ended.signal.aborted) throw error;
  }
}

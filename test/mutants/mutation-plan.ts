import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** The variable that names the file with the plan, for the process of the tests. */
export const PLAN_VARIABLE = "MUTATION_PLAN";

/** One run: what stands in a file for the process of the tests. */
export interface MutationPlan {
  /** Full paths, and what is loaded in place of each: the source with all its mutants, none of them active. */
  readonly sources: Readonly<Record<string, string>>;
  /** Full paths. */
  readonly testFiles: readonly string[];
  readonly mutants: readonly { readonly id: string; readonly path: string }[];
  /** Where what the run without a mutant says is kept. */
  readonly firstRun: string;
  /** Where a line of JSON is added for each mutant that begins and one for each that ends. */
  readonly trials: string;
}

export type MutantStatus = "killed" | "timeout" | "survived" | "uncovered" | "unstable";

/** A line of `trials`; without a status the mutant has begun. */
export interface Trial {
  readonly id: string;
  readonly status?: MutantStatus;
  /** The file of the test that noticed it. */
  readonly killer?: string;
  readonly seconds?: number;
}

export function readPlan(): MutationPlan {
  const file = process.env[PLAN_VARIABLE];
  if (file === undefined) throw new Error(`${PLAN_VARIABLE} names no file.`);
  return JSON.parse(readFileSync(file, "utf8")) as MutationPlan;
}

export function readTrials(file: string): Trial[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Trial);
}

export function addTrial(file: string, trial: Trial): void {
  appendFileSync(file, `${JSON.stringify(trial)}\n`);
}

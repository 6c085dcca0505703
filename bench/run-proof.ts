import { parseArgs } from "node:util";

interface ProofOptions {
  readonly size: number;
  readonly seed: number;
  readonly plant: boolean;
}

interface ProofCommand {
  /** The option that says how much is tried, and what it is without. */
  readonly size: string;
  readonly standard: number;
  /** So many failures are printed. */
  readonly examples: number;
}

/** Runs a proof by `[--<size> N] [--seed S] [--json] [--plant]` and prints what it found; ends with 1 where it found something. */
export async function runProof<Result extends { readonly failures: readonly unknown[] }>(
  { size, standard, examples }: ProofCommand,
  prove: (options: ProofOptions) => Result | Promise<Result>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      [size]: { type: "string", default: String(standard) },
      seed: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      plant: { type: "boolean", default: false },
    },
  });
  const begun = performance.now();
  const { failures, ...rest } = await prove({
    size: Number(values[size]),
    seed: Number(values["seed"]),
    plant: values["plant"] === true,
  });
  const result = {
    ...rest,
    failures: failures.length,
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    examples: failures.slice(0, examples),
  };
  if (values["json"] === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else console.log(result);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

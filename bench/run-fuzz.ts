export interface FuzzOptions {
  readonly size: number;
  readonly seed: number;
  readonly plant: boolean;
}

/** Runs a fuzzer by `[--size N] [--seed S] [--plant] [--json]` and prints what it found; ends with 1 where it found something. */
export async function runFuzz<Result extends { readonly failures: readonly unknown[] }>(
  fuzz: (options: FuzzOptions) => Result | Promise<Result>,
): Promise<void> {
  const [size, seed] = ["--size", "--seed"].map((name) => {
    const at = process.argv.indexOf(name);
    return at < 0 ? undefined : Number(process.argv[at + 1]);
  });
  const begun = performance.now();
  const { failures, ...rest } = await fuzz({
    size: size ?? 10_000,
    seed: seed ?? 1,
    plant: process.argv.includes("--plant"),
  });
  const result = {
    ...rest,
    failures: failures.length,
    seconds: Math.round((performance.now() - begun) / 100) / 10,
    examples: failures.slice(0, 5),
  };
  if (process.argv.includes("--json")) process.stdout.write(`${JSON.stringify(result)}\n`);
  else console.log(result);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

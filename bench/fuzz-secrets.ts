import { fuzzSecrets } from "../test/fuzz/fuzz-secrets.ts";

/** `npm run --silent fuzz:secrets -- [--size N] [--seed S] [--plant] [--json]`; ends with 1 where something is shown. */
const [size, seed] = ["--size", "--seed"].map((name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
});
const begun = performance.now();
const { failures, ...rest } = fuzzSecrets({
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

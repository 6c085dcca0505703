import { fuzzFailures } from "../test/fuzz/fuzz-failures.ts";
import { StepCounter } from "../test/growth/count-steps.ts";
import { runProof } from "./run-proof.ts";

const counter = new StepCounter();

/** `npm run --silent fuzz:failures -- [--size N] [--seed S] [--plant] [--json]`; ends with 1 where something is wrong. */
await runProof({ size: "size", standard: 1000, examples: 5 }, (options) =>
  fuzzFailures({ ...options, countSteps: (work) => counter.count(work) }),
);

import { fuzzFailures } from "../test/fuzz/fuzz-failures.ts";
import { StepCounter } from "../test/growth/count-steps.ts";
import { runFuzz } from "./run-fuzz.ts";

const counter = new StepCounter();

/** `npm run --silent fuzz:failures -- [--size N] [--seed S] [--plant] [--json]`. */
await runFuzz((options) => fuzzFailures({ ...options, countSteps: (work) => counter.count(work) }));

import { fuzzConfig } from "../test/fuzz/fuzz-config.ts";
import { runProof } from "./run-proof.ts";

/** `npm run --silent fuzz:config -- [--size N] [--seed S] [--plant] [--json]`; ends with 1 where something is wrong. */
await runProof({ size: "size", standard: 1000, examples: 5 }, fuzzConfig);

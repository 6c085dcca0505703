import { fuzzConfig } from "../test/fuzz/fuzz-config.ts";
import { runFuzz } from "./run-fuzz.ts";

/** `npm run --silent fuzz:config -- [--size N] [--seed S] [--plant] [--json]`. */
await runFuzz(fuzzConfig);

import { fuzzSecrets } from "../test/fuzz/fuzz-secrets.ts";
import { runFuzz } from "./run-fuzz.ts";

/** `npm run --silent fuzz:secrets -- [--size N] [--seed S] [--plant] [--json]`. */
await runFuzz(fuzzSecrets);

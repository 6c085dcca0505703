import { fuzzSecrets } from "../test/fuzz/fuzz-secrets.ts";
import { runProof } from "./run-proof.ts";

/** `npm run --silent fuzz:secrets -- [--size N] [--seed S] [--plant] [--json]`; ends with 1 where something is shown. */
await runProof({ size: "size", standard: 10_000, examples: 5 }, fuzzSecrets);

import { fuzzWire } from "../test/fuzz/fuzz-wire.ts";
import { runProof } from "./run-proof.ts";

/** `npm run --silent fuzz:wire -- [--runs N] [--seed S] [--json] [--plant]`; ends with 1 where a verdict is not the wire. */
await runProof({ size: "runs", standard: 20_000, examples: 10 }, fuzzWire);

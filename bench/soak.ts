import { soak } from "../test/soak/soak.ts";
import { runProof } from "./run-proof.ts";

/** `npm run --silent soak -- [--requests N] [--seed S] [--json] [--plant]`; ends with 1 where something goes wrong. */
await runProof({ size: "requests", standard: 20_000, examples: 10 }, ({ size, ...options }) =>
  soak({ requests: size, ...options }),
);

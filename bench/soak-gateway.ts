import { soakGateway } from "../test/soak/gateway-soak.ts";
import { runProof } from "./run-proof.ts";

/** `npm run --silent soak:gateway -- [--turns N] [--seed S] [--json] [--plant]`; ends with 1 where something goes wrong. */
await runProof({ size: "turns", standard: 500, examples: 10 }, ({ size, ...options }) =>
  soakGateway({ turns: size, ...options }),
);

import { parseArgs } from "node:util";
import { soak } from "../test/soak/soak.ts";

/** `npm run --silent soak -- [--requests N] [--seed S] [--json] [--plant]`; ends with 1 where something goes wrong. */
const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    plant: { type: "boolean", default: false },
  },
});
const begun = performance.now();
const { failures, ...rest } = await soak({
  requests: Number(values.requests),
  seed: Number(values.seed),
  plant: values.plant,
});
const result = {
  ...rest,
  failures: failures.length,
  seconds: Math.round((performance.now() - begun) / 100) / 10,
  examples: failures.slice(0, 10),
};
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else console.log(result);
process.exitCode = failures.length === 0 ? 0 : 1;

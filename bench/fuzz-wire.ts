import { parseArgs } from "node:util";
import { fuzzWire } from "../test/fuzz/fuzz-wire.ts";

/** `npm run --silent fuzz:wire -- [--runs N] [--seed S] [--json] [--plant]`; ends with 1 where a verdict is not the wire. */
const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    plant: { type: "boolean", default: false },
  },
});
const begun = performance.now();
const { failures, ...rest } = await fuzzWire({
  size: Number(values.runs),
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

/**
 * What this package costs, beside what does the same without it: `npm run --silent bench -- [--only GROUP] [--json]
 * [--before DIST]`. `--before`: the `dist` of another build, measured in the same run.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { GROUPS } from "./speed/groups.ts";
import { type Build, FULL, type MeasuredRow, takeMeasures } from "./speed/measure.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: Object.keys(GROUPS) },
    json: { type: "boolean", default: false },
    before: { type: "string" },
  },
});

async function buildIn(folder: string): Promise<Build> {
  const index = (await import(resolve(folder, "index.js"))) as Build["index"];
  return { folder: resolve(folder), index };
}

const build = await buildIn("dist");
const before = values.before === undefined ? undefined : await buildIn(values.before);
const measured: MeasuredRow[] = [];
for (const name of values.only) {
  const make = GROUPS[name];
  if (make === undefined) {
    throw new Error(`--only ${name}: the groups are ${Object.keys(GROUPS).join(", ")}`);
  }
  const group = await make(FULL);
  try {
    for await (const row of takeMeasures(group, FULL, build, before)) {
      measured.push(row);
      if (!values.json) console.log(lineOf(row));
    }
  } finally {
    group.close?.();
  }
}
if (values.json) console.log(JSON.stringify(measured.map(({ row }) => row)));

function lineOf({ row, spread: [least, greatest] }: MeasuredRow): string {
  const { measure, ours, peer, peerName, unit, ratio, goal, holds } = row;
  const figures = `${ours} ${unit} (${least} to ${greatest})`;
  const compared = peer === null ? peerName : `${peerName}: ${peer}, ratio ${ratio}`;
  return `${holds ? "holds " : "misses"} ${measure}: ${figures}; ${compared}; goal ${goal}`;
}

import { cliMeasures } from "./cli-measures.ts";
import { guardMeasures } from "./guard-measures.ts";
import type { GroupMaker } from "./measure.ts";
import { mergeMeasures } from "./merge-measures.ts";
import { requestMeasures } from "./request-measures.ts";
import { scaleMeasures } from "./scale-measures.ts";
import { startMeasures } from "./start-measures.ts";

export const GROUPS: Readonly<Record<string, GroupMaker>> = {
  merge: mergeMeasures,
  request: requestMeasures,
  scale: scaleMeasures,
  start: startMeasures,
  guard: guardMeasures,
  cli: cliMeasures,
};

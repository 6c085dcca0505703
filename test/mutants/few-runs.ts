import {
  assert as realAssert,
  type Parameters,
} from "../../node_modules/fast-check/lib/fast-check.js";

export * from "../../node_modules/fast-check/lib/fast-check.js";

/** Enough to notice a change that a property notices at all: it is asked again for each. */
const RUNS = 100;

export const assert = ((property: never, parameters: Parameters = {}) =>
  realAssert(property, {
    ...parameters,
    numRuns: Math.min(parameters.numRuns ?? RUNS, RUNS),
    // Nobody reads a smaller counterexample.
    endOnFailure: true,
  })) as typeof realAssert;

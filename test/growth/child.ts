import { classifyFailure } from "../../src/diagnosis/classify-failure.ts";
import { StepCounter } from "./count-steps.ts";
import { PAIRS } from "./fragments.ts";

const counter = new StepCounter();

/** The function under test, by name: takes one outside text. */
const TAKES_TEXT: Readonly<Record<string, (text: string) => void>> = {
  "classifyFailure body": (body) => classifyFailure({ status: 401, body }),
  "classifyFailure message": (message) => classifyFailure({ status: 401, message }),
};

/** Steps that a text of twenty and of forty pairs takes, for the pairs where the second is over the bound. */
const wrong = Object.entries(TAKES_TEXT).flatMap(([name, takesText]) =>
  PAIRS.flatMap((pair) => {
    const [single = 0, double = 0] = [20, 40].map((times) =>
      counter.count(() => {
        takesText(pair.repeat(times));
      }),
    );
    // Twice the text: twice the steps, and some for the levels that a shorter one does not reach.
    return double > 2.5 * single + 2_000 ? [{ name, pair, single, double }] : [];
  }),
);

process.stdout.write(JSON.stringify({ tried: PAIRS.length, wrong }));

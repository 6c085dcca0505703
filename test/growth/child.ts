import { createCodeFrame } from "../../src/config/code-frame.ts";
import { formatConfigPath } from "../../src/config/config-path.ts";
import { classifyFailure } from "../../src/diagnosis/classify-failure.ts";
import { readSdkError } from "../../src/diagnosis/sdk-error.ts";
import { checkHeaders } from "../../src/headers/check-header.ts";
import { oneLine, quoted } from "../../src/report/plain-text.ts";
import { createPathMask, secretsInAddress } from "../../src/secrets/address.ts";
import { withoutKeys } from "../../src/secrets/key-shapes.ts";
import { maskFieldValue } from "../../src/secrets/mask.ts";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import { parseTarget, targetOf } from "../../src/transport/request-target.ts";
import { modelInBody } from "../../src/transport/wire-model.ts";
import { StepCounter } from "./count-steps.ts";
import { FRAGMENTS, PAIRS } from "./fragments.ts";

const counter = new StepCounter();
const SECRETS = ["sk-proj-0123456789abcdef", "api key \\{error", "\\".repeat(22)];
const scrub = createScrubber(SECRETS);
const maskPath = createPathMask(SECRETS);
scrub("");
maskPath("");

/** The function under test, by name: takes one outside text. */
const TAKES_TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  "classifyFailure body": (body) => classifyFailure({ status: 401, body }),
  "classifyFailure message": (message) => classifyFailure({ status: 401, message }),
};

/** The same, small enough to take one fragment's pairs together, and longer texts. */
const TAKES_LONG_TEXT: typeof TAKES_TEXT = {
  scrubber: scrub,
  "scrubber of the text": (text) => createScrubber([text])("some other text"),
  "path mask": maskPath,
  secretsInAddress: (text) => secretsInAddress(`https://relay.example/?${text}`),
  withoutKeys,
  oneLine,
  quoted,
  maskFieldValue: (text) => maskFieldValue(text, text),
  readSdkError: (text) =>
    readSdkError(Object.assign(new Error(text), { status: 401, error: text })),
  parseTarget: (text) => parseTarget(`https://relay.example/${text}`),
  targetOf: (path) => targetOf({ origin: "https://relay.example", path: `/${path}` }),
  modelInBody: (text) => modelInBody(`{${text}`),
  "checkHeaders name": (name) => checkHeaders({ [name]: name }),
  formatConfigPath: (key) => formatConfigPath(["headers", key]),
  "code frame": (text) => createCodeFrame(text)({ line: 1, column: 1 }),
};

const PAIRS_BY_FIRST = FRAGMENTS.map((first) => FRAGMENTS.map((second) => first + second));

/** Steps that texts of so many and of twice as many pairs take, for the pairs where the second is over the bound. */
function overBound(
  table: typeof TAKES_TEXT,
  groups: readonly (readonly string[])[],
  length: number,
): object[] {
  return Object.entries(table).flatMap(([name, takesText]) =>
    groups.flatMap((pairs) => {
      const [single = 0, double = 0] = [length, 2 * length].map((times) =>
        counter.count(() => {
          for (const pair of pairs) takesText(pair.repeat(times));
        }),
      );
      // Twice the text: twice the steps, and some for the levels that a shorter one does not reach.
      return double > 2.5 * single + 2_000 ? [{ name, pairs, single, double }] : [];
    }),
  );
}

const wrong = [
  ...overBound(
    TAKES_TEXT,
    PAIRS.map((pair) => [pair]),
    20,
  ),
  ...overBound(TAKES_LONG_TEXT, PAIRS_BY_FIRST, 100),
];

process.stdout.write(JSON.stringify({ tried: PAIRS.length, wrong }));

import { createCodeFrame } from "../../src/config/code-frame.ts";
import { formatConfigPath } from "../../src/config/config-path.ts";
import { readSdkError } from "../../src/diagnosis/sdk-error.ts";
import { checkHeaders } from "../../src/headers/check-header.ts";
import { oneLine, quoted } from "../../src/secrets/plain-text.ts";
import { createPathMask, secretsInAddress } from "../../src/secrets/address.ts";
import { withoutKeys } from "../../src/secrets/key-shapes.ts";
import { maskFieldValue } from "../../src/secrets/mask.ts";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import { parseTarget } from "../../src/transport/parse-target.ts";
import { targetOf } from "../../src/transport/request-target.ts";
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
  "checkHeaders, many": (text) =>
    checkHeaders(Object.fromEntries(Array.from(text, (letter, at) => [`X-${at}`, letter]))),
  formatConfigPath: (key) => formatConfigPath(["headers", key]),
  "code frame": (text) => createCodeFrame(text)({ line: 1, column: 1 }),
};

const TIMES = 30;

/** All pairs that begin with one fragment are counted together: what is quadratic in one of them is far over the bound. */
const wrong = Object.entries(TAKES_TEXT).flatMap(([name, takesText]) =>
  FRAGMENTS.flatMap((first) => {
    const [single = 0, double = 0] = [TIMES, 2 * TIMES].map((times) =>
      counter.count(() => {
        for (const second of FRAGMENTS) takesText((first + second).repeat(times));
      }),
    );
    return double > 2.5 * single + 2_000 ? [{ name, first, single, double }] : [];
  }),
);

process.stdout.write(JSON.stringify({ tried: PAIRS.length, wrong }));

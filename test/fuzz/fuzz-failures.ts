import { classifyFailure, FAILURE_KINDS } from "../../src/diagnosis/classify-failure.ts";
import { scrubClassification } from "../../src/diagnosis/scrub-classification.ts";
import { readSdkError } from "../../src/diagnosis/sdk-error.ts";
import { createScrubber } from "../../src/secrets/scrubber.ts";
import { FRAGMENTS } from "../growth/fragments.ts";
import { stepBudget } from "../growth/step-budget.ts";
import { type Draw, drawFrom, pickFrom as pick, textFrom } from "./draw.ts";
import { isShown } from "./fuzz-secrets.ts";

export interface FailureFuzz {
  readonly runs: number;
  readonly seed: number;
  /** How often each form, cut, way in and verdict came. */
  readonly classes: Readonly<Record<string, number>>;
  /** The most steps that a body took; undefined where they were not counted. */
  readonly mostSteps: number | undefined;
  readonly failures: readonly {
    readonly run: number;
    readonly classes: string;
    readonly wrong: string;
    readonly body: string;
  }[];
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const WORDS = [
  "Incorrect API key provided:",
  "unauthorized",
  "is only available for Coding Agents",
  "rate limit",
  "insufficient_quota",
  "401",
  "permission_denied",
  "token expired",
  "不",
  "\u{1f511}",
  "\u0000",
  "\u202e",
];
const NAMES = ["error", "message", "code", "type", "detail", "status", "errors", "__proto__", ""];
const STATUSES = [undefined, 200, 400, 401, 402, 403, 404, 407, 429, 500, 503, 0, -1, Number.NaN];

function sentence(draw: Draw, secret: string): string {
  return Array.from({ length: 1 + draw(6) }, () =>
    draw(4) === 0 ? secret : pick(draw, WORDS),
  ).join(" ");
}

/** What a JSON body holds: records, lists and leaves, some of them JSON in a string. */
function value(draw: Draw, secret: string, depth: number): unknown {
  const form = depth > 5 ? 0 : draw(7);
  if (form === 1 || form === 2)
    return Object.fromEntries(
      Array.from({ length: 1 + draw(4) }, () => [
        pick(draw, NAMES),
        value(draw, secret, depth + 1),
      ]),
    );
  if (form === 3) return Array.from({ length: draw(4) }, () => value(draw, secret, depth + 1));
  if (form === 4) return JSON.stringify(value(draw, secret, depth + 1));
  if (form === 5) return pick(draw, [null, true, 401, 1e308, -0]);
  return sentence(draw, secret);
}

function object(draw: Draw, secret: string): unknown {
  return { error: value(draw, secret, 0), [pick(draw, NAMES)]: value(draw, secret, 0) };
}

/** Forms of a body; each is repeated until it is long enough. */
const FORMS: Readonly<Record<string, (draw: Draw, secret: string, length: number) => string>> = {
  JSON: (draw, secret) => JSON.stringify(object(draw, secret)),
  "JSON in JSON": (draw, secret) => {
    let text = JSON.stringify(object(draw, secret));
    for (let depth = draw(5); depth > 0 && text.length < 16_384; depth--)
      text = JSON.stringify({ error: { message: text } });
    return text;
  },
  Python: (draw, secret) =>
    `Error code: 401 - ${JSON.stringify(object(draw, secret)).replaceAll('"', "'").replaceAll("null", "None")}`,
  HTML: (draw, secret) =>
    `<html><head><title>${sentence(draw, secret)}</title></head><body><h1>${sentence(draw, secret)}</h1><p>${sentence(draw, secret)}`,
  SSE: (draw, secret) =>
    `event: error\ndata: ${JSON.stringify(object(draw, secret))}\n\ndata: ${sentence(draw, secret)}\n\n`,
  plain: sentence,
  deep: (draw, secret, length) => {
    const opening = pick(draw, ['{"error":', "[", '{"a":[', "{'error': "]);
    return opening.repeat(length / opening.length) + JSON.stringify(sentence(draw, secret));
  },
  fragments: (draw, secret, length) => {
    const repeated = pick(draw, FRAGMENTS) + pick(draw, FRAGMENTS) + pick(draw, FRAGMENTS);
    return `${repeated.repeat(length / repeated.length)} ${sentence(draw, secret)}`;
  },
};

/** What is kept of a body. */
const CUTS: Readonly<Record<string, (body: string, draw: Draw) => string>> = {
  whole: (body) => body,
  "cut at the end": (body, draw) => body.slice(0, draw(body.length + 1)),
  "cut at the beginning": (body, draw) => body.slice(draw(body.length + 1)),
  "cut out": (body, draw) => {
    const at = draw(body.length + 1);
    return body.slice(0, at) + body.slice(at + draw(40));
  },
};

const WAYS: Readonly<Record<string, (body: string) => Parameters<typeof classifyFailure>[0]>> = {
  body: (body) => ({ body }),
  message: (message) => ({ message }),
  "SDK error": (body) => {
    const { error, ...read } = readSdkError(
      Object.assign(new Error(body), { status: 401, headers: { "x-error": body }, error: body }),
    );
    return { ...read, message: error.message };
  },
};

/** Counting takes longer than classifying. */
const COUNTED_ONE_IN = 20;

/** Most bodies are short, as real ones are: 64 to 2,048 characters, and one in eight up to 64 KiB. */
function lengthOf(draw: Draw): number {
  return Math.ceil(64 * 2 ** ((draw(8) === 0 ? 4000 + draw(6001) : draw(5001)) / 1000));
}

/** Hostile bodies of failed calls, up to 64 KiB, as the guard takes them in: scrubbed, classified, scrubbed. */
export function fuzzFailures(options: {
  readonly size: number;
  readonly seed: number;
  /** The fault that is planted: nothing is scrubbed. */
  readonly plant?: boolean;
  /** How many steps of the project's code a work takes. */
  readonly countSteps?: (work: () => void) => number;
}): FailureFuzz {
  const { size, seed, plant = false, countSteps } = options;
  const draw = drawFrom(seed);
  const classes: Record<string, number> = {};
  const failures: FailureFuzz["failures"][number][] = [];
  let mostSteps: number | undefined;
  // Tables that are made once are no work of a body.
  classifyFailure({ status: 401, body: "Incorrect API key provided" });
  for (let run = 0; run < size; run++) {
    const secret = `sk-${textFrom(draw, ALPHABET, 24 + draw(24))}`;
    const length = lengthOf(draw);
    const [form, write] = pick(draw, Object.entries(FORMS));
    let whole = write(draw, secret, length);
    while (whole.length < length) whole += write(draw, secret, length);
    const [cut, cutOff] = pick(draw, Object.entries(CUTS));
    const body = cutOff(whole.slice(0, 65_536), draw);
    const [way, failureOf] = pick(draw, Object.entries(WAYS));
    const status = pick(draw, STATUSES);
    const names = [`form: ${form}`, cut, `way: ${way}`];
    const wrong: string[] = [];
    try {
      const scrub = createScrubber(plant ? [] : [secret]);
      const failure = { status, ...failureOf(scrub(body)) };
      const judged = scrubClassification(classifyFailure(failure), scrub);
      names.push(`kind: ${judged.kind}`);
      if (![judged.kind, ...judged.candidates].every((kind) => FAILURE_KINDS.includes(kind)))
        wrong.push("a kind that is none");
      const texts = [judged.code, judged.message, judged.expected?.header, judged.rule];
      if (isShown(texts.join("\n"), secret)) wrong.push("a secret is shown");
      if (countSteps !== undefined && run % COUNTED_ONE_IN === 0) {
        const steps = countSteps(() => void classifyFailure(failure));
        mostSteps = Math.max(mostSteps ?? 0, steps);
        if (steps > stepBudget(body.length))
          wrong.push(`${steps} steps for ${body.length} characters`);
      }
    } catch (error) {
      wrong.push(`throws ${String(error)}`);
    }
    for (const name of names) classes[name] = (classes[name] ?? 0) + 1;
    for (const what of wrong)
      failures.push({ run, classes: names.join(" | "), wrong: what, body: body.slice(0, 2000) });
  }
  return { runs: size, seed, classes, mostSteps, failures };
}

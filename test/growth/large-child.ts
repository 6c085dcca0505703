import type { ProviderConfig, ProviderEntry } from "../../src/config/provider-entries.ts";
import { classifyFailure } from "../../src/diagnosis/classify-failure.ts";
import { compileProviderMatcher } from "../../src/transport/provider-match.ts";
import { targetOf } from "../../src/transport/request-target.ts";
import { StepCounter } from "./count-steps.ts";
import { stepBudget } from "./step-budget.ts";

const counter = new StepCounter();

/** A megabyte each. */
const TEXTS: readonly string[] = [
  "the key of a token ".repeat(55_000),
  "api key : ".repeat(105_000),
  "a".repeat(1 << 20),
  " ".repeat(1 << 20),
  "'\"`".repeat(350_000),
  '\\"'.repeat(500_000),
  "{[".repeat(500_000),
  "code: 'x', message = ".repeat(50_000),
  "<html><title><h1".repeat(65_000),
  'data: {"a":1}\n'.repeat(75_000),
  "余额".repeat(500_000),
];

/** So many times within each other. */
function nested<Value>(depth: number, value: Value, around: (value: Value) => Value): Value {
  let all = value;
  for (let level = 0; level < depth; level += 1) all = around(all);
  return all;
}

const circle: { error?: unknown } = {};
circle.error = circle;

const BODIES: readonly unknown[] = [
  ...TEXTS,
  ...TEXTS.map((message) => ({ error: { message } })),
  nested<unknown>(10_000, "invalid api key", (error) => ({ error })),
  { error: Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, {}])) },
  circle,
  nested(12, "invalid api key", (message) => JSON.stringify({ message }).slice(0, 60_000)),
];

/** Steps to find the last of so many providers. */
function stepsToFind(count: number): number {
  const entries = Array.from({ length: count }, (_, at): ProviderEntry => ({
    id: `p${at}`,
    baseUrl: `https://h${at % 10}.example/p${at}/v1`,
    layers: [],
    models: [],
    builtInDefaults: true,
    onAuthFailure: "warn",
  }));
  const config: ProviderConfig = {
    entries,
    builtInDefaults: true,
    notice: "reply",
    models: { fallbacks: [] },
    secrets: [],
  };
  const matcher = compileProviderMatcher(config);
  const last = count - 1;
  const request = {
    origin: `https://h${last % 10}.example`,
    path: `/p${last}/v1/chat/completions`,
    method: "POST",
  };
  return counter.count(() => {
    for (let round = 0; round < 100; round += 1) matcher.match(targetOf(request));
  });
}

const failures = [...BODIES.map((body) => ({ body })), ...TEXTS.map((message) => ({ message }))];
// Tables are made at their first use.
classifyFailure({ status: 401, body: "Incorrect API key provided" });
const wrong = failures.flatMap((failure, at) => {
  const steps = counter.count(() => {
    classifyFailure({ status: 401, ...failure });
  });
  return steps > stepBudget(Infinity) ? [{ at, steps }] : [];
});

stepsToFind(1);
const [one, thousand] = [stepsToFind(1), stepsToFind(1000)];
process.stdout.write(
  JSON.stringify({ tried: failures.length, wrong, isFoundSoon: thousand <= 2 * one }),
);

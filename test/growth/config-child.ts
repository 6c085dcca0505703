import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { createRuntime } from "../../src/transport/runtime.ts";
import { StepCounter } from "./count-steps.ts";

const counter = new StepCounter();

type Config = Readonly<Record<string, unknown>>;

function named<Value>(count: number, name: string, value: (at: number) => Value) {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, value(at)]));
}

function withOverrides(providers: unknown, own: unknown = {}): Config {
  const entries = { "provider-headers": { config: { providers: own } } };
  return { models: { providers }, plugins: { entries } };
}

const oneProvider = (more: Config) =>
  withOverrides({ p: { baseUrl: "https://p.example", ...more } });

/** Configurations that grow with a number, one thing each. */
const GROWING: Readonly<Record<string, (count: number) => Config>> = {
  providers: (count) =>
    withOverrides(
      named(count, "p", (at) => ({
        baseUrl: `https://p.example/${at}`,
        apiKey: `key-0123456789-${at}`,
        headers: { "X-A": `v${at}` },
      })),
    ),
  "providers with overrides": (count) =>
    withOverrides(
      named(count, "p", (at) => ({ baseUrl: `https://p.example/${at}` })),
      named(count, "p", () => ({ headers: { "X-A": "1" }, builtInDefaults: false })),
    ),
  "overrides alone": (count) =>
    withOverrides(
      {},
      named(count, "p", (at) => ({ baseUrl: `https://p.example/${at}` })),
    ),
  "keys in the paths of addresses": (count) =>
    withOverrides(
      named(count, "p", (at) => ({
        baseUrl: `https://p.example/key-0123456789-${at}/v1`,
        apiKey: `key-0123456789-${at}`,
      })),
    ),
  headers: (count) => oneProvider({ headers: named(count, "X-", (at) => String(at)) }),
  "bad headers": (count) => oneProvider({ headers: named(count, "X-", () => "") }),
  "bad names of headers": (count) => oneProvider({ headers: named(count, "X ", () => "v") }),
  "headers too large together": (count) =>
    withOverrides(
      { p: { baseUrl: "https://p.example", headers: named(count, "X-", () => "v".repeat(500)) } },
      { p: { headers: named(count, "X-", (at) => (at < 50 ? "v".repeat(300) : null)) } },
    ),
  twins: (count) =>
    oneProvider({
      headers: { ...named(count, "X-A", () => "v"), ...named(count, "x-a", () => "v") },
    }),
  families: (count) =>
    withOverrides(
      { p: { baseUrl: "https://p.example", headers: named(count, "X-A", () => "v") } },
      {
        p: {
          headers: Object.fromEntries(
            Array.from({ length: count }, (_, at) => [`x-b${at}-*`, null]),
          ),
        },
      },
    ),
  models: (count) =>
    withOverrides(
      {
        p: {
          baseUrl: "https://p.example",
          models: Array.from({ length: count }, (_, at) => ({
            id: `m${at}`,
            headers: { "X-A": `v${at}` },
          })),
        },
      },
      { p: { models: named(count, "m", () => ({ headers: { "X-B": "1" } })) } },
    ),
  fallbacks: (count) => ({
    ...withOverrides(named(count, "p", () => ({ baseUrl: "https://p.example" }))),
    agents: {
      defaults: { model: { fallbacks: Array.from({ length: count }, (_, at) => `p${at}/m`) } },
    },
  }),
  "unknown settings": (count) => ({
    plugins: { entries: { "provider-headers": { config: named(count, "x", () => 1) } } },
  }),
};

/** How a configuration is written: one line has every problem in it. */
const WRITTEN: Readonly<Record<string, (config: Config) => string>> = {
  lines: (config) => JSON.stringify(config, undefined, 1),
  "one line": (config) => JSON.stringify(config),
  "comments between": (config) => JSON.stringify(config).replaceAll(",", ",/*a*/ /*b*/"),
};

const folder = mkdtempSync(join(tmpdir(), "provider-headers-growth-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "openclaw.json");
const nowhere = { write: () => true };
const io = {
  command: "npx provider-headers",
  stdout: { ...nowhere, columns: 80 },
  stderr: nowhere,
  env: { HOME: folder },
  signal: new AbortController().signal,
  cwd: folder,
};

/** What is done with a configuration. */
const DONE: Readonly<Record<string, () => unknown>> = {
  check: () => runProgram(["check", "--config", file], io),
  explain: () => runProgram(["explain", "--config", file], io),
  compile: () => {
    const { config, ...written } = readOpenClawConfig(file, { env: {} });
    const logger = { error: () => {}, warn: () => {} };
    createRuntime({ config: providerConfigFrom(config, written).config, logger });
  },
};

const COUNT = 100;

/** Steps for so many things and for twice as many. */
async function grow(
  grown: (count: number) => Config,
  written: (config: Config) => string,
  act: () => unknown,
): Promise<{ readonly single: number; readonly double: number }> {
  const steps: number[] = [];
  // Once before it counts: tables are made at their first use.
  for (const count of [COUNT, COUNT, 2 * COUNT]) {
    writeFileSync(file, written(grown(count)));
    steps.push(await counter.countAsync(act));
  }
  const [, single = 0, double = 0] = steps;
  return { single, double };
}

const isOver = ({ single, double }: { readonly single: number; readonly double: number }) =>
  double > 2.4 * single + 2_000;

const wrong: unknown[] = [];
let tried = 0;
for (const [done, act] of Object.entries(DONE)) {
  for (const [what, grown] of Object.entries(GROWING)) {
    for (const [how, written] of Object.entries(WRITTEN)) {
      tried += 1;
      // V8 sometimes counts a fifth too much; what is quadratic is over each time.
      let steps = await grow(grown, written, act);
      for (let again = 0; again < 3 && isOver(steps); again += 1) {
        steps = await grow(grown, written, act);
      }
      if (isOver(steps)) wrong.push({ done, what, how, ...steps });
    }
  }
}
process.stdout.write(JSON.stringify({ tried, wrong }));

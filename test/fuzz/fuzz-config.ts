import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.ts";
import { ConfigReadError } from "../../src/config/config-read-error.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { createRuntime } from "../../src/transport/runtime.ts";
import { type Draw, drawFrom, pickFrom as pick } from "./draw.ts";
import { isShown } from "./fuzz-secrets.ts";

export interface ConfigFuzz {
  readonly runs: number;
  readonly seed: number;
  /** How often each mutation, command and exit code came. */
  readonly classes: Readonly<Record<string, number>>;
  readonly failures: readonly {
    readonly run: number;
    readonly classes: string;
    readonly wrong: string;
    readonly config: string;
  }[];
}

/** What `${VAR}` stands for: a secret wherever it is put. */
const ENV = {
  RELAY_KEY: "Qz7RelayWq81mVx0TbNe5Lp2",
  TEAM_TOKEN: "hT4TeamUo93kJy6GdCs8Ra1Z",
};

const SOUND: readonly unknown[] = [
  {
    models: {
      providers: {
        relay: {
          baseUrl: "https://relay.example/v1",
          apiKey: "${RELAY_KEY}",
          api: "openai-completions",
          headers: { "User-Agent": "my-agent/1.0", "X-Team": "${TEAM_TOKEN}" },
          models: [{ id: "m", name: "M", headers: { "x-team": "backup" } }],
        },
      },
    },
    agents: {
      defaults: {
        model: { primary: "relay/m", fallbacks: ["kimi-coding/k2p5", "small"] },
        models: { "relay/m": { alias: "small" } },
      },
    },
  },
  {
    env: { vars: { OTHER: "x" } },
    secrets: { providers: { default: { source: "env" } } },
    models: {
      providers: {
        "kimi-coding": { apiKey: { source: "env", provider: "default", id: "RELAY_KEY" } },
      },
    },
    plugins: {
      entries: {
        "provider-headers": {
          enabled: true,
          config: {
            builtInDefaults: true,
            onAuthFailure: "stop",
            providers: {
              "kimi-coding": {
                headers: { "X-Key": "Key ${RELAY_KEY}", "x-stainless-*": null },
                models: { k2p5: { headers: { "X-Session": "{{sessionId}}" } } },
              },
              far: { baseUrl: "https://far.example/?sig=${TEAM_TOKEN}" },
            },
          },
        },
      },
    },
  },
];

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  " ",
  "x\r\ny",
  "\u0000",
  "不",
  "\ud800",
  "${",
  "${NOT_SET}",
  "${RELAY_KEY}",
  "a ${TEAM_TOKEN} b",
  "{{sessionId}}",
  "{{",
  "x".repeat(9000),
  "https://user:pass@relay.example",
  "https://${RELAY_KEY}.example/v1",
  "https://relay.example/${TEAM_TOKEN}/v1",
  "relay/${TEAM_TOKEN}",
  "file:///etc",
  [],
  {},
  [[]],
  { source: "env", id: "TEAM_TOKEN" },
  { source: "file", id: "/nowhere" },
  { source: "exec", provider: "p", id: "x" },
  { $include: "./none.json" },
  { $include: "./openclaw.json" },
];
const ODD_KEYS = [
  "headers",
  "__proto__",
  "constructor",
  "toString",
  "",
  "a b",
  "x-*",
  "Content-Length",
  "Authorization",
  "$include",
  "0",
  "models",
  "不",
];
const ODD_TEXT = ["{", "}", "[", "]", '"', "'", "\\", ",", ":", "/*", "//", "\n", "\r", "\ufeff"];
const MORE_TEXT = ["\u2028", "Infinity", "0x", "\\u00", "${", "${TEAM_TOKEN}", "$include:"];

/** Each record and list in a tree. */
function holders(tree: unknown): Record<string, unknown>[] {
  if (typeof tree !== "object" || tree === null) return [];
  return [tree as Record<string, unknown>, ...Object.values(tree).flatMap(holders)];
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** Changes one place of a tree. */
const STRUCTURE: Readonly<
  Record<string, (holder: Record<string, unknown>, key: string, draw: Draw) => void>
> = {
  replaced: (holder, key, draw) => (holder[key] = structuredClone(pick(draw, ODD))),
  removed: (holder, key) => delete holder[key],
  renamed: (holder, key, draw) =>
    Object.defineProperty(holder, pick(draw, ODD_KEYS), {
      value: holder[key],
      enumerable: true,
      configurable: true,
      writable: true,
    }),
  wrapped: (holder, key) => (holder[key] = [holder[key]]),
  unwrapped: (holder, key) => (holder[key] = Object.values(Object(holder[key]))[0]),
  "variable before": (holder, key) => (holder[key] = `\${RELAY_KEY}${textOf(holder[key])}`),
  "variable behind": (holder, key) => (holder[key] = `${textOf(holder[key])}\${TEAM_TOKEN}`),
};

/** Changes the text at one place. */
const BYTES: Readonly<Record<string, (text: string, at: number, draw: Draw) => string>> = {
  "text cut": (text, at) => text.slice(0, at),
  "text taken out": (text, at, draw) => text.slice(0, at) + text.slice(at + 1 + draw(12)),
  "text put in": (text, at, draw) =>
    text.slice(0, at) + pick(draw, [...ODD_TEXT, ...MORE_TEXT]) + text.slice(at),
  "text doubled": (text, at, draw) => text.slice(0, at + draw(30)) + text.slice(at),
  "unit changed": (text, at, draw) =>
    text.slice(0, at) + String.fromCharCode(draw(256)) + text.slice(at + 1),
};

function mutated(draw: Draw, names: string[]): string {
  const tree = structuredClone(pick(draw, SOUND));
  for (let count = draw(5); count > 0; count--) {
    const holder = pick(draw, holders(tree));
    if (holder === undefined) continue;
    const key = pick(draw, Object.keys(holder));
    if (key === undefined) continue;
    const [name, change] = pick(draw, Object.entries(STRUCTURE));
    names.push(name);
    change(holder, key, draw);
  }
  let text = JSON.stringify(tree, undefined, draw(2));
  // Most changes of bytes leave nothing that can be read.
  for (let count = Math.max(0, draw(5) - 2); count > 0; count--) {
    const [name, change] = pick(draw, Object.entries(BYTES));
    names.push(name);
    text = change(text, draw(text.length + 1), draw);
  }
  return text;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const COMMANDS: readonly (readonly string[])[] = [
  ["check", "--json"],
  ["check"],
  ["explain"],
  ["explain", "--json"],
  ["explain", "relay/m"],
  ["probe", "--dry-run"],
  ["probe", "--dry-run", "--json"],
  ["schema"],
];

async function run(args: readonly string[], file: string, folder: string): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  const code = await runProgram([...args, ...(args[0] === "schema" ? [] : ["--config", file])], {
    command: "npx provider-headers",
    stdout: { write: (text) => (stdout += text), columns: 80 },
    stderr: { write: (text) => (stderr += text) },
    env: { HOME: folder, ...ENV },
    signal: new AbortController().signal,
    cwd: folder,
  });
  return { code, stdout, stderr };
}

/** As an installation does it; a `ConfigReadError` is what it throws where there is nothing to read. */
function compile(file: string, folder: string): string {
  const logged: string[] = [];
  const log = (text: string) => void logged.push(text);
  try {
    const { config, ...read } = readOpenClawConfig(file, { env: { HOME: folder, ...ENV } });
    const result = providerConfigFrom(config, read);
    createRuntime({ config: result.config, logger: { error: log, warn: log } });
    return JSON.stringify([logged, result.problems]);
  } catch (error) {
    if (!(error instanceof ConfigReadError)) throw error;
    return error.message;
  }
}

/** What is wrong with how a command ended. */
function* faultsOf(args: readonly string[], { code, stdout, stderr }: Ended): Generator<string> {
  if (![0, 1, 2].includes(code)) yield `exit code ${code}`;
  if (code === 2 && stderr === "") yield "exit code 2 without a word";
  if (/^\s+at .*\.[jt]s:\d+/m.test(stdout + stderr)) yield "a stack trace";
  if (args[0] !== "check" || args[1] !== "--json" || code === 2) return;
  const { problems } = JSON.parse(stdout) as { problems: Record<string, unknown>[] };
  for (const { path, file, line, column, message, fix } of problems) {
    const words = [path, message, fix].every((text) => typeof text === "string" && text !== "");
    const place = typeof file === "string" && Number(line) > 0 && Number(column) > 0;
    if (!words || !place)
      yield `a problem without path or place: ${JSON.stringify({ path, file, line, column, message })}`;
  }
}

/** Mutated configurations through `check --json`, the compiler and one more command each, in this process. */
export async function fuzzConfig(options: {
  readonly size: number;
  readonly seed: number;
  /** The fault that is planted: the file itself is printed with its variables put in. */
  readonly plant?: boolean;
}): Promise<ConfigFuzz> {
  const { size, seed, plant = false } = options;
  const draw = drawFrom(seed);
  const classes: Record<string, number> = {};
  const failures: ConfigFuzz["failures"][number][] = [];
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-fuzz-"));
  const file = join(folder, "openclaw.json");
  try {
    for (let at = 0; at < size; at++) {
      const names: string[] = [];
      const config = mutated(draw, names);
      writeFileSync(file, config);
      const wrong: string[] = [];
      let printed = plant ? config.replaceAll("${RELAY_KEY}", ENV.RELAY_KEY) : "";
      for (const args of [COMMANDS[0] ?? [], pick(draw, COMMANDS)]) {
        try {
          const ended = await run(args, file, folder);
          names.push(`${args.join(" ")}: ${ended.code}`);
          printed += ended.stdout + ended.stderr;
          wrong.push(...faultsOf(args, ended));
        } catch (error) {
          wrong.push(`${args.join(" ")} throws ${String(error)}`);
        }
      }
      try {
        printed += compile(file, folder);
      } catch (error) {
        wrong.push(`compile throws ${String(error)}`);
      }
      for (const [name, secret] of Object.entries(ENV))
        if (isShown(printed, secret) || isShown(printed.toLowerCase(), secret.toLowerCase()))
          wrong.push(`${name} is shown`);
      for (const name of names) classes[name] = (classes[name] ?? 0) + 1;
      for (const what of wrong)
        failures.push({ run: at, classes: names.join(" | "), wrong: what, config });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs: size, seed, classes, failures };
}

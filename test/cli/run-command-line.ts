import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";

const MAIN = resolve(import.meta.dirname, "../../dist/cli/main.js");

export interface Ended {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Sends Ctrl-C when it has settled. */
  readonly interruptAfter?: Promise<unknown>;
  /** The reader of stdout goes away at once. */
  readonly closeStdout?: boolean;
}

/**
 * Runs the command line with nothing of this process's environment: here, or in a process of its own where signals and
 * pipes are what is tested.
 */
export function runCommandLine(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const needsProcess = options.interruptAfter !== undefined || options.closeStdout === true;
  return needsProcess ? runBuiltCommandLine(args, options) : runHere(args, options);
}

async function runHere(
  args: readonly string[],
  { cwd = temporaryFolder(), env }: RunOptions,
): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  const code = await runProgram(args, {
    command: "npx provider-headers",
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { HOME: temporaryFolder(), ...env },
    signal: new AbortController().signal,
    cwd,
  });
  return { code, signal: null, stdout, stderr };
}

/** Runs `dist/cli/main.js` in a process of its own. */
export function runBuiltCommandLine(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Ended> {
  const cwd = options.cwd ?? temporaryFolder();
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { HOME: temporaryFolder(), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  if (options.closeStdout) child.stdout.destroy();
  void options.interruptAfter?.then(() => child.kill("SIGINT"));
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code, signal, stdout, stderr }));
  });
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a configuration into a folder of its own. */
export function writeConfig(config: unknown, name = "openclaw.json"): string {
  const text = typeof config === "string" ? config : JSON.stringify(config, undefined, 2);
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

export function widestLine(text: string): number {
  return Math.max(...text.split("\n").map((line) => line.length));
}

/** What a terminal takes for a command: none may come from a pipe. */
export const ESCAPE = "\u001B[";

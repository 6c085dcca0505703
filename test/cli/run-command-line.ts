import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

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

/** Runs the built command line in a process of its own, with nothing of this one's environment. */
export function runCommandLine(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
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

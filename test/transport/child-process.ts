import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { nodeBinary } from "../node-binaries.js";

export { NEWER_NODES, nodeBinary, runtimeBinary } from "../node-binaries.js";

const ROOT = join(import.meta.dirname, "../..");

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export async function runNode(
  version: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  timeout = 60_000,
): Promise<Ended> {
  const clean = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", NODE_NO_WARNINGS: "1" };
  try {
    const { stdout, stderr } = await promisify(execFile)(nodeBinary(version), args, {
      cwd: ROOT,
      env: { ...clean, ...env },
      timeout,
    });
    return { stdout, stderr, code: 0 };
  } catch (error) {
    const { stdout = "", stderr = "", code } = error as Partial<Ended>;
    return { stdout, stderr: stderr || String(error), code: typeof code === "number" ? code : -1 };
  }
}

/** Runs a scenario of test/transport/child and reads the one JSON text that it prints. */
export async function runScenario(
  version: string,
  file: string,
  env?: Readonly<Record<string, string>>,
): Promise<unknown> {
  const { stdout, stderr, code } = await runNode(
    version,
    [join("test/transport/child", file)],
    env,
  );
  if (code !== 0)
    throw new Error(`${file} on Node ${version} ended with ${code}\n${stderr}${stdout}`);
  return JSON.parse(stdout);
}

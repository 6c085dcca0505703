import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { ConfigReadError } from "../../src/config/config-read-error.ts";
import { type OpenClawConfigFile, readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import type { Environment } from "../../src/config/variables.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files in it, gone after the test. */
export function configFolder(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-config-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    // OpenClaw refuses a secret's file that others can read.
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  }
  return folder;
}

/** The text as an `openclaw.json` that was read. */
export function readText(text: string, env: Environment = {}): OpenClawConfigFile {
  return readOpenClawConfig(join(configFolder({ "openclaw.json": text }), "openclaw.json"), {
    env,
  });
}

/** What is read from these files, or the message it fails with; the folder's name taken out. */
export function readFiles(
  files: Readonly<Record<string, string | Buffer>>,
  env: Environment = {},
): unknown {
  return readFolder(configFolder(files), env);
}

/** The same from the `openclaw.json` of a folder. */
export function readFolder(folder: string, env: Environment = {}): unknown {
  try {
    return readOpenClawConfig(join(folder, "openclaw.json"), { env }).config;
  } catch (error) {
    if (!(error instanceof ConfigReadError)) throw error;
    return error.message.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  }
}

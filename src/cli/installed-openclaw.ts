import { closeSync, openSync, readFileSync, readSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { versionNumbers } from "../config/host-version.ts";
import { isRecord } from "../config/is-record.ts";
import type { Environment } from "../config/variables.ts";

/** The version of the `openclaw` that a shell with this `PATH` would run; undefined where there is none. Runs nothing. */
export function installedOpenClaw(env: Environment): string | undefined {
  const folders = (env["PATH"] ?? env["Path"] ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "");
  for (const folder of folders) {
    for (const name of ["openclaw", "openclaw.cmd"]) {
      const version = versionBehind(join(folder, name));
      if (version !== undefined) return version;
    }
  }
  return undefined;
}

function versionBehind(command: string): string | undefined {
  try {
    const file = realpathSync(command);
    const version = versionAround(file);
    if (version !== undefined) return version;
    // Windows, pnpm and yarn put a script in place of a link.
    const [, target] = PACKAGE_IN_SCRIPT.exec(beginningOf(file)) ?? [];
    return target === undefined
      ? undefined
      : versionAround(resolve(dirname(file), target.replaceAll("\\", "/"), "x"));
  } catch {
    return undefined;
  }
}

/** The path of the package behind the name of the script's own folder. */
const PACKAGE_IN_SCRIPT =
  /(?:\$basedir|%~?dp0%?)[\\/]((?:[^"'\s]*[\\/])?node_modules[\\/]openclaw)[\\/]/;

const MOST_OF_SCRIPT = 4096;

function beginningOf(file: string): string {
  const opened = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(MOST_OF_SCRIPT);
    return bytes.toString("utf8", 0, readSync(opened, bytes));
  } finally {
    closeSync(opened);
  }
}

/** Of the package that a file stands in. */
function versionAround(file: string): string | undefined {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = manifestIn(folder);
    if (manifest === undefined) continue;
    const { name, version } = manifest;
    const isIt = name === "openclaw" && typeof version === "string";
    return isIt && versionNumbers(version) !== undefined ? version : undefined;
  }
  return undefined;
}

function manifestIn(folder: string): Record<string, unknown> | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return isRecord(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

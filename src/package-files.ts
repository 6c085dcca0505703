import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Of this package; its manifest lies one folder above, in the sources as in what is published. */
export function packageVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The path of a file of this package as it is installed here: there offline, and of this version. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

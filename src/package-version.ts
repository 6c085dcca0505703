import { readFileSync } from "node:fs";

/** Of this package; its manifest lies one folder above, in the sources as in what is published. */
export function packageVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

import { lstatSync } from "node:fs";
import path from "node:path";
import { type GuestFileFault, readGuestFile } from "../config/guest-file.ts";
import { type GitIndex, readGitIndex } from "./git-index.ts";
import { PatchError } from "./patch-error.ts";
import {
  compareWithRange,
  KNOWN,
  parseTreeVersion,
  TRIED,
  type TreeVersion,
} from "./tree-version.ts";

/** An OpenClaw source tree with git around it. */
export interface Checkout {
  readonly directory: string;
  /** As package.json says. */
  readonly version: string;
  readonly parsedVersion: TreeVersion;
  /** The patch was tried on it or its neighbours. */
  readonly tried: boolean;
  readonly index: GitIndex;
}

/** Where the patch does not fit, this does. */
export const PLUGIN_FITS =
  "use the plugin, which needs no change of the source (docs/openclaw-plugin.md)";

export function openCheckout(directory: string): Checkout {
  const root = path.resolve(directory);
  const { name, version } = readManifest(root);
  if (name !== "openclaw" || version === undefined) {
    throw new PatchError(
      `${root} is not an OpenClaw source tree: its package.json does not say \`"name": "openclaw"\``,
      "give the folder of a clone of openclaw/openclaw",
    );
  }
  const parsedVersion = parseTreeVersion(version);
  const side = parsedVersion && compareWithRange(parsedVersion, KNOWN);
  if (parsedVersion === undefined || side !== 0) {
    const kind = side === undefined ? "not known" : side < 0 ? "too old" : "too new";
    throw new PatchError(
      `OpenClaw ${version} is ${kind} for this patch, which knows 2026.${KNOWN[0]} to 2026.${KNOWN[1]}`,
      PLUGIN_FITS,
    );
  }
  return {
    directory: root,
    version,
    parsedVersion,
    tried: TRIED.some((range) => compareWithRange(parsedVersion, range) === 0),
    index: readGitIndex(root),
  };
}

/** Undefined where there is no such file. */
export function readTreeFile({ directory }: Checkout, file: string): Buffer | undefined {
  const { bytes, fault } = readGuestFile(path.join(directory, file));
  if (fault === undefined || NO_FILE.has(fault.kind)) return bytes;
  throw new PatchError(`${file} ${fault.what}`, `put the file back: \`git checkout -- ${file}\``);
}

const NO_FILE: ReadonlySet<GuestFileFault["kind"]> = new Set(["missing", "directory"]);

/** Why the file is not to be written where it is: what is written stays below the checkout, and is what git sees. */
export function obstacleAt({ directory }: Checkout, file: string): string | undefined {
  const names = file.split("/");
  for (const depth of names.keys()) {
    const place = names.slice(0, depth + 1).join("/");
    const found = lstatSync(path.join(directory, place), { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (found.isSymbolicLink()) return `${place} is a symbolic link: nothing is written through it`;
    const wanted = depth < names.length - 1 ? "folder" : "file";
    if (!(wanted === "folder" ? found.isDirectory() : found.isFile())) {
      return `${place} is in the way: not a ${wanted}`;
    }
    if (wanted === "file" && found.nlink > 1) {
      return `${place} is a hard link: writing it would change a file elsewhere`;
    }
  }
  return undefined;
}

function readManifest(root: string): { name?: string; version?: string } {
  try {
    const { bytes, fault } = readGuestFile(path.join(root, "package.json"));
    if (fault !== undefined) throw new TypeError(`it ${fault.what}`);
    const manifest: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof manifest === "object" && manifest !== null ? manifest : {};
  } catch (error) {
    throw new PatchError(
      `${root} has no package.json that can be read: ${error instanceof Error ? error.message : String(error)}`,
      "give the folder of a clone of openclaw/openclaw",
    );
  }
}

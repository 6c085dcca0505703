import { createHash } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { deflateSync, inflateSync } from "node:zlib";
import { MAX_GUEST_BYTES, readGuestFile } from "../config/guest-file.ts";
import { PatchError, reasonOf } from "./patch-error.ts";
import { isPartName, type PartName } from "./parts.ts";
import { writesFile } from "./seams.ts";

/** What a part did to one file, so that it can be taken back to the byte. */
export interface RecordedFile {
  readonly file: string;
  /** Undefined where the part made the file. */
  readonly before: Buffer | undefined;
  /** SHA-256 of what the part wrote. */
  readonly after: string;
}

export interface RecordedPart {
  readonly name: PartName;
  readonly files: readonly RecordedFile[];
}

const FILE_NAME = "provider-headers-patch.json";

/**
 * Kept in the git directory, where nothing is tracked and every work tree has its own. In the order of application. A
 * checkout may come with a record of somebody else's, so it names nothing but files that its parts write.
 */
export function readRecord(gitDirectory: string): RecordedPart[] {
  const file = path.join(gitDirectory, FILE_NAME);
  const { bytes, fault } = readGuestFile(file);
  if (fault?.kind === "missing") return [];
  try {
    if (fault !== undefined) throw new TypeError(`it ${fault.what}`);
    const { parts } = JSON.parse(bytes.toString("utf8")) as {
      parts: { name: string; files: { file: string; before: string | null; after: string }[] }[];
    };
    return parts.map(({ name, files }) => ({
      name: checkedName(name),
      files: files.map(({ file: changed, before, after }) => ({
        file: checkedFile(changed, name),
        before:
          before === null
            ? undefined
            : inflateSync(Buffer.from(before, "base64"), {
                maxOutputLength: MAX_GUEST_BYTES,
              }),
        after,
      })),
    }));
  } catch (error) {
    throw new PatchError(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      "undo the patch with git, then delete that file",
    );
  }
}

export function writeRecord(gitDirectory: string, parts: readonly RecordedPart[]): void {
  const file = path.join(gitDirectory, FILE_NAME);
  if (parts.length === 0) {
    rmSync(file, { force: true });
    return;
  }
  const written = {
    about: "What provider-headers patch changed, for its --revert.",
    parts: parts.map(({ name, files }) => ({
      name,
      files: files.map(({ file: changed, before, after }) => ({
        file: changed,
        before: before === undefined ? null : deflateSync(before).toString("base64"),
        after,
      })),
    })),
  };
  try {
    // Made anew, so that nothing is written through a link that somebody left there.
    rmSync(`${file}.new`, { force: true });
    writeFileSync(`${file}.new`, JSON.stringify(written), { flag: "wx" });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new PatchError(
      `${file} cannot be written: ${reasonOf(error)}`,
      "fix that and run again: without it the patch could not be undone",
    );
  }
}

export function fingerprint(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function checkedName(name: string): PartName {
  if (!isPartName(name)) throw new TypeError(`unknown part ${name}`);
  return name;
}

function checkedFile(file: string, part: string): string {
  if (!writesFile(checkedName(part), file)) {
    throw new TypeError(`the part \`${part}\` does not write ${file}`);
  }
  return file;
}

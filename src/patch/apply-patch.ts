import { mkdirSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Checkout, readTreeFile } from "./checkout.ts";
import { PatchError, reasonOf } from "./patch-error.ts";
import { fingerprint, readRecord, type RecordedPart, writeRecord } from "./patch-record.ts";
import type { Plan } from "./plan-patch.ts";

/** Files that the plan would change and that hold changes of somebody's own, or that git does not know. */
export function foreignChanges(checkout: Checkout, plan: Plan): string[] {
  const record = readRecord(checkout.index.directory);
  const files = new Set(
    plan.parts.flatMap(({ changes }) =>
      changes.filter(({ before }) => before !== undefined).map(({ file }) => file),
    ),
  );
  return [...files].filter((file) => {
    const content = readTreeFile(checkout, file);
    // Made by an earlier part of the same plan.
    if (content === undefined) return false;
    return !checkout.index.isStaged(file, content) && !wroteLast(record, file, content);
  });
}

/** Writes what is planned, all of it or nothing, and remembers what was there. */
export function applyPatch(checkout: Checkout, plan: Plan): void {
  const foreign = foreignChanges(checkout, plan);
  if (foreign.length > 0) {
    throw new PatchError(
      `there are changes of your own in ${foreign.join(", ")}`,
      "commit or stash them, so that the patch can be reviewed and undone on its own",
    );
  }
  const fresh = plan.parts.filter(({ state }) => state === "to apply");
  const names = new Set(fresh.map(({ name }) => name));
  const earlier = readRecord(checkout.index.directory).filter(
    (part) => !names.has(part.name) && isStillThere(checkout, part),
  );
  const recorded: RecordedPart[] = fresh.map(({ name, changes }) => ({
    name,
    files: changes.map(({ file, before, after }) => ({
      file,
      before: before === undefined ? undefined : Buffer.from(before),
      after: fingerprint(Buffer.from(after)),
    })),
  }));
  const contents = new Map<string, Buffer>();
  for (const { changes } of fresh) {
    for (const { file, after } of changes) contents.set(file, Buffer.from(after));
  }
  writeRecord(checkout.index.directory, [...earlier, ...recorded]);
  try {
    writeAll(checkout, contents);
  } catch (error) {
    writeRecord(checkout.index.directory, earlier);
    throw error;
  }
}

/** A part that is to be applied again, or whose own files are all gone, was taken back by other means. */
function isStillThere(checkout: Checkout, { files }: RecordedPart): boolean {
  return files.some(
    ({ file, before }) => before === undefined && readTreeFile(checkout, file) !== undefined,
  );
}

/** All files, or, where one cannot be written, none. `undefined` takes a file away. */
export function writeAll(
  checkout: Checkout,
  contents: ReadonlyMap<string, Buffer | undefined>,
): void {
  const before = new Map<string, Buffer | undefined>();
  for (const [file, content] of contents) {
    before.set(file, readTreeFile(checkout, file));
    try {
      writeOne(checkout, file, content);
    } catch (error) {
      const left = takeBack(checkout, before);
      throw new PatchError(
        `${file} cannot be written: ${reasonOf(error)}`,
        left.length === 0
          ? "fix that and run again: earlier writes were undone"
          : `undo these with git: ${left.join(", ")}`,
      );
    }
  }
}

/** The files that could not be put back. */
function takeBack(checkout: Checkout, before: ReadonlyMap<string, Buffer | undefined>): string[] {
  return [...before].flatMap(([file, content]) => {
    const now = readTreeFile(checkout, file);
    if (now === content || (now && content && now.equals(content))) return [];
    try {
      writeOne(checkout, file, content);
      return [];
    } catch {
      return [file];
    }
  });
}

function writeOne({ directory }: Checkout, file: string, content: Buffer | undefined): void {
  const place = path.join(directory, file);
  if (content === undefined) {
    rmSync(place, { force: true });
    removeEmptyFolders(directory, path.dirname(place));
    return;
  }
  mkdirSync(path.dirname(place), { recursive: true });
  // In place: a mode and a link stay as they are.
  writeFileSync(place, content);
}

/** Git knows no empty folders, so none is left behind. */
function removeEmptyFolders(root: string, folder: string): void {
  for (let at = folder; at.startsWith(root + path.sep); at = path.dirname(at)) {
    try {
      rmdirSync(at);
    } catch {
      return;
    }
  }
}

function wroteLast(record: readonly RecordedPart[], file: string, content: Buffer): boolean {
  const last = record.flatMap(({ files }) => files).findLast((recorded) => recorded.file === file);
  return last?.after === fingerprint(content);
}

import { writeAll } from "./apply-patch.ts";
import { type Checkout, obstacleAt, readTreeFile } from "./checkout.ts";
import { PatchError } from "./patch-error.ts";
import { fingerprint, readRecord, writeRecord } from "./patch-record.ts";
import type { PartName } from "./parts.ts";

export interface Reverted {
  readonly parts: readonly PartName[];
  readonly files: readonly string[];
}

/**
 * Takes the parts back to the byte, the last applied first. Throws where a file was changed since, or where `only` is
 * not the last of the stack.
 */
export function revertPatch(
  checkout: Checkout,
  {
    only,
    dryRun = false,
  }: { readonly only?: PartName | undefined; readonly dryRun?: boolean } = {},
): Reverted {
  const record = readRecord(checkout.index.directory);
  const last = record.at(-1);
  if (last === undefined) {
    throw new PatchError(
      "there is no record of a patch in this checkout",
      "undo it with git: `git restore` for what was changed, `git clean` for what is new",
    );
  }
  if (only !== undefined && last.name !== only) {
    throw new PatchError(
      `${only} is not the part that was applied last; that is ${last.name}`,
      `revert ${last.name} first, or all without --only`,
    );
  }
  const parts = only === undefined ? record.toReversed() : [last];
  const contents = new Map<string, Buffer | undefined>();
  const written = new Map<string, string>();
  for (const { file, before, after } of parts.flatMap(({ files }) => files)) {
    if (!written.has(file)) written.set(file, after);
    contents.set(file, before);
  }
  for (const file of contents.keys()) {
    const obstacle = obstacleAt(checkout, file);
    if (obstacle !== undefined) {
      throw new PatchError(obstacle, "put the file back with git and run again");
    }
  }
  const changed = [...contents].filter(([file, before]) => {
    const now = readTreeFile(checkout, file);
    // Already as it was: a run was interrupted, or git was here.
    if (now === before || (now && before && now.equals(before))) return false;
    return now === undefined || fingerprint(now) !== written.get(file);
  });
  if (changed.length > 0) {
    throw new PatchError(
      `changed since the patch: ${changed.map(([file]) => file).join(", ")}`,
      "take those changes away first, or undo the patch with git",
    );
  }
  if (!dryRun) {
    writeAll(checkout, contents);
    writeRecord(checkout.index.directory, record.slice(0, record.length - parts.length));
  }
  return { parts: parts.map(({ name }) => name), files: [...contents.keys()].toSorted() };
}

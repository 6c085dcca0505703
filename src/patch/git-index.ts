import { createHash } from "node:crypto";
import { existsSync, lstatSync, realpathSync } from "node:fs";
import path from "node:path";
import { readGuestFile } from "../config/guest-file.ts";
import { PatchError } from "./patch-error.ts";

/**
 * What git has staged for every tracked file, read from the index itself (gitformat-index(5), versions 2 to 4): this
 * package starts no process. A file whose content differs from what is staged has changes of somebody's own.
 */
export interface GitIndex {
  /** The directory that holds this work tree's index. */
  readonly directory: string;
  isTracked(file: string): boolean;
  /** Whether the content is what is staged for the file. A clean filter that rewrites line ends is allowed for. */
  isStaged(file: string, content: Buffer): boolean;
}

export function readGitIndex(checkout: string): GitIndex {
  const directory = findGitDirectory(checkout);
  refuseSha256(directory);
  const { bytes: index, fault } = readGuestFile(path.join(directory, "index"));
  if (fault !== undefined) {
    throw new PatchError(
      `the git index of ${checkout} ${fault.what}`,
      "check out a commit: `git checkout <version>`",
    );
  }
  const blobs = readBlobs(index);
  return {
    directory,
    isTracked: (file) => blobs.has(file),
    isStaged: (file, content) => {
      const blob = blobs.get(file);
      return blob === blobId(content) || blob === blobId(withLineFeeds(content));
    },
  };
}

/** `.git` is a directory, or in a linked work tree or submodule a file that names it. */
function findGitDirectory(checkout: string): string {
  const place = path.join(checkout, ".git");
  const found = lstatSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory()) return place;
  const target = found?.isFile() && /^gitdir: (.+)$/m.exec(textOf(place) ?? "")?.[1];
  if (!target) throw new PatchError(`${checkout} is not the root of a git work tree`, CLONE);
  const directory = path.resolve(checkout, target.trim());
  if (!belongsTo(checkout, directory)) {
    throw new PatchError(
      `${checkout} names ${directory} as its git directory, which belongs to another checkout`,
      CLONE,
    );
  }
  return directory;
}

const CLONE = "clone the repository: the result is a change to review with git";

/** A linked work tree is named back by `gitdir`, a submodule by `core.worktree`. The record is written there. */
function belongsTo(checkout: string, directory: string): boolean {
  const lineOf = (file: string, pattern: RegExp): string | undefined =>
    pattern.exec(textOf(path.join(directory, file)) ?? "")?.[1]?.trim();
  const named = [
    lineOf("gitdir", /^(.+)[\\/]\.git\s*$/),
    lineOf("config", /^\s*worktree\s*=\s*"?([^"\n]+)"?\s*$/im),
  ];
  const root = realpathSync(checkout);
  return named
    .filter((one) => one !== undefined)
    .map((one) => path.resolve(directory, one))
    .some((place) => existsSync(place) && realpathSync(place) === root);
}

/** The object format is told in the repository's configuration, which a linked work tree shares (`commondir`). */
function refuseSha256(directory: string): void {
  const shared = path.resolve(directory, textOf(path.join(directory, "commondir"))?.trim() ?? "");
  const config = textOf(path.join(shared, "config")) ?? "";
  if (!/^\s*objectformat\s*=\s*sha256/im.test(config)) return;
  throw new PatchError(
    "the repository names its objects by SHA-256, which is not supported",
    "use a clone with git's default object format",
  );
}

/** Of a small file of git's own; undefined where there is none. */
function textOf(place: string): string | undefined {
  return readGuestFile(place).bytes?.toString("utf8");
}

const HEADER_SIZE = 12;
const SHA1_SIZE = 20;
/** Of an entry: ten 32-bit fields, a SHA-1 and 16 bits of flags. */
const HASH_AT = 40;
const FLAGS_AT = 60;
const EXTENDED = 0x4000;
const NAME_LENGTH = 0x0fff;
const STAGE = 0x3000;

function readBlobs(index: Buffer): ReadonlyMap<string, string> {
  const version = index.readUInt32BE(4);
  if (index.toString("latin1", 0, 4) !== "DIRC" || version < 2 || version > 4) {
    throw new PatchError(
      "the git index has a format that is not known here",
      "run `git update-index --index-version 2` in the checkout",
    );
  }
  const blobs = new Map<string, string>();
  let at = HEADER_SIZE;
  let previous: Buffer = Buffer.alloc(0);
  for (let left = index.readUInt32BE(8); left > 0; left -= 1) {
    const start = at;
    const flags = index.readUInt16BE(start + FLAGS_AT);
    at = start + FLAGS_AT + 2 + (version >= 3 && (flags & EXTENDED) !== 0 ? 2 : 0);
    if (version === 4) {
      // The name is written as what differs from the one before it.
      const dropped = readVariableLength(index, at);
      const end = index.indexOf(0, dropped.next);
      previous = Buffer.concat([
        previous.subarray(0, previous.length - dropped.value),
        index.subarray(dropped.next, end),
      ]);
      at = end + 1;
    } else {
      const short = flags & NAME_LENGTH;
      const end = short < NAME_LENGTH ? at + short : index.indexOf(0, at);
      previous = index.subarray(at, end);
      at = start + Math.ceil((end - start + 1) / 8) * 8;
    }
    // A file in conflict has stages 1 to 3 and none that counts.
    if ((flags & STAGE) === 0) {
      blobs.set(
        previous.toString("utf8"),
        index.toString("hex", start + HASH_AT, start + FLAGS_AT),
      );
    }
  }
  refuseParts(index, at);
  return blobs;
}

/** Extensions without which the entries are not all there is, and what takes them off. */
const PARTIAL: Readonly<Record<string, readonly [what: string, command: string]>> = {
  link: ["split over two files", "git update-index --no-split-index"],
  sdir: ["sparse", "git sparse-checkout disable"],
};

/** Behind the entries: extensions, each a signature and a size, then the checksum of the whole. */
function refuseParts(index: Buffer, start: number): void {
  for (let at = start; at + 8 <= index.length - SHA1_SIZE; at += 8 + index.readUInt32BE(at + 4)) {
    const partial = PARTIAL[index.toString("latin1", at, at + 4)];
    if (partial === undefined) continue;
    const [what, command] = partial;
    throw new PatchError(
      `the git index is ${what}, which is not supported`,
      `run \`${command}\` in the checkout`,
    );
  }
}

/** gitformat-pack(5), offset encoding: seven bits a byte, most significant first, plus one for each byte after the first. */
function readVariableLength(bytes: Buffer, start: number): { value: number; next: number } {
  let at = start;
  let byte = bytes.readUInt8(at);
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    at += 1;
    byte = bytes.readUInt8(at);
    value = ((value + 1) << 7) | (byte & 0x7f);
  }
  return { value, next: at + 1 };
}

function blobId(content: Buffer): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

function withLineFeeds(content: Buffer): Buffer {
  return Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

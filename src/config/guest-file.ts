import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
} from "node:fs";
import { isRecord } from "./is-record.ts";

/** Why a file is not read. */
export interface GuestFileFault {
  readonly kind:
    | "missing"
    | "link"
    | "directory"
    | "special"
    | "too-large"
    | "refused"
    | "unreadable";
  /** Without a subject: "is a named pipe, not a file on disk". */
  readonly what: string;
}

export type GuestFile =
  | { readonly bytes: Buffer; readonly fault?: undefined }
  | { readonly bytes?: undefined; readonly fault: GuestFileFault };

export interface GuestFileOptions {
  /** Bytes; no more than `MAX_GUEST_BYTES` in any case. */
  readonly limit?: number | undefined;
  /** A symbolic link is refused. */
  readonly noLink?: boolean | undefined;
  /** What else keeps a regular file from being read, without a subject. */
  readonly refuse?: ((state: Stats) => string | undefined) | undefined;
}

const KINDS = [
  ["isDirectory", "a directory"],
  ["isFIFO", "a named pipe"],
  ["isSocket", "a socket"],
  ["isCharacterDevice", "a device"],
  ["isBlockDevice", "a device"],
] as const;

const MEBIBYTE = 1024 * 1024;
export const MAX_GUEST_BYTES = 64 * MEBIBYTE;
const CHUNK = 64 * 1024;

/**
 * Reads a file that somebody else made, whatever it is: never waits for a pipe or a device, and never takes in more than
 * `limit` bytes, also where a file says it has none (those of /proc) or grows meanwhile.
 */
export function readGuestFile(
  path: string,
  { limit = MAX_GUEST_BYTES, noLink = false, refuse }: GuestFileOptions = {},
): GuestFile {
  const rules: Rules = { limit: Math.min(limit, MAX_GUEST_BYTES), noLink, refuse };
  try {
    // By name first: to open a device may already do something.
    const named = faultOf(noLink ? lstatSync(path) : statSync(path), rules);
    return named === undefined ? readOpened(path, rules) : { fault: named };
  } catch (error) {
    return { fault: unreadable(error) };
  }
}

/** Whether there is a file on disk of this name, for what is opened by other means. */
export function isFileOnDisk(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

type Rules = GuestFileOptions & { readonly limit: number };

function readOpened(path: string, rules: Rules): GuestFile {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0, O_NOFOLLOW = 0 } = constants;
  const links = rules.noLink === true ? O_NOFOLLOW : 0;
  // It may be another file by now: a pipe would wait here for its writer.
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | links);
  try {
    const opened = faultOf(fstatSync(file), rules);
    if (opened !== undefined) return { fault: opened };
    const bytes = readUpTo(file, rules.limit + 1);
    const after = fstatSync(file);
    if (bytes.length > 0 && after.size === 0) {
      return { fault: { kind: "special", what: "is made up by the system, not a file on disk" } };
    }
    const size = Math.max(bytes.length, after.size);
    return size > rules.limit ? { fault: tooLarge(size, rules.limit) } : { bytes };
  } finally {
    closeSync(file);
  }
}

function readUpTo(file: number, most: number): Buffer {
  const chunks: Buffer[] = [];
  for (let left = most; left > 0;) {
    const chunk = Buffer.allocUnsafe(Math.min(left, CHUNK));
    const length = readSync(file, chunk);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(chunks);
}

function faultOf(state: Stats, { limit, refuse }: Rules): GuestFileFault | undefined {
  if (state.isSymbolicLink()) return { kind: "link", what: "is a symbolic link" };
  if (state.isDirectory()) return { kind: "directory", what: "is a directory" };
  if (!state.isFile()) {
    const kind = KINDS.find(([is]) => state[is]())?.[1] ?? "something else";
    return { kind: "special", what: `is ${kind}, not a file on disk` };
  }
  const refused = refuse?.(state);
  if (refused !== undefined) return { kind: "refused", what: refused };
  return state.size > limit ? tooLarge(state.size, limit) : undefined;
}

function tooLarge(size: number, limit: number): GuestFileFault {
  const what =
    limit % MEBIBYTE === 0
      ? `is ${(size / MEBIBYTE).toFixed(1)} MiB, over the limit of ${limit / MEBIBYTE} MiB`
      : `is larger than ${limit} bytes`;
  return { kind: "too-large", what };
}

function unreadable(error: unknown): GuestFileFault {
  const code = isRecord(error) ? String(error["code"]) : String(error);
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "missing", what: "does not exist" };
  return { kind: "unreadable", what: `cannot be read (${code})` };
}

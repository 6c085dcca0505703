import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigReadError } from "./config-read-error.ts";
import { isRecord } from "./is-record.ts";

const MEBIBYTE = 1024 * 1024;

/**
 * The text of a configuration file without its byte order mark. Throws a `ConfigReadError` that begins with `where`:
 * the file itself, or the place that includes it.
 */
export function readConfigText(path: string, where: string, limit: number): string {
  const subject = where === path ? "" : `the included file ${path} `;
  let bytes: Buffer;
  try {
    const state = statSync(path);
    if (state.isDirectory()) {
      const fix = `Name the file in it, for example ${join(path, "openclaw.json")}.`;
      throw new ConfigReadError(where, `${subject}is a directory`, fix);
    }
    if (!state.isFile()) {
      throw new ConfigReadError(where, `${subject}is not a regular file`, "Name a file on disk.");
    }
    if (state.size > limit) {
      throw new ConfigReadError(
        where,
        `${subject}is ${(state.size / MEBIBYTE).toFixed(1)} MiB, over the limit of ${limit / MEBIBYTE} MiB`,
        "This is hardly a configuration: check the file name.",
      );
    }
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof ConfigReadError) throw error;
    const code = isRecord(error) ? String(error["code"]) : String(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      const fix =
        where === path
          ? "Run `openclaw onboard` to make one, or name the file with --config or OPENCLAW_CONFIG_PATH."
          : "Make the file, or take the include out: its name counts from the file that includes it.";
      throw new ConfigReadError(where, `${subject}does not exist`, fix);
    }
    const fix = "Make it readable for the user who runs this.";
    throw new ConfigReadError(where, `${subject}cannot be read (${code})`, fix);
  }
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfeff || mark === 0xfffe) {
    throw new ConfigReadError(where, `${subject}is written in UTF-16`, "Save it as UTF-8.");
  }
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

import { join } from "node:path";
import { ConfigReadError } from "./config-read-error.ts";
import { type GuestFileFault, readGuestFile } from "./guest-file.ts";

/**
 * The text of a configuration file without its byte order mark. Throws a `ConfigReadError` that begins with `where`:
 * the file itself, or the place that includes it.
 */
export function readConfigText(path: string, where: string, limit: number): string {
  const isIncluded = where !== path;
  const subject = isIncluded ? `the included file ${path} ` : "";
  const { bytes, fault } = readGuestFile(path, { limit });
  if (fault !== undefined) {
    throw new ConfigReadError(where, `${subject}${fault.what}`, fixOf(fault, path, isIncluded));
  }
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfeff || mark === 0xfffe) {
    throw new ConfigReadError(where, `${subject}is written in UTF-16`, "Save it as UTF-8.");
  }
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

function fixOf({ kind }: GuestFileFault, path: string, isIncluded: boolean): string {
  switch (kind) {
    case "directory":
      return `Name the file in it, for example ${join(path, "openclaw.json")}.`;
    case "missing":
      return isIncluded
        ? "Create the file, or remove the include: its path is relative to the including file."
        : "Run `openclaw onboard` to create one, or name the file with --config or OPENCLAW_CONFIG_PATH.";
    case "too-large":
      return "This is probably not a configuration: check the file name.";
    case "unreadable":
      return "Make it readable for the user who runs this.";
    default:
      return "Name a file on disk.";
  }
}

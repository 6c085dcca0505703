import { isAbsolute, join, relative } from "node:path";

import type { HeaderSource } from "../headers/header-layer.ts";
import type { CommandIo } from "./command-io.ts";

/** `openclaw.json:14:9`; undefined where the file is not known. */
export function placeOf(
  source: HeaderSource,
  io: Pick<CommandIo, "cwd" | "env">,
): string | undefined {
  if (source.file === undefined) return undefined;
  const position = [source.line, source.column].filter((number) => number !== undefined);
  return [shortFile(source.file, io), ...position].join(":");
}

/** `models.providers.kimi-coding.headers.User-Agent, openclaw.json:14:9`: as the guard's reports name it. */
export function describeSource(source: HeaderSource, io: Pick<CommandIo, "cwd" | "env">): string {
  const place = placeOf(source, io);
  return place === undefined ? source.path : `${source.path}, ${place}`;
}

/** As short as it can be opened from here: relative below the working directory, `~` below the home directory. */
export function shortFile(file: string, io: Pick<CommandIo, "cwd" | "env">): string {
  if (!isAbsolute(file)) return file;
  const below = relative(io.cwd, file);
  if (isBelow(below)) return below;
  const home = io.env.HOME;
  if (home === undefined || !isAbsolute(home)) return file;
  const belowHome = relative(home, file);
  return isBelow(belowHome) ? join("~", belowHome) : file;
}

function isBelow(path: string): boolean {
  return path !== "" && !path.startsWith("..") && !isAbsolute(path);
}

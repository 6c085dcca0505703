import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../config/is-record.ts";
import type { BuiltInProvider } from "../providers/find.ts";

/** Which statements on built-in defaults were made in full, in an OpenClaw's state folder. */
export const STATEMENTS_FILE = "provider-headers.json";

/**
 * Whether what there is to say of a built-in default was never said in full where this state folder is used. Says so once:
 * the file is written whole or not at all, no folder is made, and where it cannot be written the next process says it again.
 */
export function isFirstStatement(
  stateFolder: string | undefined,
  { ids: [id], headers, statement }: BuiltInProvider,
): boolean {
  if (stateFolder === undefined) return true;
  const path = join(stateFolder, STATEMENTS_FILE);
  const known = statementsIn(path);
  // What goes out, or what the provider says of it, may change with a version.
  const said = `${JSON.stringify(headers)} ${statement.on}`;
  if (known[id] === said) return false;
  writeWhole(path, `${JSON.stringify({ statements: { ...known, [id]: said } }, undefined, 2)}\n`);
  return true;
}

function statementsIn(path: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(content) && isRecord(content["statements"]) ? content["statements"] : {};
  } catch {
    return {};
  }
}

function writeWhole(path: string, text: string): void {
  // Not imported: a process would start later.
  const unfinished = `${path}.${process.getBuiltinModule("node:crypto").randomUUID()}`;
  try {
    writeFileSync(unfinished, text, { flag: "wx", mode: 0o600 });
    try {
      renameSync(unfinished, path);
    } catch {
      rmSync(unfinished);
    }
  } catch {
    // It is stated again.
  }
}

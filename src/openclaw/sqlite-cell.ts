import { existsSync } from "node:fs";
import { isFileOnDisk } from "../config/guest-file.ts";

/** The part of `node:sqlite` that is used: Node 22.13 and later, which every host with databases runs on. */
interface Sqlite {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: true },
  ) => {
    prepare(query: string): { get(): unknown };
    close(): void;
  };
}

/** What SQLite opens beside a database: a pipe in such a place would wait for ever. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

function isFreeOrFile(path: string): boolean {
  return !existsSync(path) || isFileOnDisk(path);
}

/** The JSON in the column `json` of the first row; undefined where there is no such database, table or row. */
export function readJsonCell(path: string, query: string): unknown {
  if (!isFileOnDisk(path) || !COMPANIONS.every((end) => isFreeOrFile(path + end))) return undefined;
  try {
    const { DatabaseSync } = process.getBuiltinModule("node:sqlite") as Sqlite;
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      const row = database.prepare(query).get() as { readonly json?: unknown } | undefined;
      return typeof row?.json === "string" ? JSON.parse(row.json) : undefined;
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

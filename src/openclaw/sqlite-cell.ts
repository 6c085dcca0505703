import { existsSync } from "node:fs";

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

/** The JSON in the column `json` of the first row; undefined where there is no such database, table or row. */
export function readJsonCell(path: string, query: string): unknown {
  if (!existsSync(path)) return undefined;
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

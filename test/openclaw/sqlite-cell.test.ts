import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readJsonCell } from "../../src/openclaw/sqlite-cell.ts";

const sqlite = process.getBuiltinModule("node:sqlite") as
  | {
      readonly DatabaseSync: new (path: string) => { exec(statement: string): void; close(): void };
    }
  | undefined;
const OPEN_FILES = "/proc/self/fd";
const QUERY = "SELECT data AS json FROM cells WHERE name = 'kept'";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "provider-headers-sqlite-"));
  path = join(folder, "host.sqlite");
});

afterEach(() => rmSync(folder, { recursive: true }));

// A Node without SQLite runs no host that has databases.
describe.skipIf(sqlite === undefined)("readJsonCell", () => {
  function store(data: string): void {
    if (sqlite === undefined) return;
    const database = new sqlite.DatabaseSync(path);
    database.exec("CREATE TABLE cells (name TEXT, data)");
    database.exec(`INSERT INTO cells VALUES ('kept', ${data})`);
    database.close();
  }

  it("reads the JSON of a row, and keeps no file open", () => {
    store(`'{"times":[1]}'`);
    expect(readJsonCell(path, QUERY)).toEqual({ times: [1] });
    if (!existsSync(OPEN_FILES)) return;
    const open = readdirSync(OPEN_FILES).filter((file) => existsSync(join(OPEN_FILES, file)));
    expect(open.map((file) => readlinkSync(join(OPEN_FILES, file)))).not.toContain(path);
  });

  it.each([
    ["no JSON", "'{'"],
    ["a number", "7"],
    ["NULL", "NULL"],
  ])("takes %s for nothing", (_, data) => {
    store(data);
    expect(readJsonCell(path, QUERY)).toBeUndefined();
  });

  it("takes another table, another row and another name of the column for nothing", () => {
    store("'{}'");
    expect(readJsonCell(path, QUERY.replace("cells", "others"))).toBeUndefined();
    expect(readJsonCell(path, QUERY.replace("kept", "other"))).toBeUndefined();
    expect(readJsonCell(path, QUERY.replace(" AS json", ""))).toBeUndefined();
  });

  it("takes a missing file, a folder and another kind of file for nothing", () => {
    expect(readJsonCell(path, QUERY)).toBeUndefined();
    expect(existsSync(path)).toBe(false);
    mkdirSync(path);
    expect(readJsonCell(path, QUERY)).toBeUndefined();
    writeFileSync(`${path}.text`, "no database");
    expect(readJsonCell(`${path}.text`, QUERY)).toBeUndefined();
  });

  it("changes nothing in a host's database", () => {
    store("'{}'");
    expect(readJsonCell(path, "DELETE FROM cells RETURNING data AS json")).toBeUndefined();
    expect(readJsonCell(path, QUERY)).toEqual({});
  });

  it.skipIf(process.platform === "win32").each(["-wal", "-shm", "-journal"])(
    "does not wait for a pipe in the place of its %s",
    (end) => {
      store("'{}'");
      execFileSync("mkfifo", [path + end]);
      expect(readJsonCell(path, QUERY)).toBeUndefined();
    },
  );

  it("reads a database with ordinary files beside it", () => {
    store("'{}'");
    writeFileSync(`${path}-wal`, "");
    expect(readJsonCell(path, QUERY)).toEqual({});
  });
});

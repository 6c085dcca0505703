/** How large the rooms of `src` are, and how much of them a reader of one subject must open. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";

export interface SourceFile {
  /** Relative to the sources, with slashes. */
  readonly path: string;
  readonly lines: number;
  /** The files of the sources that it imports, types included. */
  readonly imports: readonly string[];
}

export interface RoomSize {
  readonly room: string;
  readonly files: number;
  readonly lines: number;
}

export function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const imports = ts
        .preProcessFile(text, true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
        .map(({ fileName }) =>
          portable(relative(folder, resolve(folder, dirname(file), fileName))),
        );
      return { path: portable(file), lines: linesOf(text), imports };
    });
}

/** A file at the top is a room of its own. */
export function roomOf(path: string): string {
  return path.split("/", 1).join("");
}

export function roomSizes(sources: readonly SourceFile[]): RoomSize[] {
  const rooms = [...new Set(sources.map(({ path }) => roomOf(path)))];
  return rooms.map((room) => ({
    room,
    ...sizeOf(sources.filter(({ path }) => roomOf(path) === room)),
  }));
}

/** The files of the rooms, and all that they import, and so on. */
export function closureOf(
  sources: readonly SourceFile[],
  rooms: readonly string[],
): readonly SourceFile[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set(sources.filter(({ path }) => rooms.includes(roomOf(path))));
  // A set is walked through what is added to it on the way.
  for (const { path, imports } of reached) {
    for (const target of imports) {
      const source = byPath.get(target);
      if (source === undefined) throw new Error(`${path} imports ${target}, which is not there.`);
      reached.add(source);
    }
  }
  return [...reached];
}

/** Tables of facts, which are looked up and not read through: the vendors, the language of failures, HTML's names of characters. */
export function isFactTable(path: string): boolean {
  return (
    path.startsWith("providers/vendors/") ||
    path.startsWith("diagnosis/language/") ||
    path === "secrets/html-entities.ts" ||
    path.endsWith("/code-meanings.ts")
  );
}

export function sizeOf(sources: readonly SourceFile[]): Omit<RoomSize, "room"> {
  return {
    files: sources.length,
    lines: sources.reduce((total, { lines }) => total + lines, 0),
  };
}

function linesOf(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

function portable(path: string): string {
  return path.split(sep).join("/");
}

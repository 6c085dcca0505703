import { readFileSync } from "node:fs";

/** From the root of the package. */
export const EXPLAINED_FILE = "test/mutants/explained.json";

/** One change in one place of the source. */
export interface Mutant {
  readonly file: string;
  /** The line that it begins in, without indentation. */
  readonly line: string;
  /** What is changed; it begins in that line. */
  readonly original: string;
  readonly replacement: string;
}

/** One that no test finds, and why that is right. */
export interface ExplainedMutant extends Mutant {
  readonly why: string;
}

export function readExplained(): ExplainedMutant[] {
  return JSON.parse(readFileSync(EXPLAINED_FILE, "utf8")) as ExplainedMutant[];
}

/** Whether the source still holds what is changed, in such a line. */
export function stillExists({ file, line, original }: Mutant): boolean {
  const source = readFileSync(file, "utf8");
  const lines = source.split("\n");
  let start = 0;
  for (const text of lines) {
    const at = text.trim() === line ? source.indexOf(original, start) : -1;
    if (at !== -1 && at < start + text.length) return true;
    start += text.length + 1;
  }
  return false;
}

export function isExplained(mutant: Mutant, explained: readonly ExplainedMutant[]): boolean {
  return explained.some(
    ({ file, line, original, replacement }) =>
      file === mutant.file &&
      line === mutant.line &&
      original === mutant.original &&
      replacement === mutant.replacement,
  );
}

/** `start` and `end` count lines and columns from 1. */
export function mutantAt(
  file: string,
  start: { readonly line: number; readonly column: number },
  end: { readonly line: number; readonly column: number },
  replacement: string,
): Mutant {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .slice(start.line - 1, end.line);
  const line = lines[0]?.trim() ?? "";
  const last = lines.length - 1;
  lines[last] = lines[last]?.slice(0, end.column - 1) ?? "";
  lines[0] = lines[0]?.slice(start.column - 1) ?? "";
  return { file, line, original: lines.join("\n"), replacement };
}

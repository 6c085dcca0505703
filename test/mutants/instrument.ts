import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import type { Draw } from "../fuzz/draw.ts";
import { type Mutant, mutantAt } from "./explained-mutants.ts";

export interface PlacedMutant extends Mutant {
  /** In the instrumented sources. */
  readonly id: string;
  /** Full path. */
  readonly path: string;
  /** Line and column of both ends, from 1. */
  readonly range: string;
}

export interface Instrumented {
  /** By full paths. */
  readonly sources: Readonly<Record<string, string>>;
  readonly mutants: readonly PlacedMutant[];
}

const nothing = (): void => {};
const QUIET = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};

/** Stryker's function that notes which code runs. */
const NOTES_COVERAGE = "function cover() {";
/** It notes for each mutant by itself, which takes most of the time of a test; a step is counted once for all of them. */
const COUNTS_STEPS = `${NOTES_COVERAGE} if (ns.countStep) return ns.countStep();`;

/** Of files by their full paths. */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const { files: sources, mutants } = await new Instrumenter(QUIET).instrument(
    files.map((name) => ({ name, mutate: true, content: readFileSync(name, "utf8") })),
    { plugins: null, ignorers: [], excludedMutations: [] },
  );
  return {
    sources: Object.fromEntries(
      sources.map(({ name, content }) => [name, content.replace(NOTES_COVERAGE, COUNTS_STEPS)]),
    ),
    mutants: mutants.map(({ id, fileName: path, location, replacement }) => {
      const [start, end] = [fromOne(location.start), fromOne(location.end)];
      const range = `${start.line}:${start.column}-${end.line}:${end.column}`;
      return { id, path, range, ...mutantAt(relative("", path), start, end, replacement) };
    }),
  };
}

function fromOne({ line, column }: { readonly line: number; readonly column: number }) {
  return { line: line + 1, column: column + 1 };
}

/** So many items, each at most once, in their order. */
export function sampleOf<Item>(items: readonly Item[], size: number, draw: Draw): Item[] {
  const rest = items.map((_item, at) => at);
  const taken = Array.from(
    { length: Math.min(size, items.length) },
    () => rest.splice(draw(rest.length), 1)[0] as number,
  );
  return taken.sort((one, other) => one - other).map((at) => items[at] as Item);
}

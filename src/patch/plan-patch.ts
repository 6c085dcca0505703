import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import { packageFile } from "../package-files.ts";
import { type Checkout, obstacleAt, readTreeFile } from "./checkout.ts";
import { importSplice, type NeededImport } from "./import-splice.ts";
import { PatchError } from "./patch-error.ts";
import { LEFT_OUT, type Part, PART_NAMES, type PartName, PARTS } from "./parts.ts";
import type { CodeSeam, Seam, TextSeam } from "./seam.ts";
import { SEAMS } from "./seams.ts";
import { applySplices, insertAt, type Splice } from "./splice.ts";
import { lineOf, parseSyntax, startOf } from "./syntax-file.ts";
import { compareWithRange, type VersionRange } from "./tree-version.ts";
import type { Parser } from "./typescript-parser.ts";

const OWN_FILES = packageFile("src/patch/tree");

export interface PlannedEdit {
  readonly id: string;
  readonly file: string;
  /** Of the first place, before the change; undefined for a new file. */
  readonly line?: number | undefined;
}

export interface FileChange {
  readonly file: string;
  /** Undefined for a new file. */
  readonly before: string | undefined;
  readonly after: string;
}

export interface PlannedPart {
  readonly name: PartName;
  readonly gives: string;
  readonly state: "to apply" | "already applied" | "left out";
  /** Why it is left out. */
  readonly reason?: string | undefined;
  readonly edits: readonly PlannedEdit[];
  /** File by file, on top of the parts before it. */
  readonly changes: readonly FileChange[];
}

/** What stands in the way. One is enough for nothing to be written. */
export interface PlanProblem {
  readonly part: PartName;
  readonly id: string;
  readonly file: string;
  readonly message: string;
}

export interface Plan {
  readonly version: string;
  /** The patch was tried on this version or its neighbours. */
  readonly tried: boolean;
  readonly parts: readonly PlannedPart[];
  readonly problems: readonly PlanProblem[];
}

/** Every edit of the parts asked for, placed on the syntax of the checkout as it is. Writes nothing. */
export function planPatch(
  checkout: Checkout,
  parser: Parser,
  {
    only,
    seams = SEAMS,
  }: { readonly only?: PartName | undefined; readonly seams?: readonly Seam[] } = {},
): Plan {
  const tree = new TreeView(checkout);
  const problems: PlanProblem[] = [];
  const planning = { tree, checkout, parser, problems, seams };
  const parts = PART_NAMES.filter((name) => only === undefined || name === only).flatMap((name) => {
    const part = partFor(name, checkout);
    if (part) return [planPart(part, planning)];
    const reason = reasonToLeaveOut(name, checkout);
    if (reason === undefined && only === undefined) return [];
    return [leftOut(name, reason ?? `made for ${versionsOf(name)}`)];
  });
  return { version: checkout.version, tried: checkout.tried, parts, problems };
}

/** The checkout with the changes that are planned so far. */
class TreeView {
  readonly #checkout: Checkout;
  readonly #changed = new Map<string, string>();

  constructor(checkout: Checkout) {
    this.#checkout = checkout;
  }

  read(file: string): string | undefined {
    const changed = this.#changed.get(file);
    if (changed !== undefined) return changed;
    const content = readTreeFile(this.#checkout, file);
    if (content === undefined || isUtf8(content)) return content?.toString("utf8");
    throw new PatchError(`${file} is not UTF-8 text`, "restore it with git");
  }

  write(file: string, text: string): void {
    this.#changed.set(file, text);
  }
}

interface Planning {
  readonly tree: TreeView;
  readonly checkout: Checkout;
  readonly parser: Parser;
  readonly problems: PlanProblem[];
  readonly seams: readonly Seam[];
}

function planPart(part: Part, planning: Planning): PlannedPart {
  const { tree, checkout, problems } = planning;
  const { name, gives } = part;
  const missing = part.needs.find((needed) => !isThere(needed, planning));
  if (missing !== undefined) {
    problems.push({
      part: name,
      id: "needs",
      file: "",
      message: `it builds on the part \`${missing}\`, which is not applied. Apply that first, or all without --only`,
    });
    return leftOut(name, `needs ${missing}`);
  }

  const before = problems.length;
  const outcomes = [
    ...groupByFile(
      planning.seams.filter((seam) => seam.part === name && inRange(checkout, seam.versions)),
      planning,
    ).flatMap(([file, seams]) => planFile(part, file, seams, planning)),
    ...planNewFiles(part, planning),
  ];
  const toDo = outcomes.filter(({ state }) => state === "to do");
  const done = outcomes.filter(({ state }) => state === "done");
  if (problems.length === before && toDo.length > 0 && done.length > 0) {
    problems.push({
      part: name,
      id: "half",
      file: done[0]?.edit.file ?? "",
      message: `the part is only partly applied: ${listOf(done)} done, ${listOf(toDo)} not. Undo what is there (with --revert if a run was interrupted), or make the rest by hand`,
    });
  }
  for (const { edit } of toDo) {
    const message = obstacleAt(checkout, edit.file);
    if (message !== undefined) problems.push({ part: name, id: edit.id, file: edit.file, message });
  }
  const changes = mergeChanges(outcomes.flatMap(({ change }) => (change ? [change] : [])));
  for (const { file, after } of changes) tree.write(file, after);
  return {
    name,
    gives,
    state: toDo.length === 0 && problems.length === before ? "already applied" : "to apply",
    edits: toDo.map(({ edit }) => edit),
    changes,
  };
}

interface Outcome {
  readonly state: "to do" | "done";
  readonly edit: PlannedEdit;
  readonly change?: FileChange | undefined;
}

/** The seams of each file that the checkout has; a problem for those whose files are all missing. */
function groupByFile(seams: readonly Seam[], { tree, problems }: Planning): [string, Seam[]][] {
  const groups = new Map<string, Seam[]>();
  for (const seam of seams) {
    const file = seam.files.find((candidate) => tree.read(candidate) !== undefined);
    if (file === undefined) {
      problems.push({
        part: seam.part,
        id: seam.id,
        file: seam.files.join(" or "),
        message: `there is no such file. Looked for: ${seam.anchor}`,
      });
    } else groups.set(file, [...(groups.get(file) ?? []), seam]);
  }
  return [...groups];
}

/** All edits of one file at once, each placed on the same text. */
function planFile(part: Part, file: string, seams: readonly Seam[], planning: Planning): Outcome[] {
  const before = planning.tree.read(file) ?? "";
  const syntax = parseSyntax(planning.parser, file, before);
  const splices: Splice[] = [];
  const imports: NeededImport[] = [];
  const outcomes: Outcome[] = [];
  for (const seam of seams) {
    if (seam.kind === "code" && seam.count === "any" && seam.find(syntax).length === 0) continue;
    if (seam.kind === "code" && seam.superseded?.(syntax)) continue;
    const isDone = seam.kind === "code" ? seam.done(syntax) : holdsText(before, seam.text);
    if (isDone) {
      // What another part may have brought says nothing of this one.
      const isShared = seam.kind === "code" && seam.shared === true;
      if (!isShared) outcomes.push({ state: "done", edit: { id: seam.id, file } });
      continue;
    }
    const placed = seam.kind === "code" ? placeCode(seam, syntax) : placeText(seam, before);
    if (typeof placed === "string") {
      planning.problems.push({ part: part.name, id: seam.id, file, message: placed });
      continue;
    }
    splices.push(...placed.splices);
    if (seam.kind === "code") imports.push(...(seam.imports ?? []));
    const edit = { id: seam.id, file, line: lineOf(placed.at, before) };
    outcomes.push({ state: "to do", edit });
  }
  if (splices.length === 0) return outcomes;
  const importSplices = joinImports(imports)
    .map((needed) => importSplice(needed, syntax))
    .filter((splice) => splice !== undefined);
  const change = { file, before, after: applySplices(before, [...importSplices, ...splices]) };
  return outcomes.map((outcome, index) => (index === 0 ? { ...outcome, change } : outcome));
}

interface Placed {
  readonly at: number;
  readonly splices: readonly Splice[];
}

function placeCode(seam: CodeSeam, syntax: ReturnType<typeof parseSyntax>): Placed | string {
  const places = seam.find(syntax);
  const wanted = seam.count ?? 1;
  const [first] = places;
  if (first === undefined) return `not found. Looked for: ${seam.anchor}`;
  if (typeof wanted === "number" && places.length !== wanted) {
    return `found ${places.length} times instead of ${wanted}. Looked for: ${seam.anchor}`;
  }
  const edits = places.map((place) => seam.edit(place, syntax));
  if (edits.some((splices) => splices.length === 0)) {
    return `found, but in another shape than the edit expects. Looked for: ${seam.anchor}`;
  }
  return { at: startOf(first, syntax), splices: edits.flat() };
}

function placeText(seam: TextSeam, document: string): Placed | string {
  const places = seam.places(document);
  const [at] = places;
  if (at === undefined) return `not found. Looked for: ${seam.anchor}`;
  if (places.length > 1) {
    return `found ${places.length} times instead of 1. Looked for: ${seam.anchor}`;
  }
  // A last line without an end gets one, and a heading that follows at once keeps its empty line.
  const end = at > 0 && document[at - 1] !== "\n" ? "\n" : "";
  const gap = document.startsWith("#", at) && !seam.text.endsWith("\n\n") ? "\n" : "";
  return { at, splices: [insertAt(at, end + seam.text + gap)] };
}

function planNewFiles(part: Part, { tree, checkout, problems }: Planning): Outcome[] {
  const files = part.files
    .filter(({ versions }) => versions === undefined || inRange(checkout, versions))
    .map(({ folder, path: file }) => ({
      file,
      text: readFileSync(path.join(OWN_FILES, folder, `${file}.txt`), "utf8"),
    }));
  return files.flatMap(({ file, text }): Outcome[] => {
    const existing = tree.read(file);
    const edit = { id: "new file", file };
    if (existing === undefined) {
      return [{ state: "to do", edit, change: { file, before: undefined, after: text } }];
    }
    if (existing.replaceAll("\r\n", "\n") === text) return [{ state: "done", edit }];
    problems.push({
      part: part.name,
      id: "new file",
      file,
      message:
        "a file of this name already exists. Move it away, or undo what an earlier version wrote",
    });
    return [];
  });
}

function inRange({ parsedVersion }: Checkout, range: VersionRange): boolean {
  return compareWithRange(parsedVersion, range) === 0;
}

/** The part as it is made for the checkout's version. */
function partFor(name: PartName, checkout: Checkout): Part | undefined {
  return PARTS.find((part) => part.name === name && inRange(checkout, part.versions));
}

function reasonToLeaveOut(name: PartName, checkout: Checkout): string | undefined {
  return LEFT_OUT.find((row) => row.name === name && inRange(checkout, row.versions))?.reason;
}

function versionsOf(name: PartName): string {
  return PARTS.filter((part) => part.name === name)
    .map(({ versions: [first, last] }) => `2026.${first} to 2026.${last}`)
    .join(", ");
}

function leftOut(name: PartName, reason: string): PlannedPart {
  const gives = PARTS.find((part) => part.name === name)?.gives ?? "";
  return { name, gives, state: "left out", reason, edits: [], changes: [] };
}

/** A part is there as soon as its first new file is. */
function isThere(name: PartName, { tree, checkout }: Planning): boolean {
  const first = partFor(name, checkout)?.files[0];
  return first !== undefined && tree.read(first.path) !== undefined;
}

function holdsText(document: string, text: string): boolean {
  return document.replaceAll("\r\n", "\n").includes(text.trim());
}

function joinImports(imports: readonly NeededImport[]): NeededImport[] {
  const joined = new Map<string, NeededImport>();
  for (const needed of imports) {
    const key = `${needed.from} ${needed.default ?? ""}`;
    const names = [...(joined.get(key)?.names ?? []), ...needed.names];
    joined.set(key, { ...needed, names: [...new Set(names)].toSorted() });
  }
  return [...joined.values()];
}

function mergeChanges(changes: readonly FileChange[]): FileChange[] {
  return changes.toSorted((one, other) => (one.file < other.file ? -1 : 1));
}

function listOf(outcomes: readonly Outcome[]): string {
  return outcomes.map(({ edit: { id, file } }) => (id === "new file" ? file : id)).join(", ");
}

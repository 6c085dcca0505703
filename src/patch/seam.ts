import type { Anchor } from "./anchors.ts";
import type { NeededImport } from "./import-splice.ts";
import type { PartName } from "./parts.ts";
import type { Splice } from "./splice.ts";
import type { Node, SyntaxFile } from "./syntax-file.ts";
import type { VersionRange } from "./tree-version.ts";

interface SeamBase {
  readonly part: PartName;
  /** Unique in its part; what the plan calls the edit. */
  readonly id: string;
  /** The first of these that the checkout has. */
  readonly files: readonly string[];
  readonly versions: VersionRange;
  /** The anchor in words, for who has to find out why it is not there. */
  readonly anchor: string;
}

/** An edit of a source file, placed by its syntax. */
export interface CodeSeam<Kind extends Node = Node> extends SeamBase {
  readonly kind: "code";
  readonly find: Anchor<Kind>;
  /** How many places there are; one where it is not said. Any: also none, where some trees of the range have none. */
  readonly count?: number | "some" | "any";
  readonly edit: (place: Kind, file: SyntaxFile) => readonly Splice[];
  readonly imports?: readonly NeededImport[];
  /** Whether the edit is in the file already. */
  readonly done: (file: SyntaxFile) => boolean;
  /** Where it is done, OpenClaw may have done it. */
  readonly shared?: true;
  /** Whether a later part wrote something in its place that does the same. */
  readonly superseded?: (file: SyntaxFile) => boolean;
}

/** A paragraph or list item of a document, placed by a line. */
export interface TextSeam extends SeamBase {
  readonly kind: "text";
  /** Offset at which `text` goes, for each place that fits. */
  readonly places: (document: string) => readonly number[];
  /** Whole lines. */
  readonly text: string;
}

/** The usual `done`: a text that only the edit, or a later one of the same place, writes. */
export function holds(...texts: string[]): (file: SyntaxFile) => boolean {
  return (file) => texts.some((written) => file.text.includes(written));
}

export type Seam = CodeSeam | TextSeam;

/** Keeps the type of the node between `find` and `edit`, and forgets it in the table. */
export function code<Kind extends Node>(seam: Omit<CodeSeam<Kind>, "kind">): CodeSeam {
  return { kind: "code", ...seam } as unknown as CodeSeam;
}

export function text(seam: Omit<TextSeam, "kind">): TextSeam {
  return { kind: "text", ...seam };
}

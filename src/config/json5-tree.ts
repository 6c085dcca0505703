import { type ElementNode, type MemberNode, parse, type ValueNode } from "@humanwhocodes/momoa";
import JSON5 from "json5";
import { ConfigReadError } from "./config-read-error.ts";
import { isRecord } from "./is-record.ts";
import type { Substitution } from "./variables.ts";
import { lineStarts, type Position, positionAt } from "./text-position.ts";

export interface FilePosition extends Position {
  readonly file: string;
}

/** A value of a configuration file, knowing where it was written. */
export interface ConfigNode {
  readonly place: FilePlace;
  readonly content: ScalarContent | ListContent | RecordContent;
  /** What its references became, once variables are put in; undefined where there is no `$` and no SecretRef. */
  readonly substitution?: Substitution | undefined;
}

export interface ScalarContent {
  readonly kind: "scalar";
  readonly value: unknown;
}

export interface ListContent {
  readonly kind: "list";
  readonly items: readonly ConfigNode[];
}

export interface RecordContent {
  readonly kind: "record";
  readonly members: ReadonlyMap<string, ConfigNode>;
  /** Where these members were written: several places, where includes are merged. */
  readonly places: readonly FilePlace[];
}

/** A member whose key was there already: json5 and OpenClaw keep the last and say nothing. */
export interface RepeatedKey {
  readonly key: string;
  readonly position: FilePosition;
  readonly before: FilePosition;
}

/** No configuration is nested so deep, and recursion has an end. */
const MAX_DEPTH = 200;

/**
 * Reads JSON5 as the host does (json5 for the values). Positions (momoa) are read when the first one is asked for;
 * where momoa cannot follow json5, e.g. `+.5` or a key named `null` without quotes, there are none.
 */
export function parseJson5Tree(text: string, file: string): ConfigNode {
  function build(value: unknown, place: FilePlace, depth: number): ConfigNode {
    if (depth > MAX_DEPTH) {
      throw new ConfigReadError(
        file,
        `is nested deeper than ${MAX_DEPTH} levels`,
        "No OpenClaw setting is that deep: check what wrote this file.",
      );
    }
    if (Array.isArray(value)) {
      const items = value.map((item, index) => build(item, place.at(index), depth + 1));
      return { place, content: { kind: "list", items } };
    }
    if (isRecord(value)) {
      const members = new Map<string, ConfigNode>();
      for (const key of Object.keys(value)) {
        members.set(key, build(value[key], place.at(key), depth + 1));
      }
      return { place, content: { kind: "record", members, places: [place] } };
    }
    return { place, content: { kind: "scalar", value } };
  }

  return build(parseValues(text, file), new FilePlace(new FileText(text, file)), 0);
}

/** The same node where nothing in it changes. */
export function withChildren(
  node: ConfigNode,
  change: (child: ConfigNode) => ConfigNode,
): ConfigNode {
  const { content } = node;
  if (content.kind === "scalar") return node;
  let changed = false;
  function changedChild(child: ConfigNode): ConfigNode {
    const other = change(child);
    changed ||= other !== child;
    return other;
  }
  if (content.kind === "list") {
    const items = content.items.map(changedChild);
    return changed ? { ...node, content: { ...content, items } } : node;
  }
  const members = new Map<string, ConfigNode>();
  for (const [key, member] of content.members) members.set(key, changedChild(member));
  return changed ? { ...node, content: { ...content, members } } : node;
}

class FileText {
  readonly file: string;
  readonly #text: string;
  #starts: readonly number[] | undefined;
  #tree: { readonly root: ValueNode | undefined } | undefined;

  constructor(text: string, file: string) {
    this.#text = text;
    this.file = file;
  }

  /** Undefined for the few texts that only json5 can read. */
  get root(): ValueNode | undefined {
    this.#tree ??= { root: parsePositions(this.#text) };
    return this.#tree.root;
  }

  position(offset: number): FilePosition {
    this.#starts ??= lineStarts(this.#text);
    return { file: this.file, ...positionAt(this.#starts, offset) };
  }
}

/** Where a value was written; found out when it is asked for. */
export class FilePlace {
  readonly #text: FileText;
  readonly #around: FilePlace | undefined;
  readonly #key: string | number;
  #members: ReturnType<typeof membersByKey> | undefined;

  constructor(text: FileText, around?: FilePlace, key: string | number = "") {
    this.#text = text;
    this.#around = around;
    this.#key = key;
  }

  get file(): string {
    return this.#text.file;
  }

  /** Of the key, where the value has one. Undefined where the positions could not be read. */
  get position(): FilePosition | undefined {
    const written = this.#written();
    return written && this.#text.position(written.loc.start.offset);
  }

  get repeated(): readonly RepeatedKey[] {
    return this.#membersByKey().repeated.map(([before, member]) => ({
      key: keyOf(member),
      position: this.#text.position(member.loc.start.offset),
      before: this.#text.position(before.loc.start.offset),
    }));
  }

  at(key: string | number): FilePlace {
    return new FilePlace(this.#text, this, key);
  }

  #written(): ValueNode | MemberNode | ElementNode | undefined {
    if (this.#around === undefined) return this.#text.root;
    if (typeof this.#key === "string") return this.#around.#membersByKey().last.get(this.#key);
    const list = this.#around.#value();
    return list?.type === "Array" ? list.elements[this.#key] : undefined;
  }

  #value(): ValueNode | undefined {
    const written = this.#written();
    return written?.type === "Member" || written?.type === "Element" ? written.value : written;
  }

  #membersByKey(): ReturnType<typeof membersByKey> {
    return (this.#members ??= membersByKey(this.#value()));
  }
}

/** What is JSON is read by the engine, which gives the same values many times faster. */
function parseValues(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseJson5(text, file);
  }
}

function parseJson5(text: string, file: string): unknown {
  try {
    return JSON5.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { lineNumber, columnNumber } = error as { lineNumber?: number; columnNumber?: number };
    const where = lineNumber === undefined ? file : `${file}:${lineNumber}:${columnNumber ?? 1}`;
    // json5 says "JSON5: invalid character 'x' at 3:7": one character at most, and the place is in front already.
    const what = error.message.replace(/^JSON5: /, "").replace(/ at \d+:\d+$/, "");
    throw new ConfigReadError(
      where,
      `is not valid JSON5: ${what}`,
      "Look there and just before for a missing comma, quote or bracket.",
    );
  }
}

function parsePositions(text: string): ValueNode | undefined {
  try {
    return parse(text, { mode: "json5", allowTrailingCommas: true }).body;
  } catch {
    return undefined;
  }
}

/** json5 keeps the last of equal keys, so its place is the one that counts. */
function membersByKey(node: ValueNode | undefined): {
  last: ReadonlyMap<string, MemberNode>;
  repeated: readonly (readonly [before: MemberNode, member: MemberNode])[];
} {
  const last = new Map<string, MemberNode>();
  const repeated: [MemberNode, MemberNode][] = [];
  for (const member of node?.type === "Object" ? node.members : []) {
    const before = last.get(keyOf(member));
    if (before !== undefined) repeated.push([before, member]);
    last.set(keyOf(member), member);
  }
  return { last, repeated };
}

function keyOf(member: MemberNode): string {
  return member.name.type === "Identifier" ? member.name.name : member.name.value;
}

import { type MemberNode, parse, type ValueNode } from "@humanwhocodes/momoa";
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
  /** Of the key, where the value has one. Undefined where the positions could not be read. */
  readonly position: FilePosition | undefined;
  readonly file: string;
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
  /** Members whose key was there already: json5 and OpenClaw keep the last and say nothing. */
  readonly repeated: readonly RepeatedKey[];
}

export interface RepeatedKey {
  readonly key: string;
  readonly position: FilePosition;
  readonly before: FilePosition;
}

/** No configuration is nested so deep, and recursion has an end. */
const MAX_DEPTH = 200;

/**
 * Reads JSON5 as the host does (json5 for the values) and adds the positions (momoa). Where momoa cannot follow
 * json5, e.g. `+.5` or a key named `null` without quotes, the values are there and the positions are not.
 */
export function parseJson5Tree(text: string, file: string): ConfigNode {
  const value = parseValues(text, file);
  const positions = parsePositions(text);
  const starts = lineStarts(text);

  function place(offset: number): FilePosition {
    return { file, ...positionAt(starts, offset) };
  }

  function build(
    current: unknown,
    node: ValueNode | undefined,
    position: FilePosition | undefined,
    depth: number,
  ): ConfigNode {
    if (depth > MAX_DEPTH) {
      throw new ConfigReadError(
        file,
        `is nested deeper than ${MAX_DEPTH} levels`,
        "No OpenClaw setting is that deep: check what wrote this file.",
      );
    }
    if (Array.isArray(current)) {
      const elements = node?.type === "Array" ? node.elements : [];
      const items = current.map((item: unknown, index) => {
        const element = elements[index]?.value;
        return build(item, element, element && place(element.loc.start.offset), depth + 1);
      });
      return { file, position, content: { kind: "list", items } };
    }
    if (isRecord(current)) {
      const { last, repeated } = membersByKey(node);
      const members = new Map<string, ConfigNode>();
      for (const [key, item] of Object.entries(current)) {
        const member = last.get(key);
        const at = member && place(member.loc.start.offset);
        members.set(key, build(item, member?.value, at, depth + 1));
      }
      const twins = repeated.map(([before, member]) => ({
        key: keyOf(member),
        position: place(member.loc.start.offset),
        before: place(before.loc.start.offset),
      }));
      return { file, position, content: { kind: "record", members, repeated: twins } };
    }
    return { file, position, content: { kind: "scalar", value: current } };
  }

  return build(value, positions, positions && place(positions.loc.start.offset), 0);
}

function parseValues(text: string, file: string): unknown {
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

/** Undefined for the few texts that only json5 can read. */
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

import { realpathSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { ConfigReadError } from "./config-read-error.ts";
import { readConfigText } from "./config-text.ts";
import { type ConfigNode, parseJson5Tree, withChildren } from "./json5-tree.ts";
import { expandHome } from "./state-folder.ts";
import type { Environment } from "./variables.ts";

// The limits are the host's own (OpenClaw 2026.2.27 to 2026.9.6): what it refuses is no configuration.
const MAX_INCLUDE_BYTES = 2 * 1024 * 1024;
const MAX_INCLUDE_DEPTH = 10;
/** The host has none: ten files that each include the next one ten times keep it busy for minutes. */
const MAX_INCLUDES = 1000;
const MAX_INCLUDED_CHARACTERS = 16 * 1024 * 1024;
const INCLUDE = "$include";

/**
 * Puts the files that `$include` names where it stands, in what was read from `path`. `texts` takes their texts, by
 * the name that problems give a file. Throws a `ConfigReadError` at the first include that OpenClaw refuses.
 */
export function includeFiles(
  root: ConfigNode,
  path: string,
  texts: Map<string, string>,
  env: Environment,
): ConfigNode {
  const folders = [dirname(resolve(path)), ...includeFolders(env)];
  let includes = 0;
  let characters = 0;
  return includeInto(root, [path]);

  /** `chain` are the files that led here, the one that holds `node` last. */
  function includeInto(node: ConfigNode, chain: readonly string[]): ConfigNode {
    const { content } = node;
    const directive = content.kind === "record" ? content.members.get(INCLUDE) : undefined;
    if (content.kind !== "record" || directive === undefined) {
      return withChildren(node, (child) => includeInto(child, chain));
    }
    const members = new Map<string, ConfigNode>();
    for (const [key, member] of content.members) {
      if (key !== INCLUDE) members.set(key, includeInto(member, chain));
    }
    const siblings: ConfigNode = { ...node, content: { ...content, members } };
    const included = includedBy(directive, chain);
    if (members.size === 0) return { ...node, content: included.content };
    if (included.content.kind !== "record") {
      throw new ConfigReadError(
        placeOf(directive),
        "$include has keys beside it, but what it includes is not an object",
        "Take the other keys out, or let the included file hold an object.",
      );
    }
    return merged([included, siblings]);
  }

  function includedBy(directive: ConfigNode, chain: readonly string[]): ConfigNode {
    const { content } = directive;
    if (content.kind === "list") {
      const empty: ConfigNode = {
        ...directive,
        content: { kind: "record", members: new Map(), places: [] },
      };
      return merged([empty, ...content.items.map((item) => load(item, chain))]);
    }
    return load(directive, chain);
  }

  function load(directive: ConfigNode, chain: readonly string[]): ConfigNode {
    const where = placeOf(directive);
    const name = directive.content.kind === "scalar" ? directive.content.value : undefined;
    if (typeof name !== "string") {
      throw new ConfigReadError(
        where,
        "$include is neither a file name nor a list of file names",
        'Write `"$include": "./other.json5"` or a list of such names.',
      );
    }
    const from = chain.at(-1) ?? path;
    const target = isAbsolute(name) ? normalize(name) : join(dirname(from), name);
    const visited = chain.map((file) => resolve(file));
    if (visited.includes(resolve(target))) {
      throw new ConfigReadError(
        where,
        `$include goes round in a circle: ${[...chain, target].join(" -> ")}`,
        "Take one of these includes out.",
      );
    }
    if (chain.length > MAX_INCLUDE_DEPTH) {
      throw new ConfigReadError(
        where,
        `$include is nested deeper than ${MAX_INCLUDE_DEPTH} files`,
        "OpenClaw stops there: include the file from one further up.",
      );
    }
    if (!isInsideOneOf(folders, target)) {
      throw new ConfigReadError(
        where,
        `$include of ${target} leads out of the folder of ${path}`,
        "Move the file into that folder, or name its own in OPENCLAW_INCLUDE_ROOTS.",
      );
    }
    const included = texts.get(target) ?? readConfigText(target, where, MAX_INCLUDE_BYTES);
    texts.set(target, included);
    includes += 1;
    characters += included.length;
    if (includes > MAX_INCLUDES || characters > MAX_INCLUDED_CHARACTERS) {
      throw new ConfigReadError(
        where,
        `$include reads more than ${MAX_INCLUDES} files or ${MAX_INCLUDED_CHARACTERS / 1024 / 1024} MiB in all`,
        "Files that include others several times multiply: include each once.",
      );
    }
    return includeInto(parseJson5Tree(included, target), [...chain, target]);
  }
}

/** Objects merge key by key, lists are joined, and of anything else the later one wins. */
function merged(nodes: readonly [ConfigNode, ...ConfigNode[]]): ConfigNode {
  const last = nodes.at(-1) ?? nodes[0];
  const { kind } = last.content;
  // What stands before another kind is replaced by it.
  const same = nodes.slice(nodes.findLastIndex(({ content }) => content.kind !== kind) + 1);
  if (kind === "scalar" || same.length === 1) return last;
  if (kind === "list") {
    const items = same.flatMap(({ content }) => (content.kind === "list" ? content.items : []));
    return { ...last, content: { kind, items } };
  }
  const records = same.flatMap(({ content }) => (content.kind === "record" ? content : []));
  const together = new Map<string, [ConfigNode, ...ConfigNode[]]>();
  for (const [key, member] of records.flatMap(({ members }) => [...members])) {
    const before = together.get(key);
    if (before === undefined) together.set(key, [member]);
    else before.push(member);
  }
  const members = new Map(Array.from(together, ([key, each]) => [key, merged(each)]));
  return {
    ...last,
    content: { kind, members, places: records.flatMap(({ places }) => places) },
  };
}

/** `file:line:column`, as editors take it. */
function placeOf(node: ConfigNode): string {
  const { file, position } = node.place;
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

/** Folders outside that of the configuration from which OpenClaw (later than 2026.2) includes. */
function includeFolders(env: Environment): readonly string[] {
  const list = env["OPENCLAW_INCLUDE_ROOTS"]?.split(delimiter) ?? [];
  return list.map((folder) => expandHome(folder.trim(), env)).filter(isAbsolute);
}

/** By name, and again with every link followed. */
function isInsideOneOf(folders: readonly string[], path: string): boolean {
  return [resolve, real].every((place) =>
    folders.some((folder) => isInside(place(folder), place(path))),
  );
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A file that is not there yet is told when it is read. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

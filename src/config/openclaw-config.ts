import { readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, normalize, relative, resolve, sep } from "node:path";
import { parseEnv } from "node:util";
import type { HeaderSource } from "../headers/header-plan.ts";
import { createCodeFrame } from "./code-frame.ts";
import { type ConfigPath, formatConfigPath } from "./config-path.ts";
import { ConfigReadError } from "./config-read-error.ts";
import { isRecord } from "./is-record.ts";
import { type ConfigNode, parseJson5Tree } from "./json5-tree.ts";
import { locate } from "./locate.ts";
import { expandHome, stateFolder } from "./state-folder.ts";
import { type Environment, type Substitution, substituteVariables } from "./variables.ts";

/** A configuration as it was read: includes merged, `${VAR}` put in, every value with its place. */
export interface OpenClawConfigFile {
  /** As it was given. */
  readonly file: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** What `${VAR}` and SecretRefs read: the given environment, the `.env` of OpenClaw's folder, the `env` block. */
  readonly env: Environment;
  readonly root: ConfigNode;
  /** Every file that was read, this one first, as they are named in problems. */
  readonly files: readonly string[];
  locate(path: ConfigPath): HeaderSource;
  /** What became of the variables in the string at this path; undefined where it has no `$`. */
  substitution(path: ConfigPath): Substitution | undefined;
  /** The lines around a place, values veiled; undefined where there is nothing that may be shown. */
  codeFrame(source: HeaderSource): string | undefined;
}

export interface ReadOptions {
  readonly env: Environment;
}

const MEBIBYTE = 1024 * 1024;
const MAX_FILE_BYTES = 8 * MEBIBYTE;

// The three limits of `$include` are the host's own (read in OpenClaw 2026.2.27): what it refuses is no configuration.
const MAX_INCLUDE_BYTES = 2 * MEBIBYTE;
const MAX_INCLUDE_DEPTH = 10;
const INCLUDE = "$include";

/**
 * Reads `openclaw.json` as OpenClaw does: JSON5, `$include`, `${VAR}`, the `env` block and the `.env` in its folder.
 * An unset variable is no fault here (its reference stays as text, see `substitution`); a file that cannot be read
 * or understood throws a `ConfigReadError`.
 */
export function readOpenClawConfig(path: string, options: ReadOptions): OpenClawConfigFile {
  const texts = new Map<string, string>();
  const root = readTree(path, texts, options.env);
  if (root.content.kind !== "record") {
    throw new ConfigReadError(
      path,
      "does not hold an object",
      "A configuration begins with { and ends with }.",
    );
  }
  const env = effectiveEnvironment(root, options.env);
  const substitutions = new Map<string, Substitution>();
  const config = valueOf(root, [], env, substitutions) as Record<string, unknown>;
  const frames = new Map<string, ReturnType<typeof createCodeFrame>>();
  return {
    file: path,
    config,
    env,
    root,
    files: [...texts.keys()],
    locate: (at) => locate(root, at),
    substitution: (at) => substitutions.get(formatConfigPath(at)),
    codeFrame({ file, line, column }) {
      const text = file === undefined ? undefined : texts.get(file);
      if (file === undefined || text === undefined || line === undefined) return undefined;
      const frame = frames.get(file) ?? createCodeFrame(text);
      frames.set(file, frame);
      return frame({ line, column: column ?? 1 });
    },
  };
}

/** Reads one file and what it includes. `texts` is filled with every text, by the name that problems give the file. */
function readTree(path: string, texts: Map<string, string>, env: Environment): ConfigNode {
  const folders = [dirname(resolve(path)), ...includeFolders(env)];
  const text = readText(path, path, MAX_FILE_BYTES);
  texts.set(path, text);
  return includeInto(parseJson5Tree(text, path), [path]);

  /** `chain` are the files that led here, the one that holds `node` last. */
  function includeInto(node: ConfigNode, chain: readonly string[]): ConfigNode {
    const { content } = node;
    if (content.kind === "list") {
      const items = content.items.map((item) => includeInto(item, chain));
      return { ...node, content: { ...content, items } };
    }
    if (content.kind === "scalar") return node;
    const members = new Map<string, ConfigNode>();
    for (const [key, member] of content.members) {
      if (key !== INCLUDE) members.set(key, includeInto(member, chain));
    }
    const siblings: ConfigNode = { ...node, content: { ...content, members } };
    const directive = content.members.get(INCLUDE);
    if (directive === undefined) return siblings;
    const included = includedBy(directive, chain);
    if (members.size === 0) return { ...node, content: included.content };
    if (included.content.kind !== "record") {
      throw new ConfigReadError(
        placeOf(directive),
        "$include has keys beside it, but what it includes is not an object",
        "Take the other keys out, or let the included file hold an object.",
      );
    }
    return merge(included, siblings);
  }

  function includedBy(directive: ConfigNode, chain: readonly string[]): ConfigNode {
    const { content } = directive;
    if (content.kind === "list") {
      const empty: ConfigNode = {
        ...directive,
        content: { kind: "record", members: new Map(), repeated: [] },
      };
      return content.items.reduce((merged, item) => merge(merged, load(item, chain)), empty);
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
    const included = readText(target, where, MAX_INCLUDE_BYTES);
    texts.set(target, included);
    return includeInto(parseJson5Tree(included, target), [...chain, target]);
  }
}

/** Objects merge key by key, lists are joined, and of anything else the later one wins. */
function merge(earlier: ConfigNode, later: ConfigNode): ConfigNode {
  const before = earlier.content;
  const after = later.content;
  if (before.kind === "list" && after.kind === "list") {
    return { ...later, content: { kind: "list", items: [...before.items, ...after.items] } };
  }
  if (before.kind !== "record" || after.kind !== "record") return later;
  const members = new Map(before.members);
  for (const [key, member] of after.members) {
    const below = members.get(key);
    members.set(key, below === undefined ? member : merge(below, member));
  }
  const repeated = [...before.repeated, ...after.repeated];
  return { ...later, content: { kind: "record", members, repeated } };
}

function placeOf(node: ConfigNode): string {
  const { file, position } = node;
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

/** `where` is what the message begins with: the file itself, or the place that includes it. */
function readText(path: string, where: string, limit: number): string {
  const subject = where === path ? "" : `the included file ${path} `;
  let bytes: Buffer;
  try {
    const state = statSync(path);
    if (state.isDirectory()) {
      const fix = `Name the file in it, for example ${join(path, "openclaw.json")}.`;
      throw new ConfigReadError(where, `${subject}is a directory`, fix);
    }
    if (!state.isFile()) {
      throw new ConfigReadError(where, `${subject}is not a regular file`, "Name a file on disk.");
    }
    if (state.size > limit) {
      throw new ConfigReadError(
        where,
        `${subject}is ${(state.size / MEBIBYTE).toFixed(1)} MiB, over the limit of ${limit / MEBIBYTE} MiB`,
        "This is hardly a configuration: check the file name.",
      );
    }
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof ConfigReadError) throw error;
    const code = isRecord(error) ? String(error["code"]) : String(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      const fix =
        where === path
          ? "Run `openclaw onboard` to make one, or name the file with --config or OPENCLAW_CONFIG_PATH."
          : "Make the file, or take the include out: its name counts from the file that includes it.";
      throw new ConfigReadError(where, `${subject}does not exist`, fix);
    }
    const fix = "Make it readable for the user who runs this.";
    throw new ConfigReadError(where, `${subject}cannot be read (${code})`, fix);
  }
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfeff || mark === 0xfffe) {
    throw new ConfigReadError(where, `${subject}is written in UTF-16`, "Save it as UTF-8.");
  }
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** As OpenClaw does: what is set wins over `.env`, and both over the `env` block of the configuration. */
function effectiveEnvironment(root: ConfigNode, given: Environment): Environment {
  const env: Record<string, string | undefined> = { ...dotEnvironment(given), ...given };
  const block = root.content.kind === "record" ? root.content.members.get("env") : undefined;
  const own = block === undefined ? {} : valueOf(block, [], {}, new Map());
  const { vars, ...direct } = isRecord(own) ? own : {};
  for (const [name, value] of Object.entries({ ...direct, ...(isRecord(vars) ? vars : {}) })) {
    if (typeof value === "string" && value.trim() !== "" && !env[name]?.trim()) env[name] = value;
  }
  return env;
}

function dotEnvironment(env: Environment): Environment {
  const folder = stateFolder(env);
  if (folder === undefined) return {};
  try {
    return parseEnv(readFileSync(join(folder, ".env"), "utf8"));
  } catch {
    return {};
  }
}

function valueOf(
  node: ConfigNode,
  path: ConfigPath,
  env: Environment,
  substitutions: Map<string, Substitution>,
): unknown {
  const { content } = node;
  if (content.kind === "list") {
    return content.items.map((item, index) => valueOf(item, [...path, index], env, substitutions));
  }
  if (content.kind === "record") {
    // `fromEntries` defines `__proto__` as a key like any other, so that it can be refused by name.
    return Object.fromEntries(
      Array.from(content.members, ([key, member]) => [
        key,
        valueOf(member, [...path, key], env, substitutions),
      ]),
    );
  }
  if (typeof content.value !== "string" || !content.value.includes("$")) return content.value;
  const substitution = substituteVariables(content.value, env);
  substitutions.set(formatConfigPath(path), substitution);
  return substitution.text;
}

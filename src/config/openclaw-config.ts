import { join } from "node:path";

import type { HeaderSource } from "../headers/header-layer.ts";
import { createCodeFrame } from "./code-frame.ts";
import type { ConfigPath } from "./config-path.ts";
import { ConfigReadError } from "./config-read-error.ts";
import { readGuestFile } from "./guest-file.ts";
import { includeFiles } from "./include-files.ts";
import { isRecord } from "./is-record.ts";
import { type ConfigNode, parseJson5Tree, withChildren } from "./json5-tree.ts";
import { readConfigText } from "./config-text.ts";
import { type Origin, originInTree } from "./origin.ts";
import type { Problem } from "./problem.ts";
import { stateFolder } from "./state-folder.ts";
import { type Environment, type Substitution, substituteVariables } from "./variables.ts";

/** A configuration that was read: includes merged, `${VAR}` substituted, and the position of every value known. */
export interface OpenClawConfigFile {
  /** As it was given. */
  readonly file: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** What `${VAR}` and SecretRefs read: the given environment, the `.env` of OpenClaw's folder, the `env` block. */
  readonly env: Environment;
  readonly root: ConfigNode;
  /** Origin of the whole configuration; `at` leads to that of each value. */
  readonly origin: Origin;
  /** Every file that was read, this one first, with the names used in problems. */
  readonly files: readonly string[];
  /** Problems outside the file itself: a `.env` that exists and cannot be read. */
  readonly problems: readonly Problem[];
  locate(path: ConfigPath): HeaderSource;
  /** How the references at this path were resolved; undefined if there is no `$` and no SecretRef. */
  substitution(path: ConfigPath): Substitution | undefined;
  /** The lines around a position with masked values, at most `room` characters wide; undefined if there is nothing to show. */
  codeFrame(source: HeaderSource, room?: number): string | undefined;
}

export interface ReadOptions {
  readonly env: Environment;
}

const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** Node's own reader of such files takes time by the square of their length. */
const MAX_ENV_BYTES = 256 * 1024;

/**
 * Reads `openclaw.json` as OpenClaw does: JSON5, `$include`, `${VAR}`, the `env` block and the `.env` in its folder.
 * An unset variable is not an error here (its reference stays as text, see `substitution`); a file that cannot be read
 * or parsed throws a `ConfigReadError`.
 */
export function readOpenClawConfig(path: string, options: ReadOptions): OpenClawConfigFile {
  const texts = new Map([[path, readConfigText(path, path, MAX_FILE_BYTES)]]);
  const written = parseJson5Tree(texts.get(path) ?? "", path);
  const included = includeFiles(written, path, texts, options.env);
  if (included.content.kind !== "record") {
    throw new ConfigReadError(
      path,
      "does not hold an object",
      "A configuration begins with { and ends with }.",
    );
  }
  const dotEnv = dotEnvironment(options.env);
  const env = effectiveEnvironment(included, { ...dotEnv.env, ...options.env });
  const root = withVariables(included, env);
  const origin = originInTree(root);
  const originAt = (at: ConfigPath): Origin => at.reduce((around, key) => around.at(key), origin);
  const frames = new Map<string, ReturnType<typeof createCodeFrame>>();
  return {
    file: path,
    config: contentOf(root) as Record<string, unknown>,
    env,
    root,
    origin,
    files: [...texts.keys()],
    problems: dotEnv.problems,
    locate: (at) => originAt(at).source,
    substitution: (at) => originAt(at).substitution,
    codeFrame({ file, line, column }, room) {
      const text = file === undefined ? undefined : texts.get(file);
      if (file === undefined || text === undefined || line === undefined) return undefined;
      const frame = frames.get(file) ?? createCodeFrame(text);
      frames.set(file, frame);
      return frame({ line, column: column ?? 1 }, room);
    },
  };
}

/** As OpenClaw does: what is set, or else stands in `.env`, wins over the `env` block of the configuration. */
function effectiveEnvironment(root: ConfigNode, given: Environment): Environment {
  // A variable may have the name of what all objects share.
  const env = Object.assign(Object.create(null) as Record<string, string | undefined>, given);
  const block = root.content.kind === "record" ? root.content.members.get("env") : undefined;
  const own = block === undefined ? {} : contentOf(withVariables(block, {}));
  const { vars, ...direct } = isRecord(own) ? own : {};
  for (const [name, value] of Object.entries({ ...direct, ...(isRecord(vars) ? vars : {}) })) {
    if (typeof value === "string" && value.trim() !== "" && !env[name]?.trim()) env[name] = value;
  }
  return env;
}

/** A missing file is the usual case. The host also reads the `.env` of the folder it is started in, unknown here. */
function dotEnvironment(env: Environment): {
  readonly env: Environment;
  readonly problems: readonly Problem[];
} {
  const folder = stateFolder(env);
  if (folder === undefined) return { env: {}, problems: [] };
  const file = join(folder, ".env");
  const { bytes, fault } = readGuestFile(file, { limit: MAX_ENV_BYTES });
  // Not imported: a process would start later.
  const { parseEnv } = process.getBuiltinModule("node:util");
  if (fault === undefined) return { env: parseEnv(bytes.toString("utf8")), problems: [] };
  if (fault.kind === "missing") return { env: {}, problems: [] };
  const problem: Problem = {
    path: ".env",
    file,
    severity: "error",
    code: "unread-env-file",
    message: `${file} ${fault.what}, so no variable is read from it`,
    fix: "Make it a file with lines of NAME=value, or remove it.",
  };
  return { env: {}, problems: [problem] };
}

/** The same tree with its variables put in. Each value keeps what they did to it. */
function withVariables(node: ConfigNode, env: Environment): ConfigNode {
  const { content } = node;
  if (content.kind !== "scalar") {
    const changed = withChildren(node, (child) => withVariables(child, env));
    const isReference = content.kind === "record" && content.members.has("source");
    return isReference ? { ...changed, substitution: SECRET_REFERENCE } : changed;
  }
  if (typeof content.value !== "string" || !content.value.includes("$")) return node;
  const substitution = substituteVariables(content.value, env);
  return { ...node, content: { ...content, value: substitution.text }, substitution };
}

const SECRET_REFERENCE: Substitution = { text: "", variables: [], unset: [], reference: true };

function contentOf({ content }: ConfigNode): unknown {
  if (content.kind === "list") return content.items.map(contentOf);
  if (content.kind === "scalar") return content.value;
  // `fromEntries` defines `__proto__` as a key like any other, so that it can be refused by name.
  return Object.fromEntries(
    Array.from(content.members, ([key, member]) => [key, contentOf(member)]),
  );
}

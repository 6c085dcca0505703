import type { HeaderSource } from "../headers/header-layer.ts";
import { type ConfigPath, formatConfigPath } from "./config-path.ts";
import type { ConfigNode, FilePosition } from "./json5-tree.ts";

/**
 * Where a config path was written, through includes. A path that is not there (a key that should be) is told at the
 * nearest thing around it that is.
 */
export function locate(root: ConfigNode, path: ConfigPath): HeaderSource {
  let node = root;
  for (const part of path) {
    const child = childOf(node, part);
    if (child === undefined) break;
    node = child;
  }
  return sourceAt(path, node.position, node.file);
}

export function sourceAt(
  path: ConfigPath,
  position: FilePosition | undefined,
  file: string | undefined = position?.file,
): HeaderSource {
  return {
    path: formatConfigPath(path),
    file,
    ...(position && { line: position.line, column: position.column }),
  };
}

function childOf(node: ConfigNode, part: string | number): ConfigNode | undefined {
  const { content } = node;
  if (content.kind === "record") return content.members.get(String(part));
  if (content.kind === "list") return content.items[Number(part)];
  return undefined;
}

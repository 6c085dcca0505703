import type { HeaderSource } from "../headers/header-layer.ts";
import { type ConfigPath, formatConfigPath } from "./config-path.ts";
import type { ConfigNode, FilePosition } from "./json5-tree.ts";
import type { Substitution } from "./variables.ts";

/** Where a value was written, and what its references became; walks down as the configuration does. */
export interface Origin {
  readonly source: HeaderSource;
  /** Undefined where there is no `$` and no SecretRef. */
  readonly substitution: Substitution | undefined;
  at(key: string | number): Origin;
}

/** The same by path, for who has no tree. */
export interface OriginLookup {
  readonly locate?: ((path: ConfigPath) => HeaderSource) | undefined;
  readonly substitution?: ((path: ConfigPath) => Substitution | undefined) | undefined;
}

/**
 * Through includes. What is not there (a key that should be) has the place of the nearest thing around it that is;
 * `around` says that `node` is such a thing.
 */
export function originInTree(node: ConfigNode, path: ConfigPath = [], around = false): Origin {
  return {
    get source() {
      return sourceAt(path, node.position, node.file);
    },
    substitution: around ? undefined : node.substitution,
    at(key) {
      const child = around ? undefined : childOf(node, key);
      return originInTree(child ?? node, [...path, key], child === undefined);
    },
  };
}

export function originByPath(lookup: OriginLookup, path: ConfigPath = []): Origin {
  return {
    get source() {
      return lookup.locate?.(path) ?? { path: formatConfigPath(path) };
    },
    get substitution() {
      return lookup.substitution?.(path);
    },
    at: (key) => originByPath(lookup, [...path, key]),
  };
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

function childOf({ content }: ConfigNode, key: string | number): ConfigNode | undefined {
  if (content.kind === "record") return content.members.get(String(key));
  if (content.kind === "list") return content.items[Number(key)];
  return undefined;
}

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

/** Through includes. What is not there (a key that should be) has the place of the nearest thing around it that is. */
export function originInTree(root: ConfigNode): Origin {
  return new OriginInTree(root, undefined, "", true);
}

class OriginInTree implements Origin {
  readonly #node: ConfigNode;
  readonly #around: OriginInTree | undefined;
  readonly #key: string | number;
  /** Otherwise the node is what is around it. */
  readonly #isThere: boolean;

  constructor(
    node: ConfigNode,
    around: OriginInTree | undefined,
    key: string | number,
    isThere: boolean,
  ) {
    this.#node = node;
    this.#around = around;
    this.#key = key;
    this.#isThere = isThere;
  }

  get source(): HeaderSource {
    return sourceAt(this.#path(), this.#node.place.position, this.#node.place.file);
  }

  get substitution(): Substitution | undefined {
    return this.#isThere ? this.#node.substitution : undefined;
  }

  at(key: string | number): OriginInTree {
    const child = this.#isThere ? childOf(this.#node, key) : undefined;
    return new OriginInTree(child ?? this.#node, this, key, child !== undefined);
  }

  #path(): ConfigPath {
    return this.#around === undefined ? [] : [...this.#around.#path(), this.#key];
  }
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

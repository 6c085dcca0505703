import type { HeaderSource } from "../headers/header-layer.ts";
import type { ConfigPath } from "./config-path.ts";
import { isRecord } from "./is-record.ts";
import type { Origin } from "./origin.ts";
import type { Substitution } from "./variables.ts";

/** A value of a configuration that knows where it was written and what was put into it. */
export interface ConfigValue {
  readonly content: unknown;
  readonly source: HeaderSource;
  readonly substitution: Substitution | undefined;
  /** Further down, key by key; where nothing is, `content` is undefined, and the place is where it would be. */
  at(...path: ConfigPath): ConfigValue;
  /** The members of an object; none of anything else. */
  members(): readonly (readonly [key: string, member: ConfigValue])[];
  /** The items of a list; none of anything else. */
  items(): readonly ConfigValue[];
}

/** `content` may be what a host made of that which was written at `origin`. */
export function configValue(content: unknown, origin: Origin): ConfigValue {
  return new PlacedValue(content, origin);
}

class PlacedValue implements ConfigValue {
  readonly content: unknown;
  readonly #origin: Origin;

  constructor(content: unknown, origin: Origin) {
    this.content = content;
    this.#origin = origin;
  }

  get source(): HeaderSource {
    return this.#origin.source;
  }

  get substitution(): Substitution | undefined {
    return this.#origin.substitution;
  }

  at(...path: ConfigPath): ConfigValue {
    let origin = this.#origin;
    for (const key of path) origin = origin.at(key);
    return new PlacedValue(valueAt(this.content, path), origin);
  }

  members(): readonly (readonly [key: string, member: ConfigValue])[] {
    const { content } = this;
    return isRecord(content) ? Object.keys(content).map((key) => [key, this.at(key)]) : [];
  }

  items(): readonly ConfigValue[] {
    return Array.isArray(this.content) ? this.content.map((_, index) => this.at(index)) : [];
  }
}

/** What a value holds at a path of keys, or undefined. */
export function valueAt(value: unknown, path: ConfigPath): unknown {
  let current = value;
  for (const key of path) {
    const inside =
      typeof key === "number"
        ? Array.isArray(current)
        : isRecord(current) && Object.hasOwn(current, key);
    current = inside ? (current as Record<string | number, unknown>)[key] : undefined;
  }
  return current;
}

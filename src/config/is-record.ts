/** An object as JSON has them: not null, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What a library's caller may pass where an object of keys is wanted, and that has none: `Headers`, `Map`, a class of
 * somebody's own.
 */
export function isContainer(value: unknown): value is object {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Plain objects of another realm have a prototype whose own one is null.
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/** Keys by which JavaScript reaches what all objects share. */
export const PROTOTYPE_KEYS: readonly string[] = ["__proto__", "constructor", "prototype"];

export function isPrototypeKey(key: string): boolean {
  return PROTOTYPE_KEYS.includes(key);
}

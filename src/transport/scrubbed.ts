import type { Scrub } from "../secrets/scrubber.ts";

/** The same lists and plain objects, with every text in them scrubbed. */
export function scrubbed<Value>(value: Value, scrub: Scrub): Value {
  if (typeof value === "string") return scrub(value) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => scrubbed(item, scrub)) as Value;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, member]) => [key, scrubbed(member, scrub)]);
  return Object.fromEntries(members) as Value;
}

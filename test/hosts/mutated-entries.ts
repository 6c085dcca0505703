import type { HostShape, Versioned } from "../../src/config/host-shape.ts";
import { HOST_SHAPES, READ_VERSIONS } from "../../src/config/host-shapes.ts";

/** Between 0 and 1, the same for a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const REFERENCE = { source: "env", provider: "default", id: "SOME_NAME" };

/** What stands where something else is wanted. */
const MISTAKES: readonly unknown[] = [
  null,
  true,
  "",
  " ",
  "text",
  -1,
  0,
  1.5,
  3,
  [],
  ["text"],
  {},
  { id: "x" },
  REFERENCE,
  { source: "env", id: "SOME_NAME" },
  { ...REFERENCE, more: 1 },
];
/** Beside those that a schema has. */
const UNKNOWN_KEYS = ["extraHeaders", "options", "base_url", "apikey", "notes"];
/** One that no host brings, and two that later ones do. */
const PROVIDERS = ["relay", "openai", "kimi-coding"];

const MISTAKE = 0.015;
const UNKNOWN_KEY = 0.02;
const OPTIONAL_KEY = 0.16;
const REQUIRED_KEY = 0.97;
/** A key of the shape as another version has it. */
const OTHER_VERSION = 0.04;

/** Configurations with one entry and a catalog each, right and wrong ones mixed, as the shapes of a version have them. */
export function mutatedConfigs(version: string, count: number, seed: number): object[] {
  const random = randomFrom(seed);
  const chosen = <Of>(from: readonly Of[]): Of => from[Math.floor(random() * from.length)] as Of;

  function valueOf(versioned: Versioned<HostShape>): unknown {
    if (random() < MISTAKE) return chosen(MISTAKES);
    const shape = shapeAt(versioned, random() < OTHER_VERSION ? chosen(READ_VERSIONS) : version);
    if (shape === undefined) return chosen(MISTAKES);
    if (typeof shape === "string") return EXAMPLES[shape]?.(chosen) ?? chosen(MISTAKES);
    if ("matches" in shape) return chosen(["text", "Not A Name", ""]);
    if ("one" in shape) return chosen(shape.one);
    if ("either" in shape) return valueOf(chosen(shape.either));
    if ("list" in shape)
      return [valueOf(shape.list), valueOf(shape.list)].slice(random() < 0.5 ? 1 : 0);
    if ("each" in shape) return { "X-Some": valueOf(shape.each) };
    const needed = new Set(shapeAt(shape.needs, version) ?? []);
    const keys = Object.entries(shape.keys).filter(([key, below]) => {
      if (needed.has(key)) return random() < REQUIRED_KEY;
      return random() < (shapeAt(below, version) === undefined ? OTHER_VERSION : OPTIONAL_KEY);
    });
    const entries: (readonly [string, unknown])[] = keys.map(([key, below]) => [
      key,
      valueOf(below),
    ]);
    if (random() < UNKNOWN_KEY) entries.push([chosen(UNKNOWN_KEYS), chosen(MISTAKES)]);
    return Object.fromEntries(entries);
  }

  const { keys } = HOST_SHAPES["models"] as Extract<HostShape, { keys: unknown }>;
  const { each: entry } = keys["providers"] as Extract<HostShape, { each: unknown }>;
  const catalog = HOST_SHAPES["agents.defaults.models.*"] as HostShape;
  // From 2026.8.1 on, where anything is said of agents, one must be there.
  const byId = shapeAt(HOST_SHAPES["agents.entries.*.models.*"] ?? "anything", version);
  const agents = byId !== undefined && { entries: { main: {} } };
  return Array.from({ length: count }, () => ({
    models: { providers: { [chosen(PROVIDERS)]: valueOf(entry) } },
    ...(random() < 0.3 && {
      agents: { defaults: { models: { "relay/m": valueOf(catalog) } }, ...agents },
    }),
  }));
}

function shapeAt<Of>(versioned: Versioned<Of>, version: string): Of | undefined {
  if (typeof versioned !== "object" || versioned === null || !("from" in versioned)) {
    return versioned as Of;
  }
  const at = READ_VERSIONS.findIndex((one) => one === version);
  const since = versioned.from.findLast(
    ([from]) => READ_VERSIONS.findIndex((one) => one === from) <= at,
  );
  return since?.[1] ?? undefined;
}

type Chosen = <Of>(from: readonly Of[]) => Of;

const EXAMPLES: Readonly<Record<string, (chosen: Chosen) => unknown>> = {
  anything: (chosen) => chosen(MISTAKES),
  text: (chosen) => chosen(["text", "https://relay.example/v1"]),
  "text, not empty": (chosen) => chosen(["text", "https://relay.example/v1"]),
  "text or SecretRef": (chosen) => chosen(["text", "", REFERENCE]),
  "true or false": (chosen) => chosen([true, false]),
  null: () => null,
  "a number": (chosen) => chosen([-1, 0, 1.5]),
  "a number above 0": (chosen) => chosen([0.5, 4096]),
  "a whole number": (chosen) => chosen([-1, 0, 4096]),
  "a whole number above 0": (chosen) => chosen([1, 4096]),
  "a whole number, 0 or more": (chosen) => chosen([0, 4096]),
};

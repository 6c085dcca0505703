import { SAME_SHAPES, type VersionRange } from "./tree-version.ts";

/** In the order in which they stack: each builds and passes on top of those before it. */
export const PART_NAMES = ["default", "redaction", "delivery", "validation", "guard"] as const;

export type PartName = (typeof PART_NAMES)[number];

/** A file of the part's own, as it is in the folder `tree`. */
export interface NewFile {
  readonly folder: string;
  readonly path: string;
  readonly versions?: VersionRange;
}

export interface Part {
  readonly name: PartName;
  /** One sentence, for the plan. */
  readonly gives: string;
  /** Parts whose files this one builds on. */
  readonly needs: readonly PartName[];
  /** Where the part has something to do. */
  readonly versions: VersionRange;
  /** Said for a version that is behind `versions` but still in range. */
  readonly afterwards: string;
  /** Modules of `src/headers` that it brings, with what they import. */
  readonly modules: readonly string[];
  readonly files: readonly NewFile[];
}

/** Where the modules of `src/headers` go in the checkout. */
export const MODULES_DIRECTORY = "src/providers/headers";

export const PARTS: readonly Part[] = [
  {
    name: "default",
    gives: "Kimi Code gets a User-Agent that it lets in, without any configuration",
    needs: [],
    versions: ["2.19", "3.11"],
    afterwards: "OpenClaw has it itself since 2026.3.12",
    modules: [],
    files: [
      {
        folder: "default",
        path: "src/agents/models-config.providers.kimi-coding.user-agent.test.ts",
      },
    ],
  },
  {
    name: "redaction",
    gives: "header values are shown to nobody who reads the config, and survive a save",
    needs: [],
    versions: SAME_SHAPES,
    afterwards: "OpenClaw has it itself since 2026.3.7, for providers",
    modules: [],
    files: [{ folder: "redaction", path: "src/config/redact-snapshot.provider-headers.test.ts" }],
  },
  {
    name: "delivery",
    gives: "configured headers reach the wire on every path, once, and null removes",
    needs: [],
    versions: SAME_SHAPES,
    afterwards: "not made for 2026.3.7 and later",
    modules: ["built-in.ts", "check-header.ts", "merge-headers.ts"],
    files: [
      { folder: "delivery", path: "src/agents/provider-headers.ts" },
      { folder: "delivery", path: "src/agents/provider-headers.test.ts" },
    ],
  },
  {
    name: "validation",
    gives:
      "a header that cannot be sent is refused by its key, with the fix; the rest is a warning",
    needs: ["delivery"],
    versions: SAME_SHAPES,
    afterwards: "not made for 2026.3.7 and later",
    modules: [],
    files: [
      { folder: "validation", path: "src/config/zod-schema.provider-headers.ts" },
      { folder: "validation", path: "src/config/zod-schema.provider-headers.test.ts" },
    ],
  },
  {
    name: "guard",
    gives: "a failed authentication is told at once, also when a cool-down hides it",
    needs: ["delivery"],
    versions: SAME_SHAPES,
    afterwards: "not made for 2026.3.7 and later",
    modules: ["mask.ts"],
    files: [
      { folder: "guard", path: "src/agents/pi-embedded-helpers/client-rejected.ts" },
      { folder: "guard", path: "src/agents/provider-auth-failure.ts" },
      { folder: "guard", path: "src/agents/provider-auth-failure.test.ts" },
      {
        folder: "guard-2.19",
        path: "src/agents/provider-auth-notice.ts",
        versions: ["2.19", "2.19"],
      },
    ],
  },
];

export function partNamed(name: PartName): Part {
  const part = PARTS.find((candidate) => candidate.name === name);
  if (part === undefined) throw new RangeError(name);
  return part;
}

export function isPartName(text: string): text is PartName {
  return (PART_NAMES as readonly string[]).includes(text);
}

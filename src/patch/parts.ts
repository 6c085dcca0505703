import type { VersionRange } from "./tree-version.ts";

/** In the order in which they stack: each builds and passes on top of those before it. */
export const PART_NAMES = [
  "default",
  "redaction",
  "delivery",
  "validation",
  "guard",
  "doctor",
  "advice",
] as const;

export type PartName = (typeof PART_NAMES)[number];

/** A file of the part's own, as it is in the folder `tree`. */
export interface NewFile {
  readonly folder: string;
  readonly path: string;
  readonly versions?: VersionRange;
}

/** A part as it is made for one range of versions. */
export interface Part {
  readonly name: PartName;
  /** One sentence, for the plan. */
  readonly gives: string;
  /** Parts whose files this one builds on. */
  readonly needs: readonly PartName[];
  readonly versions: VersionRange;
  readonly files: readonly NewFile[];
}

/** February and March 2026, up to where the shapes hold: 2026.3.7 brings secret references as header values. */
export const MARCH: VersionRange = ["2.19", "3.6"];
/** The sources that could be had of June and July 2026. */
export const SUMMER: VersionRange = ["6.11", "7.2"];
/** Later sources were read file by file only, the Kimi plugin's among them. */
export const KIMI_PLUGIN: VersionRange = ["6.11", "9.6"];

export const PARTS: readonly Part[] = [
  {
    name: "default",
    gives: "Kimi Code gets a User-Agent that it accepts, without any configuration",
    needs: [],
    versions: ["2.19", "3.11"],
    files: [
      {
        folder: "march-default",
        path: "src/agents/models-config.providers.kimi-coding.user-agent.test.ts",
      },
    ],
  },
  {
    name: "default",
    gives: "the Kimi plugin's own User-Agent reaches Kimi Code for entries of the config too",
    needs: [],
    versions: KIMI_PLUGIN,
    files: [{ folder: "today-default", path: "extensions/kimi-coding/user-agent.test.ts" }],
  },
  {
    name: "redaction",
    gives: "header values are hidden from everyone who reads the config, and survive a save",
    needs: [],
    versions: MARCH,
    files: [
      { folder: "march-redaction", path: "src/config/redact-snapshot.provider-headers.test.ts" },
    ],
  },
  {
    name: "redaction",
    gives: "a model's headers with sensitive names are hidden from everyone who reads the config",
    needs: [],
    versions: SUMMER,
    files: [
      { folder: "today-redaction", path: "src/config/redact-snapshot.model-headers.test.ts" },
    ],
  },
  {
    name: "delivery",
    gives: "configured headers reach the wire on every path, once, and null removes",
    needs: [],
    versions: MARCH,
    files: [
      { folder: "march-delivery", path: "src/agents/header-merge.ts" },
      { folder: "march-delivery", path: "src/agents/header-merge.test.ts" },
      { folder: "march-delivery", path: "src/agents/provider-headers.ts" },
      { folder: "march-delivery", path: "src/agents/provider-headers.test.ts" },
    ],
  },
  {
    name: "validation",
    gives:
      "a header that cannot be sent is refused by its key, with the fix; the rest is a warning",
    needs: ["delivery"],
    versions: MARCH,
    files: [
      { folder: "march-validation", path: "src/config/zod-schema.provider-headers.ts" },
      { folder: "march-validation", path: "src/config/zod-schema.provider-headers.test.ts" },
    ],
  },
  {
    name: "guard",
    gives: "a failed authentication is reported at once, also when a cool-down hides it",
    needs: ["delivery"],
    versions: MARCH,
    files: [
      { folder: "march-guard", path: "src/agents/pi-embedded-helpers/client-rejected.ts" },
      { folder: "march-guard", path: "src/agents/provider-auth-failure.ts" },
      { folder: "march-guard", path: "src/agents/provider-auth-failure.test.ts" },
      {
        folder: "march-guard-2.19",
        path: "src/agents/provider-auth-notice.ts",
        versions: ["2.19", "2.19"],
      },
    ],
  },
  {
    name: "doctor",
    gives: "`openclaw doctor` names configured headers that no transport can send, with the fix",
    needs: [],
    versions: SUMMER,
    files: [
      {
        folder: "today-doctor",
        path: "src/commands/doctor/shared/provider-header-warnings.ts",
      },
      {
        folder: "today-doctor",
        path: "src/commands/doctor/shared/provider-header-warnings.test.ts",
      },
    ],
  },
  {
    name: "advice",
    gives: "a refusal that names no credential no longer says to log in again",
    needs: [],
    versions: SUMMER,
    files: [{ folder: "today-advice", path: "src/agents/failover-error.forbidden.test.ts" }],
  },
];

/** Why a part has nothing for a version. */
export const LEFT_OUT: readonly {
  readonly name: PartName;
  readonly versions: VersionRange;
  readonly reason: string;
}[] = [
  {
    name: "default",
    versions: ["3.12", "3.30"],
    reason: "OpenClaw's catalog has it since 2026.3.12, for the id `kimi` only; not made for that",
  },
  { name: "default", versions: ["3.31", "6.10"], reason: "tried on no source of these versions" },
  {
    name: "redaction",
    versions: ["3.7", "6.10"],
    reason: "OpenClaw has it since 2026.3.7 for providers; for models not made for these versions",
  },
  {
    name: "redaction",
    versions: ["7.3", "9.6"],
    reason: "made for the sources of 2026.6.11 to 2026.7.2",
  },
  { name: "delivery", versions: ["3.7", "6.10"], reason: "not made for these versions" },
  {
    name: "delivery",
    versions: KIMI_PLUGIN,
    reason:
      "OpenClaw merges headers in one place by now; `null` alone would widen a type that plugins read",
  },
  { name: "validation", versions: ["3.7", "6.10"], reason: "not made for these versions" },
  {
    name: "validation",
    versions: KIMI_PLUGIN,
    reason: "a stricter schema counts as a merge risk there; the part `doctor` warns instead",
  },
  { name: "guard", versions: ["3.7", "6.10"], reason: "not made for these versions" },
  {
    name: "guard",
    versions: KIMI_PLUGIN,
    reason: "OpenClaw logs attempts and skips and shows the notice without verbose by now",
  },
  {
    name: "doctor",
    versions: ["7.3", "9.6"],
    reason: "made for the sources of 2026.6.11 to 2026.7.2",
  },
  {
    name: "advice",
    versions: ["7.3", "9.6"],
    reason: "made for the sources of 2026.6.11 to 2026.7.2",
  },
];

export function isPartName(text: string): text is PartName {
  return (PART_NAMES as readonly string[]).includes(text);
}

import type { PartName } from "../../../src/patch/parts.ts";

/** How a line of OpenClaw's sources is checked: commands, each relative to the checkout. */
export interface TreeChecks {
  readonly typeCheck: readonly Command[];
  readonly build: readonly Command[];
  /** Runs the test files that are put behind it. */
  readonly test: Command;
  /** The suites nearest to what the patch touches; some are in one version only. */
  readonly suites: readonly string[];
  /** Whether each suite needs a run of its own. */
  readonly suiteBySuite: boolean;
  readonly mostProductionLines: Readonly<Partial<Record<PartName | "all parts", number>>>;
}

export interface Command {
  /** In `node_modules/.bin`, or a script that Node runs. */
  readonly program: string;
  readonly args: readonly string[];
}

const binary = (program: string, ...args: string[]): Command => ({ program, args });
const script = binary;

export const MARCH_CHECKS: TreeChecks = {
  typeCheck: [
    binary("tsgo", "--incremental", "--tsBuildInfoFile", "node_modules/.cache/patch.tsbuildinfo"),
  ],
  build: [binary("tsdown")],
  test: binary("vitest", "run", "--testTimeout", "240000", "--hookTimeout", "240000"),
  suites: [
    "src/config/",
    "src/agents/models-config",
    "src/agents/pi-embedded-runner",
    "src/agents/pi-embedded-helpers",
    "src/agents/model-fallback",
    "src/agents/failover-error",
    "src/agents/ollama-stream",
    "src/agents/minimax-vlm",
    "src/agents/tools/image-tool",
    "src/auto-reply/reply/agent-runner",
    "src/auto-reply/fallback-state",
    "src/memory/embeddings",
    "src/media-understanding/",
    "src/tts/",
  ],
  suiteBySuite: false,
  mostProductionLines: { "all parts": 1000 },
};

/** From June 2026 on the tree has scripts of its own around the same tools; the Kimi plugin is built by itself. */
export const TODAY_CHECKS: TreeChecks = {
  typeCheck: [
    "tsconfig.core.json",
    "tsconfig.extensions.json",
    "test/tsconfig/tsconfig.core.test.json",
    "test/tsconfig/tsconfig.extensions.test.json",
  ].map((project) => script("scripts/run-tsgo.mjs", "-p", project, "--incremental")),
  build: [
    binary("tsdown", "--config-loader", "unrun", "--config", "tsdown.ai.config.ts"),
    binary("tsdown", "--config-loader", "unrun", "--no-clean"),
    script("scripts/runtime-postbuild.mjs"),
    script("scripts/lib/plugin-npm-runtime-build.mjs", "extensions/kimi-coding"),
  ],
  test: script("scripts/run-vitest.mjs"),
  suites: [
    "extensions/kimi-coding",
    "src/agents/failover-error.test.ts",
    "src/agents/model-fallback.test.ts",
    "src/config/redact-snapshot.test.ts",
    "src/config/redact-snapshot.schema.test.ts",
    "src/config/schema.hints.test.ts",
    "src/secrets/audit.test.ts",
    "src/system-agent/operations.test.ts",
    "src/commands/doctor/shared/preview-warnings.test.ts",
    "src/plugins/official-external-plugin-catalog.test.ts",
    "src/plugins/bundled-plugin-naming.test.ts",
    "src/auto-reply/reply/provider-request-error-classifier.test.ts",
  ],
  suiteBySuite: true,
  mostProductionLines: { default: 60 },
};

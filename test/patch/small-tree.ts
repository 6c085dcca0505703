import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * A source tree of this project's own writing that has the shapes in which the patch finds its places, and nothing
 * else of OpenClaw. By version where the shapes differ.
 */
export type SmallTree = Map<string, string>;

export function smallTree(version: "2026.2.19" | "2026.2.27" | "2026.3.2" | "2026.3.3"): SmallTree {
  const old = version === "2026.2.19";
  const tree = new Map<string, string>([
    ["package.json", `${JSON.stringify({ name: "openclaw", version }, null, 2)}\n`],
    ["CHANGELOG.md", CHANGELOG],
    ["docs/providers/moonshot.md", document("## Kimi Coding", "## Notes")],
    ["docs/concepts/model-failover.md", document("## Model fallback", "## Related config")],
    [
      "docs/gateway/configuration-reference.md",
      "# Reference\n\n- Use `authHeader: true` + `headers` for custom auth needs.\n- Another item.\n",
    ],
    ["src/agents/models-config.providers.ts", providerBuilders(old)],
    ["src/agents/models-config.ts", MODELS_CONFIG],
    ["src/agents/minimax-vlm.ts", MINIMAX],
    ["src/agents/tools/image-tool.ts", minimaxCall("../minimax-vlm.js")],
    ["src/media-understanding/providers/image.ts", minimaxCall("../../agents/minimax-vlm.js")],
    ["src/media-understanding/runner.entries.ts", headerReader("mergedHeaders")],
    ["src/memory/embeddings-gemini.ts", headerReader("gemini")],
    ["src/memory/embeddings-remote-client.ts", headerReader("remote")],
    ["src/agents/pi-embedded-runner/extra-params.ts", EXTRA_PARAMS],
    ["src/agents/pi-embedded-runner/model.ts", MODEL],
    ["src/agents/pi-embedded-helpers/errors.ts", ERRORS],
    ["src/agents/model-fallback.ts", FALLBACK],
    ["src/auto-reply/reply/agent-runner.ts", old ? AGENT_RUNNER_2_19 : AGENT_RUNNER],
    ["src/config/redact-snapshot.ts", REDACT],
    ["src/config/zod-schema.core.ts", CORE_SCHEMA],
    ["src/config/types.models.ts", TYPES],
    ["src/config/validation.ts", VALIDATION],
    ["src/config/schema.help.ts", table("FIELD_HELP", old)],
    ["src/config/schema.labels.ts", table("FIELD_LABELS", old)],
  ]);
  if (version.startsWith("2026.3.")) {
    tree.set("src/memory/embeddings-ollama.ts", headerReader("ollama"));
  }
  if (version === "2026.3.3") {
    tree.set("src/agents/pi-embedded-runner/model.ts", `${MODEL}${MODEL_TYPES_3_3}`);
  }
  return tree;
}

/** The tree in a folder of its own, everything staged in git. */
export class SmallCheckout {
  readonly directory = mkdtempSync(path.join(tmpdir(), "small-tree-"));

  constructor(tree: SmallTree) {
    for (const [file, text] of tree) this.write(file, text);
    this.git("init", "--quiet");
    this.git("add", "--all");
  }

  write(file: string, text: string): void {
    const place = path.join(this.directory, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.directory, encoding: "utf8" });
  }

  /** What `git status` has to say, file by file. */
  changes(): string[] {
    return this.git("status", "--porcelain", "--untracked-files=all")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("A "));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const CHANGELOG = `# Changelog

## 2026.1.2

### Changes

- Something new.

### Fixes

- The last fix of the top version.

## 2026.1.1

### Fixes

- An older fix.
`;

function document(heading: string, next: string): string {
  return `# Page\n\n## Before\n\nText.\n\n${heading}\n\n\`\`\`bash\n# not a heading\n\`\`\`\n\nLast line.\n\n${next}\n\nText.\n`;
}

function providerBuilders(old: boolean): string {
  const kimi = `export function buildKimiCodingProvider(): ProviderConfig {
  return {
    baseUrl: "https://kimi.example/coding",
    api: "anthropic-messages",
    models: [{ id: "m", name: "m" }],
  };
}

`;
  const options = old ? "" : "\n  opts?: { quiet?: boolean },";
  const parameters = (base: string) => (old ? `(${base})` : `(\n  ${base},${options}\n)`);
  const query = `async function queryOllamaContextWindow(base: string, name: string): Promise<number> {
  const response = await fetch(base, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: name,
  });
  return response.status;
}

`;
  const use = old
    ? `  if (params.key) {
    const ollamaBaseUrl = params.explicitProviders?.ollama?.baseUrl;
    providers.ollama = { ...(await buildOllamaProvider(ollamaBaseUrl)), apiKey: params.key };
  }`
    : `  const ollamaProvider = await buildOllamaProvider(params.explicitProviders?.ollama?.baseUrl, {
    quiet: true,
  });
  providers.ollama = { ...ollamaProvider };`;
  return `import { somewhere } from "./elsewhere.js";
import { zebra } from "./zebra.js";

${old ? "" : query}async function discoverOllamaModels${parameters("baseUrl?: string")}: Promise<Model[]> {
  const response = await fetch(\`\${baseUrl}/api/tags\`, {
    signal: AbortSignal.timeout(5000),
  });
${old ? "" : '  await queryOllamaContextWindow(baseUrl ?? "", "m");\n'}  return somewhere(response);
}

async function buildOllamaProvider${parameters("configuredBaseUrl?: string")}: Promise<ProviderConfig> {
  const models = await discoverOllamaModels(configuredBaseUrl${old ? "" : ", opts"});
  return { baseUrl: configuredBaseUrl, models };
}

${old ? "" : kimi}export async function resolveImplicitProviders(params: Params): Promise<Providers> {
  const providers: Providers = {};
  const syntheticKey = zebra("synthetic");
${use}
  return providers;
}
`;
}

const MODELS_CONFIG = `import { normalizeProviders } from "./models-config.providers.js";

export async function ensureModelsJson(mergedProviders: Providers): Promise<string> {
  const normalizedProviders = normalizeProviders({
    providers: mergedProviders,
    agentDir: "dir",
  });
  return JSON.stringify({ providers: normalizedProviders });
}
`;

const MINIMAX = `import { isRecord } from "../utils.js";

export async function minimaxUnderstandImage(params: {
  apiKey: string;
  modelBaseUrl?: string;
}): Promise<string> {
  const res = await fetch("https://minimax.example", {
    method: "POST",
    headers: {
      Authorization: \`Bearer \${params.apiKey}\`,
      "Content-Type": "application/json",
    },
  });
  return isRecord(res) ? "record" : "text";
}
`;

function minimaxCall(from: string): string {
  return `import { minimaxUnderstandImage } from "${from}";

export async function understand(model: Model, apiKey: string): Promise<string> {
  return await minimaxUnderstandImage({
    apiKey,
    modelBaseUrl: model.baseUrl,
  });
}
`;
}

function headerReader(name: string): string {
  return `import { findProvider } from "../agents/find-provider.js";

export function ${name}Headers(cfg: Config, own: Record<string, string>): Record<string, string> {
  const providerConfig = findProvider(cfg);
  return Object.assign({}, providerConfig?.headers, own);
}
`;
}

const EXTRA_PARAMS = `import { streamSimple } from "a-package";
import type { OpenClawConfig } from "../../config/config.js";
import { log } from "./logger.js";

export function applyExtraParamsToAgent(
  agent: { streamFn?: StreamFn },
  cfg: OpenClawConfig | undefined,
  provider: string,
  modelId: string,
): void {
  log.debug(\`\${provider}/\${modelId}\`);
  agent.streamFn = wrap(agent.streamFn ?? streamSimple, cfg);
}
`;

const MODEL = `import { normalizeProviderId } from "../model-selection.js";
import { discoverModels } from "../pi-model-discovery.js";

export function resolveModel(
  provider: string,
  modelId: string,
  agentDir?: string,
  cfg?: OpenClawConfig,
): { model?: Model; modelRegistry: Registry } {
  const modelRegistry = discoverModels(agentDir, cfg);
  return { model: modelRegistry.find(normalizeProviderId(provider), modelId), modelRegistry };
}
`;

/** During March 2026 the types beside it came to know headers. */
const MODEL_TYPES_3_3 = `
type InlineModelEntry = ModelDefinitionConfig & {
  headers?: Record<string, string>;
};
type InlineProviderConfig = {
  headers?: Record<string, string>;
};

export function buildInlineProviderModels(entry: InlineProviderConfig, model: InlineModelEntry) {
  const found = { headers: { ...(model as Model<Api>).headers, ...entry.headers } };
  return found ?? { headers: { ...entry?.headers, ...model.headers } };
}
`;

const ERRORS = `import type { FailoverReason } from "./types.js";

export function classifyFailoverReason(raw: string): FailoverReason | null {
  if (raw.includes("timeout")) {
    return "timeout";
  }
  return null;
}
`;

const FALLBACK = `import { describeError } from "./failover-error.js";

export async function runWithModelFallback<T>(params: Params<T>): Promise<Result<T>> {
  const attempts: Attempt[] = [];
  for (let i = 0; i < candidates.length; i += 1) {
    const candidate = candidates[i];
    if (authStore) {
      const profileIds = order(authStore);
      if (allInCooldown(profileIds)) {
        attempts.push({ ...candidate, error: "in cooldown" });
        continue;
      }
    }
    try {
      return { result: await params.run(candidate), attempts };
    } catch (err) {
      attempts.push({
        ...candidate,
        error: describeError(err),
      });
    }
  }
  throw new Error("all failed");
}

export async function runWithImageModelFallback<T>(params: Params<T>): Promise<Result<T>> {
  const attempts: Attempt[] = [];
  for (let i = 0; i < candidates.length; i += 1) {
    const candidate = candidates[i];
    try {
      return { result: await params.run(candidate), attempts };
    } catch (err) {
      attempts.push({ ...candidate, error: describeError(err) });
    }
  }
  throw new Error("all failed");
}
`;

const AGENT_RUNNER = `import { isCliProvider } from "../../agents/model-selection.js";
import { buildFallbackNotice } from "../fallback-state.js";

export async function runReplyAgent(fallbackAttempts: Attempt[]): Promise<Payload[]> {
  const verboseNotices: Payload[] = [];
  const verboseEnabled = isCliProvider();
  if (verboseEnabled) {
    verboseNotices.push({ text: "new session" });
  }
  if (fallbackAttempts.length > 0) {
    if (verboseEnabled) {
      const fallbackNotice = buildFallbackNotice(fallbackAttempts);
      verboseNotices.push({ text: fallbackNotice });
    }
  }
  return verboseNotices;
}
`;

const AGENT_RUNNER_2_19 = `import { isCliProvider } from "../../agents/model-selection.js";
import { appendUsageLine } from "./agent-runner-utils.js";

export async function runReplyAgent(followupRun: Followup): Promise<Payload[]> {
  let finalPayloads: Payload[] = isCliProvider(followupRun);
  if (responseUsageLine) {
    finalPayloads = appendUsageLine(finalPayloads, responseUsageLine);
  }
  return finalPayloads;
}
`;

const REDACT = `import { createSubsystemLogger } from "../logging/subsystem.js";

function redactRawText(raw: string, config: unknown, hints?: ConfigUiHints): string {
  return hints ? raw : String(config);
}

export function redactConfigSnapshot(
  snapshot: ConfigFileSnapshot,
  uiHints?: ConfigUiHints,
): ConfigFileSnapshot {
  const redactedRaw = snapshot.raw ? redactRawText(snapshot.raw, snapshot.config, uiHints) : null;
  return { ...snapshot, raw: redactedRaw, logger: createSubsystemLogger };
}
`;

const CORE_SCHEMA = `import { z } from "zod";
import { sensitive } from "./zod-schema.sensitive.js";

export const ModelDefinitionSchema = z
  .object({
    id: z.string(),
    headers: z.record(z.string(), z.string()).optional(),
  })
  .strict();

export const ModelProviderSchema = z
  .object({
    apiKey: z.string().optional().register(sensitive),
    headers: z.record(z.string(), z.string()).optional(),
    models: z.array(ModelDefinitionSchema),
  })
  .strict();

export const OtherSchema = z.object({
  headers: z.record(z.string(), z.string()).optional(),
});
`;

const TYPES = `export type ModelDefinitionConfig = {
  id: string;
  headers?: Record<string, string>;
};

export type ModelProviderConfig = {
  baseUrl: string;
  headers?: Record<string, string>;
  models: ModelDefinitionConfig[];
};
`;

const VALIDATION = `import { findIssues } from "./legacy.js";
import { OpenClawSchema } from "./zod-schema.js";

export function validate(config: OpenClawConfig): Result {
  const issues = findIssues(OpenClawSchema, config);
  const warnings: Issue[] = [];
  return { issues, warnings };
}
`;

function table(name: string, old: boolean): string {
  const known = old ? "" : '\n  "models.providers.*.headers": "Known.",';
  return `export const ${name}: Record<string, string> = {
  "gateway.port": "Port.",${known}
};
`;
}

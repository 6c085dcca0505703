import type { SyntaxFile } from "./syntax-file.ts";

/** What the seams write into the checkout's own files: statements and functions, in its style. */

/** Reported to be let in (openclaw/openclaw #30099, 2026-02-28), and what OpenClaw itself declares since 2026.3.12. */
export const KIMI_USER_AGENT = "claude-code/0.1.0";

export const KIMI_PROVIDER_BUILDER = `/** The endpoint and models are those of the model catalog; it answers only clients that it knows by name. */
export function buildKimiCodingProvider(): ProviderConfig {
  return {
    baseUrl: "https://api.kimi.com/coding",
    headers: { "User-Agent": "${KIMI_USER_AGENT}" },
    models: [],
  };
}`;

export const KIMI_IMPLICIT_PROVIDER = `const kimiCodingKey =
  resolveEnvApiKeyVarName("kimi-coding") ??
  resolveApiKeyFromProfiles({ provider: "kimi-coding", store: authStore });
if (kimiCodingKey) {
  providers["kimi-coding"] = { ...buildKimiCodingProvider(), apiKey: kimiCodingKey };
}
`;

export const RESTORABLE_RAW = `/**
 * The redacted source, or where its values can no longer be put back (a short value occurs elsewhere too), the
 * redacted config written anew.
 */
function restorableRaw(
  redactedRaw: string | null,
  snapshot: ConfigFileSnapshot,
  uiHints?: ConfigUiHints,
): string | null {
  if (redactedRaw === null || !snapshot.raw || !canRestore(snapshot.raw, snapshot, uiHints)) {
    return redactedRaw;
  }
  return canRestore(redactedRaw, snapshot, uiHints)
    ? redactedRaw
    : JSON5.stringify(redactObject(snapshot.parsed, uiHints), null, 2);
}

function canRestore(raw: string, snapshot: ConfigFileSnapshot, uiHints?: ConfigUiHints): boolean {
  try {
    const restored = restoreRedactedValues(JSON5.parse(raw), snapshot.parsed, uiHints);
    return restored.ok && isDeepStrictEqual(restored.result, snapshot.parsed);
  } catch {
    return false;
  }
}`;

export const REQUEST_TIME = `// Outermost, so that configured headers have the last word over what the host adds.
agent.streamFn = createProviderHeadersWrapper(agent.streamFn ?? streamSimple, {
  cfg,
  provider,
  modelId,
});`;

export const CLASSIFIED_AS_AUTH = `if (isClientRejectedErrorMessage(raw)) {
  return "auth";
}`;

export const REPORTED_IMAGE_ATTEMPT = `const { message, ...described } = describeFailoverError(err);
reportFailedAttempt({ ...candidate, ...described, error: message }, candidates[i + 1], null);`;

export const NOTICE_2_19 = `const authFallbackNotice = buildAuthFallbackNotice({
  selected: followupRun.run,
  active: { provider: providerUsed, model: modelUsed },
  sessionKey,
  since: runStartedAt,
});
if (authFallbackNotice) {
  finalPayloads = [{ text: authFallbackNotice }, ...finalPayloads];
}`;

const TEXTS = {
  help: {
    "models.providers.*.headers":
      "Static HTTP headers sent with every request to this provider, above what OpenClaw and SDKs send. Set a value to null to send no such header, and keep sensitive header values in secrets.",
    "models.providers.*.models[].headers":
      "Static HTTP headers for requests to this model only; they win over the provider's headers. Set a value to null to send no such header.",
  },
  labels: {
    "models.providers.*.headers": "Model Provider Headers",
    "models.providers.*.models[].headers": "Model Headers",
  },
} as const;

/** Help or labels of the header settings that the checkout has none for yet, as properties of its table. */
export function missingTexts(table: "help" | "labels", file: SyntaxFile): string[] {
  return Object.entries(TEXTS[table])
    .filter(([key]) => !file.text.includes(`"${key}":`))
    .map(([key, written]) => {
      const line = `"${key}": ${JSON.stringify(written)},`;
      return line.length + 2 <= 100 ? line : `"${key}":\n  ${JSON.stringify(written)},`;
    });
}

import { canonicalProviderId } from "../headers/built-in.ts";

interface KnownProvider {
  readonly baseUrl: string;
  readonly api: string;
  /** Environment variables in which its key is looked for. */
  readonly keys: readonly string[];
}

/**
 * Providers that OpenClaw reaches without an entry under `models.providers` (its documentation's list of built-in
 * providers, read 2026-11), as far as a probe can ask them.
 */
const KNOWN_PROVIDERS: Readonly<Record<string, KnownProvider>> = {
  "kimi-coding": {
    baseUrl: "https://api.kimi.com/coding",
    api: "anthropic-messages",
    keys: ["KIMI_API_KEY", "KIMICODE_API_KEY"],
  },
  openai: {
    baseUrl: "https://api.openai.com/v1",
    api: "openai-responses",
    keys: ["OPENAI_API_KEY"],
  },
  anthropic: {
    baseUrl: "https://api.anthropic.com",
    api: "anthropic-messages",
    keys: ["ANTHROPIC_API_KEY", "ANTHROPIC_OAUTH_TOKEN"],
  },
  google: {
    baseUrl: "https://generativelanguage.googleapis.com/v1beta",
    api: "google-generative-ai",
    keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  },
  openrouter: {
    baseUrl: "https://openrouter.ai/api/v1",
    api: "openai-completions",
    keys: ["OPENROUTER_API_KEY"],
  },
  moonshot: {
    baseUrl: "https://api.moonshot.ai/v1",
    api: "openai-completions",
    keys: ["MOONSHOT_API_KEY"],
  },
  ollama: { baseUrl: "http://127.0.0.1:11434", api: "ollama", keys: ["OLLAMA_API_KEY"] },
};

export function knownProvider(id: string): KnownProvider | undefined {
  const known = canonicalProviderId(id);
  return Object.hasOwn(KNOWN_PROVIDERS, known) ? KNOWN_PROVIDERS[known] : undefined;
}

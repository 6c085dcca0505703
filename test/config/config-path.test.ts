import { expect, it } from "vitest";
import { type ConfigPath, formatConfigPath } from "../../src/config/config-path.ts";

it.each<[ConfigPath, string]>([
  [[], ""],
  [["models", "providers", "kimi-coding"], "models.providers.kimi-coding"],
  [["models", "providers", "x", "models", 0, "headers"], "models.providers.x.models[0].headers"],
  [["models", "gpt-4.1"], 'models["gpt-4.1"]'],
  [["a", 'quote"d'], 'a["quote\\"d"]'],
  [["headers", "x-stainless-*"], 'headers["x-stainless-*"]'],
  [["headers", "X Y"], 'headers["X Y"]'],
  [["headers", "Authorization: Bearer sk-test-000000000000"], 'headers["Authorization: ..."]'],
  [["headers", "Authorization=sk-kimi-test-000000000000"], 'headers["Authorization: ..."]'],
  [["headers", "X-Key: s3cr3t-pa55w0rd"], 'headers["X-Key: ..."]'],
  [["headers", "X-Relay:s3cr3t"], 'headers["X-Relay: ..."]'],
  [["headers", "X-Key:"], 'headers["X-Key:"]'],
  [["providers", "Authorization: Bearer s3cr3t"], 'providers["Authorization: ..."]'],
  [["providers", "X-Relay: s3cr3t"], 'providers["X-Relay: ..."]'],
  [["headers", "sk-kimi-test-000000000000"], 'headers["sk-kimi-***"]'],
  [["models", "qwen3:8b"], 'models["qwen3:8b"]'],
  [["models", "qwen2.5-coder:32b-instruct"], 'models["qwen2.5-coder:32b-instruct"]'],
])("%j is %s", (path, text) => {
  expect(formatConfigPath(path)).toBe(text);
});

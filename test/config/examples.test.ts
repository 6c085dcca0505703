import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { readOpenClawConfig } from "../../src/config/openclaw-config.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";

const env = {
  KIMI_API_KEY: "sk-kimi-test-000000000000",
  GATEWAY_API_KEY: "sk-gateway-test-000000000000",
  RELAY_API_KEY: "sk-relay-test-000000000000",
  CF_AIG_TOKEN: "cf-test-000000000000",
};

const files = readdirSync("examples").filter((name) => name.endsWith(".json5"));

describe.each(files)("examples/%s", (name) => {
  const file = readOpenClawConfig(`examples/${name}`, { env });

  it("has no problems", () => {
    expect(checkConfig(file)).toEqual([]);
  });

  it("has what every OpenClaw asks of a provider and a model", () => {
    const { providers } = file.config["models"] as { providers: Record<string, unknown> };
    for (const provider of Object.values(providers)) {
      expect(provider).toMatchObject({
        baseUrl: expect.stringMatching(/^https?:/),
        api: "openai-completions",
        models: expect.arrayContaining([
          expect.objectContaining({ id: expect.any(String), name: expect.any(String) }),
        ]),
      });
    }
  });
});

it("kimi-coding.json5 is the entry of #30099, with one model to fall back to", () => {
  const file = readOpenClawConfig("examples/kimi-coding.json5", { env });
  expect(providerConfigFrom(file.config, file).config).toMatchObject({
    entries: [
      {
        id: "kimi-coding",
        baseUrl: "https://api.kimi.com/coding/v1",
        api: "openai-completions",
        credential: env.KIMI_API_KEY,
        layers: [],
        models: [{ id: "k2p5" }],
      },
      { id: "fb", models: [{ id: "fallback-model" }] },
    ],
    models: { primary: "kimi-coding/k2p5", fallbacks: ["fb/fallback-model"] },
  });
});

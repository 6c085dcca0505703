import { expect, test } from "vitest";
import { startKimiStandIn, STAND_IN_KEY } from "../../../src/kimi-stand-in/kimi-stand-in.ts";
import { probeText } from "../../../src/openclaw/page/probe-text.ts";

test("what the provider answers to one token, without the key", async () => {
  const standIn = await startKimiStandIn();
  try {
    const config = (headers: object) => ({
      agents: { defaults: { model: { primary: "other/m", fallbacks: ["kimi-coding/k2p5"] } } },
      models: {
        providers: {
          "kimi-coding": {
            baseUrl: standIn.baseUrl,
            api: "openai-completions",
            apiKey: STAND_IN_KEY,
            headers,
            models: [{ id: "k2p5" }],
          },
        },
      },
    });
    const here = { cwd: "/", env: { COLUMNS: "40" } };
    const ask = (headers: object) =>
      probeText("kimi-coding/k2p5", { config: config(headers), env: {} }, here);
    expect(await ask({})).toMatch(/^kimi-coding\/k2p5 +answers +HTTP 200 +[\d.]+ s$/);
    const refused = await ask({ "User-Agent": "curl/8.0" });
    expect(refused).toContain("kimi-coding/k2p5 refused this client: HTTP 403");
    expect(refused).toContain("sent      user-agent: curl/8.0");
    expect(refused).not.toContain(STAND_IN_KEY);
    expect(standIn.requests.map(({ status }) => status)).toEqual([200, 403]);
    expect(await probeText("other", { config: {}, env: {} }, here)).toContain('"other"');
  } finally {
    await standIn.close();
  }
});

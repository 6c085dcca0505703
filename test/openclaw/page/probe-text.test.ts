import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
    const here = { cwd: "/", env: { COLUMNS: "40", FORCE_COLOR: "1" } };
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

test("places are named as short as they can be opened from where the host runs", async () => {
  const standIn = await startKimiStandIn();
  const home = await mkdtemp(join(tmpdir(), "provider-headers-probe-text-"));
  try {
    const file = join(home, "openclaw.json");
    const config = {
      models: {
        providers: {
          "kimi-coding": {
            baseUrl: standIn.baseUrl,
            api: "openai-completions",
            apiKey: STAND_IN_KEY,
            headers: { "User-Agent": "curl/8.0" },
            models: [{ id: "k2p5" }],
          },
        },
      },
    };
    await writeFile(file, JSON.stringify(config, null, 2));
    const host = { config, file, env: {} };
    const ask = (cwd: string, env: object) =>
      probeText("kimi-coding/k2p5", host, { cwd, env: { ...env } });
    const text = await ask("/elsewhere", { HOME: home });
    expect(text).toContain("~/openclaw.json:9:11");
    expect(text).toBe(text.trim());
    expect(await ask(home, {})).toContain(" openclaw.json:9:11");
    expect(await ask("/elsewhere", {})).toContain(`${file}:9:11`);
  } finally {
    await standIn.close();
    await rm(home, { recursive: true });
  }
});

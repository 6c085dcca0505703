import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { runCommandLine, writeConfig } from "./run-command-line.ts";

/** What onboarding leaves: keys in profiles, no provider entry. */
const ONBOARDED = {
  auth: { profiles: { "kimi-coding:default": { provider: "kimi-coding", mode: "api_key" } } },
  agents: {
    defaults: { model: { primary: "zai/glm-5", fallbacks: ["zai/glm-4.7"] } },
    list: [{ id: "night", model: "kimi-coding/kimi-for-coding" }],
  },
};

it("states the built-in of a model that an agent names without an entry", async () => {
  const file = writeConfig(ONBOARDED);
  const { code, stdout } = await runCommandLine(["check", "--config", file]);
  expect(code).toBe(0);
  expect(stdout).toContain("kimi-coding: requests to https://api.kimi.com/coding are sent with");
});

it("explains that model", async () => {
  const { stdout } = await runCommandLine([
    "explain",
    "--config",
    writeConfig(ONBOARDED),
    "--json",
  ]);
  const explained = JSON.parse(stdout) as { provider: string; model: string; headers: object[] }[];
  expect(explained.map(({ provider, model }) => `${provider}/${model}`)).toEqual([
    "zai/glm-5",
    "zai/glm-4.7",
    "kimi-coding/kimi-for-coding",
  ]);
  expect(explained[2]?.headers).toMatchObject([{ name: "user-agent", layer: "built-in" }]);
});

it("probes what agents name, and says who would answer a turn of each", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const { model } = JSON.parse(body) as { model: string };
      asked.push(model);
      response.writeHead(model === "a" ? 401 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content: "x" } }] }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const file = writeConfig({
    models: {
      providers: {
        relay: { baseUrl, apiKey: "a-key-of-its-own", api: "openai-completions", models: [] },
      },
    },
    agents: {
      defaults: { model: "relay/a", models: { "relay/c": { alias: "Small" } } },
      entries: {
        night: { model: { primary: "relay/a", fallbacks: ["small"] } },
        main: { heartbeat: { model: "relay/b" } },
      },
    },
  });
  const { stdout } = await runCommandLine(["probe", "--config", file, "--json"]);
  expect(asked.toSorted()).toEqual(["a", "b", "c"]);
  const told = JSON.parse(stdout) as { failover: object; agents: object[] };
  expect(told.failover).toMatchObject({ answers: null });
  expect(told.agents).toMatchObject([{ agents: ["night"], answers: "relay/c" }]);
  const { stdout: text } = await runCommandLine(["probe", "--config", file]);
  expect(text).toContain("If a turn of night asked for relay/a now:");
});

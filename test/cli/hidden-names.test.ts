import { expect, it } from "vitest";
import { runCommandLine, writeConfig } from "./run-command-line.ts";

const env = {
  SECRET: "Zq8hidden7Lm2name",
  KEY: "Kw4credential9Xo1",
  MODEL: "shared-model-3",
  TENANT: "Tq5tenant8Rv3host",
};

const config = {
  models: {
    providers: {
      relay: {
        baseUrl: "https://${TENANT}.relay.example/${SECRET}/v1",
        api: "openai-completions",
        apiKey: "${KEY}",
        models: [
          { id: "${SECRET}", name: "${SECRET}" },
          { id: "shared-model-3", headers: { "X-${SECRET}": "bad\nvalue", "bad name": "${KEY}" } },
        ],
      },
      other: { api: "${SECRET}", models: [{ id: "m-${SECRET}" }] },
    },
  },
  agents: {
    defaults: {
      model: { primary: "relay/${SECRET}", fallbacks: ["relay/${MODEL}", "${SECRET}/x", "short"] },
      models: { "relay/shared-model-3": { alias: "${SECRET}" } },
    },
  },
  meta: { lastTouchedVersion: "${SECRET}" },
};

it.each([
  [["explain"]],
  [["explain", "--json"]],
  [["explain", `relay/${env.SECRET}`]],
  [["explain", "nobody"]],
  [["check"]],
  [["check", "--json"]],
  [["probe", "--dry-run"]],
  [["probe", "--dry-run", "--json"]],
  [["probe", "nobody"]],
])("%j prints nothing that a variable put into a name or an address", async (args) => {
  const { stdout, stderr } = await runCommandLine([...args, "--config", writeConfig(config)], {
    env,
  });
  const printed = (stdout + stderr).toLowerCase();
  expect(printed.length).toBeGreaterThan(20);
  for (const hidden of [env.SECRET, env.KEY, env.TENANT]) {
    expect(printed).not.toContain(hidden.toLowerCase().slice(0, 8));
    expect(printed).not.toContain(hidden.toLowerCase().slice(-8));
  }
});

it("shows what stands plainly in the same file, whichever variable holds it too", async () => {
  const { stdout } = await runCommandLine(["explain", "--config", writeConfig(config)], { env });
  expect(stdout).toContain("relay/shared-model-3");
});

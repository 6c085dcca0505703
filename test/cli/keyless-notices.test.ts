import { dirname } from "node:path";
import { expect, it } from "vitest";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { keylessNotices } from "../../src/cli/keyless-notices.ts";
import { runCommandLine, writeConfig } from "./run-command-line.ts";

const headers = { "X-Gateway": "${GATEWAY}", "X-Title": "plain" };
const env = { GATEWAY: "gateway-000000" };

function notices(providers: object, more: object = {}): string[] {
  const { config } = providerConfigFrom({ models: { providers }, ...more }, { env, host: true });
  return keylessNotices(config, 1000, (text) => text);
}

const gw = { baseUrl: "https://gw.example/gw", api: "ollama", headers };

it.each<[string, object, string[]]>([
  [
    "the route, and the name of a secret header alone",
    { gw },
    [
      "gw has no apiKey here: outside OpenClaw, X-Gateway goes only with POSTs of JSON without a key to https://gw.example/gw/api/chat, whichever code in the process sends them.",
    ],
  ],
  [
    "that another entry has the route",
    { gw, other: { ...gw, apiKey: "k-000000" } },
    [
      "gw has no apiKey here: outside OpenClaw, X-Gateway goes with OpenClaw's own requests only (https://gw.example/gw/api/chat is used by gw and other).",
    ],
  ],
  [
    "that the route is not known",
    { gw: { ...gw, api: "my-own" } },
    [
      "gw has no apiKey here: outside OpenClaw, X-Gateway goes with OpenClaw's own requests only (the chat route of its api is not known).",
    ],
  ],
  [
    "a model's own address and header",
    {
      gw: {
        baseUrl: "https://gw.example",
        api: "ollama",
        models: [{ id: "m", baseUrl: "https://m.example/v1", api: "openai-responses", headers }],
      },
    },
    [
      "gw has no apiKey here: outside OpenClaw, X-Gateway goes only with POSTs of JSON without a key to https://gw.example/api/chat, https://m.example/v1/responses, whichever code in the process sends them.",
    ],
  ],
  [
    "each name and each reason, and of a model's own api at the entry's address",
    {
      gw: {
        ...gw,
        headers: { ...headers, "X-Second": "${GATEWAY}", Authorization: null },
        models: [{ id: "m", api: "anthropic-messages" }],
      },
      one: { baseUrl: "https://gw.example/gw", api: "anthropic-messages", apiKey: "k-000000" },
      two: { ...gw, apiKey: "k-000000" },
    },
    [
      "gw has no apiKey here: outside OpenClaw, X-Gateway, X-Second go with OpenClaw's own requests only (https://gw.example/gw/api/chat is used by gw and two; https://gw.example/gw/v1/messages is used by gw and one).",
    ],
  ],
  ["nothing of an entry with a key", { gw: { ...gw, apiKey: "k-000000" } }, []],
  ["nothing of one without a secret header", { gw: { ...gw, headers: { "X-Title": "t" } } }, []],
])("tells %s", (_what, providers, expected) => {
  expect(notices(providers)).toEqual(expected);
});

it("keeps to the terminal, and hides what must not be shown", () => {
  const { config } = providerConfigFrom({ models: { providers: { gw } } }, { env, host: true });
  expect(keylessNotices(config, 60, (text) => text.replace("X-Gateway", "***"))).toEqual([
    "gw has no apiKey here: outside OpenClaw, *** goes only with\nPOSTs of JSON without a key to\nhttps://gw.example/gw/api/chat, whichever code in the\nprocess sends them.",
  ]);
});

it("tells nothing of a provider that has an auth profile", () => {
  expect(notices({ gw }, { auth: { profiles: { a: { provider: "gw" } } } })).toEqual([]);
});

it("is printed by check and explain, and is no problem", async () => {
  const config = writeConfig({
    models: {
      providers: {
        gw: { ...gw, models: [] },
        other: { ...gw, baseUrl: "https://other.example", models: [] },
      },
    },
  });
  const options = { cwd: dirname(config), env };
  const checked = await runCommandLine(["check", "--config", config], options);
  expect(checked.code).toBe(0);
  expect(checked.stdout).toContain("gw has no apiKey here");
  expect(checked.stdout).toContain("other has no apiKey here");
  expect(checked.stdout).toContain("no problems");
  const explained = await runCommandLine(["explain", "gw", "--config", config], options);
  expect(explained.stdout).toContain("gw has no apiKey here");
  expect(explained.stdout).not.toContain("other has no apiKey here");
});

import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.ts";
import { providerConfigFrom } from "../../src/config/provider-entries.ts";
import { readText } from "./config-folder.ts";

const P = "models.providers.p";

function reported(
  entry: object,
  { env = {}, version }: { env?: Record<string, string>; version?: string } = {},
): string[] {
  const whole = { baseUrl: "https://h.example/v1", ...entry };
  const text = JSON.stringify({ models: { providers: { p: whole } } });
  return checkConfig(readText(text, env), { version })
    .filter(({ code }) => code === "text-of-another-tool")
    .map(({ path, message, fix }) => `${path}: ${message}. ${fix}`);
}

const told = (path: string, what: string, variable: string) =>
  `${P}.${path}: this is ${what}, which OpenClaw sends literally. Write "\${${variable}}" and set that variable, e.g. in ~/.openclaw/.env.`;

describe("check tells of another tool's text", () => {
  it("in a key, in headers of every place and behind a scheme", () => {
    const opencode = "a variable in opencode's syntax";
    const text = "{env:RELAY_KEY}";
    const auth = { mode: "header", headerName: "x-key", value: text };
    expect(
      reported({
        apiKey: "YOUR_API_KEY",
        headers: { Authorization: `Bearer ${text}`, "X-Team": "%TEAM%", "X-Fine": "50%" },
        request: { headers: { "X-Pre": "process.env.PRE" }, auth },
        models: [{ id: "m", headers: { "X-Model": "$TEAM_NAME" } }],
      }),
    ).toEqual([
      told("apiKey", "a placeholder from a template", "NAME"),
      told("headers.Authorization", opencode, "RELAY_KEY"),
      told("headers.X-Team", "a variable in Windows syntax", "TEAM"),
      told("request.headers.X-Pre", "a variable in a program's syntax", "PRE"),
      told("request.auth.value", opencode, "RELAY_KEY"),
      told("models[0].headers.X-Model", "a variable in shell syntax", "TEAM_NAME"),
    ]);
  });

  it("in the value of a variable, without showing it", () => {
    expect(reported({ apiKey: "${K}" }, { env: { K: "%RELAY_KEY%" } })).toEqual([
      `${P}.apiKey: the value of K is a variable in Windows syntax, which OpenClaw sends literally. Set K to the value itself.`,
    ]);
  });

  it("not where the host of that version puts a value in", () => {
    const headers = { "X-Team": "$TEAM_NAME" };
    expect(reported({ headers }, { version: "2026.9.6" })).toEqual([]);
    expect(reported({ headers }, { version: "2026.2.19" })).toHaveLength(1);
    const command = { headers: { "X-Team": "!op read x" } };
    expect(reported(command, { version: "2026.2.19" })).toEqual([]);
    expect(reported(command, { version: "2026.9.6" })).toHaveLength(1);
    expect(reported(command)).toEqual([
      `${P}.headers.X-Team: this is a command, which OpenClaw sends literally (some older versions substitute a value). Write "\${NAME}" and set that variable, e.g. in ~/.openclaw/.env.`,
    ]);
    expect(reported({ apiKey: "OLLAMA_API_KEY" }, { version: "2026.9.6" })).toEqual([]);
    expect(reported({ apiKey: "STEP_API_KEY" }, { version: "2026.9.6" })).toHaveLength(1);
  });
});

it("keeps what the text is with the place of a key and of a header", () => {
  const { config } = providerConfigFrom(
    {
      models: {
        providers: { p: { apiKey: "%RELAY_KEY%", headers: { "X-A": "{env:A}", "X-B": "b" } } },
      },
    },
    { env: {} },
  );
  const foreign = {
    what: "the text `%RELAY_KEY%`, a variable in Windows syntax",
    right: '"${RELAY_KEY}"',
  };
  expect(config.entries[0]?.credentialSource).toEqual({ path: `${P}.apiKey`, foreign });
  expect(config.entries[0]?.layers[0]?.sources).toEqual({
    "X-A": {
      path: `${P}.headers.X-A`,
      foreign: { what: "the text `{env:A}`, a variable in opencode's syntax", right: '"${A}"' },
    },
    "X-B": { path: `${P}.headers.X-B` },
  });
});

it("outside a host puts in what a host of that version would, and runs no command", () => {
  const entry = { headers: { "X-A": "$TEAM", "X-B": "TEAM", "X-C": "!echo x" } };
  const read = (version: string | undefined) =>
    providerConfigFrom({ models: { providers: { p: entry } } }, { env: { TEAM: "blue" }, version })
      .config.entries[0]?.layers[0];
  expect(read("2026.9.6")?.headers).toEqual({ "X-A": "blue", "X-B": "TEAM", "X-C": "!echo x" });
  expect([...(read("2026.9.6")?.secrets ?? [])]).toEqual(["X-A"]);
  expect(read("2026.2.19")?.headers).toMatchObject({ "X-A": "$TEAM", "X-B": "blue" });
  expect(typeof read("2026.2.19")?.headers["X-C"]).toBe("symbol");
  expect(read(undefined)?.headers).toEqual(entry.headers);
});

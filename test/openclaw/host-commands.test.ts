import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { STAND_IN_KEY, startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import type { HostApi, HostCommand } from "../../src/openclaw/host-api.ts";
import { registerCommandLine } from "../../src/openclaw/host-commands.ts";
import { FakeHost } from "./fake-host.ts";

let home: string;
let uninstalled: number;
let stdout: string;
let stderr: string;
const { exitCode } = process;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "provider-headers-host-"));
  uninstalled = 0;
  stdout = stderr = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => ((stdout += String(text)), true));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => ((stderr += String(text)), true));
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = exitCode;
  await rm(home, { recursive: true, force: true });
});

/** Plays a host's command line: `openclaw provider-headers ...`. */
async function openclaw(
  config: object,
  words: readonly string[],
  modelAuth?: NonNullable<HostApi["runtime"]>["modelAuth"],
): Promise<unknown> {
  const host = new FakeHost("2026.9.6", config);
  const api = host.api();
  const withAuth = { ...api, runtime: { ...api.runtime, modelAuth } };
  const env = { OPENCLAW_STATE_DIR: home, NO_COLOR: "1" };
  registerCommandLine(withAuth, env, { uninstall: () => (uninstalled += 1) });
  const program = new Command("openclaw").exitOverride();
  for (const { registrar } of host.commands) {
    await registrar({ program: program as unknown as HostCommand });
  }
  await program.parseAsync(["provider-headers", ...words], { from: "user" });
  return process.exitCode;
}

const provider = (baseUrl: string, headers?: object) => ({
  models: {
    providers: {
      "kimi-coding": {
        baseUrl,
        api: "openai-completions",
        models: [{ id: "k2p5", name: "K" }],
        ...(headers && { headers }),
      },
    },
  },
});

describe("openclaw provider-headers", () => {
  it("is offered to the host under its name, without being loaded", () => {
    const host = new FakeHost("2026.9.6");
    registerCommandLine(host.api(), {}, { uninstall: () => {} });
    expect(host.commands.map(({ options }) => options)).toEqual([
      {
        commands: ["provider-headers"],
        descriptors: [
          {
            name: "provider-headers",
            description: "Check, explain and probe the headers that go to model providers",
            hasSubcommands: false,
          },
        ],
      },
    ]);
  });

  it("prints its help where no command is given", async () => {
    expect(await openclaw({}, [])).toBe(0);
    expect(stdout).toContain("Usage: openclaw provider-headers");
    expect(uninstalled).toBe(1);
  });

  it("cannot run a command that it does not know", async () => {
    expect(await openclaw({}, ["sing"])).toBe(2);
    expect(stderr).toContain("unknown command 'sing'");
  });

  it("checks the host's configuration, and gives the host its exit code", async () => {
    const config = provider("https://llm.example.com/v1", { Host: "x" });
    await writeFile(join(home, "openclaw.json"), JSON.stringify(config));
    expect(await openclaw(config, ["check", "--json"])).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ path: "models.providers.kimi-coding.headers.Host" }],
    });
  });

  it.each([
    ["that the host resolves", async () => ({ apiKey: STAND_IN_KEY }), undefined],
    ["of the host's files, where it resolves none", async () => ({}), STAND_IN_KEY],
    [
      "of the host's files, where it fails",
      async () => {
        throw new Error("no store");
      },
      STAND_IN_KEY,
    ],
  ])("probes with the key %s", async (_key, resolveApiKeyForProvider, token) => {
    const kimi = await startKimiStandIn();
    try {
      const folder = join(home, "agents/main/agent");
      await mkdir(folder, { recursive: true });
      const profiles = { "kimi:default": { provider: "kimi", token } };
      await writeFile(join(folder, "auth-profiles.json"), JSON.stringify({ profiles }));
      const config = provider(kimi.baseUrl);
      expect(await openclaw(config, ["probe", "--json"], { resolveApiKeyForProvider })).toBe(0);
    } finally {
      await kimi.close();
    }
    expect(stdout).not.toContain(STAND_IN_KEY);
  });
});

import { Command } from "commander";
import { describe, expect, it, onTestFinished } from "vitest";

import { CommandError } from "../../src/cli/command-io.ts";
import { type CredentialResolver, hostSource } from "../../src/cli/config-source.ts";
import { registerCommands, runCommand } from "../../src/cli/register-commands.ts";
import { STAND_IN_KEY, startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { writeConfig } from "./run-command-line.ts";
import { quietIo } from "./quiet-io.ts";

interface Mounted {
  readonly config: unknown;
  readonly file?: string;
  readonly credential?: CredentialResolver;
}

/** As a host mounts them: `openclaw provider-headers check`, on what the host has read. */
async function openclaw({ config, file, credential }: Mounted, ...args: string[]) {
  let stdout = "";
  let stderr = "";
  let exitCode: number | undefined;
  const io = quietIo({
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    cwd: "/nowhere",
  });
  const host = new Command("openclaw").exitOverride();
  registerCommands(host.command("provider-headers"), {
    io: () => io,
    source: () => hostSource({ config, file, env: io.env, credential }),
    finish: (code) => (exitCode = code),
  });
  await host.parseAsync(["provider-headers", ...args], { from: "user" });
  return { stdout, stderr, exitCode };
}

const kimi = (baseUrl: string) => ({
  models: {
    providers: {
      "kimi-coding": { baseUrl, api: "openai-completions", models: [{ id: "k2p5", name: "K" }] },
    },
  },
});

describe("mounted in a host", () => {
  it("explains the configuration that the host holds, with the places of its file", async () => {
    const config = {
      models: { providers: { x: { headers: { "X-Title": "resolved" }, models: [] } } },
    };
    const file = writeConfig({
      models: { providers: { x: { headers: { "X-Title": "${TITLE}" }, models: [] } } },
    });
    const { stdout, exitCode } = await openclaw({ config, file }, "explain", "x", "--json");
    expect(JSON.parse(stdout)).toMatchObject([
      {
        headers: [{ name: "x-title", source: `models.providers.x.headers.X-Title, ${file}:6:11` }],
      },
    ]);
    expect(exitCode).toBe(0);
  });

  it("checks the host's file, or without one what the host holds", async () => {
    const x = { headers: { Host: "x" }, baseUrl: "https://llm.example.com/v1", models: [] };
    const config = { models: { providers: { x } } };
    const held = await openclaw({ config }, "check", "--json");
    expect(JSON.parse(held.stdout)).toMatchObject({
      problems: [{ path: "models.providers.x.headers.Host", file: null, line: null }],
    });
    expect(held.exitCode).toBe(1);
    const filed = await openclaw({ config, file: writeConfig(config) }, "check", "--json");
    expect(JSON.parse(filed.stdout)).toMatchObject({ problems: [{ line: 6, column: 11 }] });
  });

  it("probes with the key that only the host has", async () => {
    const server = await startKimiStandIn();
    onTestFinished(() => server.close());
    const asked: unknown[] = [];
    const credential: CredentialResolver = async (...named) => {
      asked.push(named);
      return STAND_IN_KEY;
    };
    const mounted = { config: kimi(server.baseUrl), credential };
    const { stdout, exitCode } = await openclaw(mounted, "probe", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ verdict: "answers" }] });
    expect(asked).toEqual([["kimi-coding", "k2p5"]]);
    expect(server.requests[0]?.headers["authorization"]).toBe(`Bearer ${STAND_IN_KEY}`);
    expect(exitCode).toBe(0);
  });

  it("says that the host has no key either", async () => {
    const mounted = { config: kimi("https://api.kimi.com/coding/v1"), credential: () => undefined };
    const { stdout, exitCode } = await openclaw(mounted, "probe", "--json");
    const { results } = JSON.parse(stdout) as { results: { text: string }[] };
    expect(results[0]?.text).toContain("OpenClaw's own auth profiles (none). Add one with");
    expect(exitCode).toBe(2);
  });
});

describe("a command that cannot do its work", () => {
  async function ended(thrown: unknown, signal = new AbortController().signal) {
    let stderr = "";
    const io = quietIo({ stderr: { write: (text) => (stderr += text) }, signal });
    const exitCode = await runCommand(io, () => Promise.reject(thrown));
    return { exitCode, stderr };
  }
  const abort = new DOMException("This operation was aborted", "AbortError");

  it.each([
    [new CommandError("name a model"), "provider-headers: name a model\n"],
    [
      new TypeError("x is not a function"),
      "provider-headers: unexpected failure: x is not a function\n",
    ],
    ["no error at all", "provider-headers: unexpected failure: no error at all\n"],
    // Somebody else's abort, as that of a request that took too long.
    [abort, "provider-headers: unexpected failure: This operation was aborted\n"],
  ])("%s", async (thrown, stderr) => {
    expect(await ended(thrown)).toEqual({ exitCode: 2, stderr });
  });

  it("names what it throws", () => {
    expect(String(new CommandError("name a model"))).toBe("CommandError: name a model");
  });

  it("was interrupted, where its signal was aborted", async () => {
    expect(await ended(abort, AbortSignal.abort())).toEqual({
      exitCode: 130,
      stderr: "interrupted\n",
    });
  });
});

describe("the seconds of --timeout", () => {
  const FAULT = "provider-headers: --timeout needs seconds, more than 0 and up to 3600\n";
  const WENT_ON =
    "provider-headers: the configuration of this OpenClaw names no model. Name one: npx provider-headers probe kimi-coding/k2p5\n";

  it.each([
    ["0", FAULT],
    ["-1", FAULT],
    ["3600.1", FAULT],
    ["soon", FAULT],
    ["", FAULT],
    ["0.001", WENT_ON],
    ["3600", WENT_ON],
  ])("%j", async (seconds, stderr) => {
    const ended = await openclaw({ config: {} }, "probe", `--timeout=${seconds}`);
    expect(ended).toEqual({ stdout: "", stderr, exitCode: 2 });
  });
});

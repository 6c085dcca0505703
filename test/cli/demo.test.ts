import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import { CommandError, type CommandIo } from "../../src/cli/command-io.ts";
import { packageFile } from "../../src/package-files.ts";
import { runDemo } from "../../src/cli/demo.ts";
import { STAND_IN_KEY } from "../../src/kimi-stand-in/kimi-stand-in.ts";

async function run(io: Partial<CommandIo> = {}) {
  let stdout = "";
  let stderr = "";
  const exitCode = await runDemo({
    command: "npx provider-headers",
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: {},
    signal: new AbortController().signal,
    cwd: process.cwd(),
    ...io,
  });
  return { exitCode, stdout, stderr };
}

const leftFolders = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("provider-headers-demo-"));

describe("the three scenes", () => {
  let result: Awaited<ReturnType<typeof run>>;
  let scenes: string[];
  let before: string[];
  beforeAll(async () => {
    before = leftFolders();
    result = await run();
    scenes = result.stdout.split(/^(?=\d\. )/mu);
  });

  it("end well, with nothing on stderr", () => {
    expect([result.exitCode, result.stderr, scenes.length]).toEqual([0, "", 3]);
  });

  it("show the fault: 403 for the SDK's own name, another model answers, the log is silent", () => {
    expect(scenes[0]?.replace(/OpenAI\/JS [\d.]+/gu, "OpenAI/JS <version>")).toBe(
      `1. As today: the SDK names itself
   Kimi Code refuses it, the next model answers, and nothing tells the user.

   Kimi received
     POST /coding/v1/chat/completions   answered with 403
     user-agent: OpenAI/JS <version>
   the next one received
     POST /v1/chat/completions   answered with 200
     user-agent: OpenAI/JS <version>
   the user reads
     Answered by fallback-model.
   the log says
     nothing

`,
    );
  });

  it("show the mend: one request, one User-Agent, Kimi's model answers, and the log tells what is claimed", () => {
    const [shown, log] = scenes[1]?.split("   the log says\n") ?? [];
    expect(shown).toBe(`2. With this project: the same configuration, the same SDK
   The built-in default for kimi-coding is sent, and Kimi's model answers.

   Kimi received
     POST /coding/v1/chat/completions   answered with 200
     User-Agent: claude-code/0.1.0
   the user reads
     Answered by k2p5.
`);
    expect(log).toMatch(
      /^ {5}kimi-coding: requests to .*\n {5}It names another client, Claude Code\./u,
    );
  });

  it("show a refusal that cannot hide, told once although transport and loop both see it", () => {
    const [received, log] = scenes[2]?.split("   the log says\n") ?? [];
    expect(received?.replace(/OpenAI\/JS [\d.]+/gu, "OpenAI/JS <version>"))
      .toBe(`3. With this project, and a User-Agent of one's own that Kimi Code does not accept
   Another model answers, but not silently.

   Kimi received
     POST /coding/v1/chat/completions   answered with 403
     User-Agent: my-agent/1.0
   the next one received
     POST /v1/chat/completions   answered with 200
     user-agent: OpenAI/JS <version>
   the user reads
     Answered by fallback-model.
`);
    const shown = log
      ?.replace(/\S+\/kimi-coding\.json5/u, "<folder>/kimi-coding.json5")
      .replace(/127\.0\.0\.1:\d+/u, "127.0.0.1:0");
    expect(shown).toBe(
      `     kimi-coding/k2p5 refused this client: HTTP 403 access_terminated_error
       "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc."
       The API key was not the problem. Kimi Code answers only clients it knows by User-Agent.
       endpoint  http://127.0.0.1:0/coding/v1/chat/completions
       sent      user-agent: my-agent/1.0   (models.providers.kimi-coding.headers, <folder>/kimi-coding.json5:7:20)
       fix       set api to "anthropic-messages" and baseUrl to "https://api.kimi.com/coding" in models.providers.kimi-coding: any client was accepted there (reported in kodustech/kodus-ai #1257, earendil-works/pi #7752, 2026-08-07)
                 try a name of your own without writing it: npx provider-headers probe kimi-coding/k2p5 --header 'User-Agent: VALUE'; if it is accepted, put it into models.providers.kimi-coding.headers
                 or remove that line: the built-in default for kimi-coding is then sent, and it names another client (Claude Code), to which the provider's terms object
       next      fb/fallback-model is configured to answer instead
       more      section client_rejected of
       ${packageFile("docs/auth-failures.md")}
     fb/fallback-model answered instead of kimi-coding/k2p5, which refused this client (HTTP 403 access_terminated_error)

`,
    );
  });

  it("print no key, and leave nothing behind", () => {
    expect(result.stdout).not.toContain(STAND_IN_KEY);
    expect(leftFolders()).toEqual(before);
  });
});

it("sends the stand-in a fake key, not the user's", async () => {
  const { exitCode, stdout } = await run({ env: { KIMI_API_KEY: "sk-kimi-of-the-user-0000" } });
  expect(exitCode).toBe(0);
  expect(stdout).not.toContain("of-the-user");
});

it("marks the titles on a terminal", async () => {
  let stdout = "";
  await run({ stdout: { write: (text) => (stdout += text), isTTY: true }, env: { TERM: "xterm" } });
  expect(stdout).toContain("\u001B[1m1. As today: the SDK names itself\u001B[22m");
});

it("stops when it is interrupted, and lets the interruption through", async () => {
  const abort = new AbortController();
  abort.abort();
  await expect(run({ signal: abort.signal })).rejects.toMatchObject({ name: "AbortError" });
});

describe("a demo that goes wrong", () => {
  const answer = (status: number, body: object) =>
    vi.stubGlobal("fetch", async () => Response.json(body, { status }));
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("says which scenes do not show what they are to show", async () => {
    answer(200, { choices: [{ message: { role: "assistant", content: "Answered by k2p5." } }] });
    const { exitCode, stderr } = await run();
    expect([exitCode, stderr]).toEqual([
      1,
      "provider-headers: scene 1 should have been answered by fallback-model\n" +
        "provider-headers: scene 3 should have been answered by fallback-model\n",
    ]);
  });

  it("ends with the last refusal where no model answers, and leaves nothing behind", async () => {
    const before = leftFolders();
    answer(403, { error: { message: "no" } });
    await expect(run()).rejects.toMatchObject({ status: 403 });
    expect(leftFolders()).toEqual(before);
  });
});

describe("where the SDK cannot be loaded", () => {
  const fault = (code: string) => {
    const error = Object.assign(new Error("not loaded"), { code });
    vi.doMock("openai", () => ({
      get default() {
        throw error;
      },
    }));
    return error;
  };
  afterEach(() => {
    vi.doUnmock("openai");
  });

  it("says what to install", async () => {
    fault("ERR_MODULE_NOT_FOUND");
    await expect(run()).rejects.toThrow(
      new CommandError(
        "the demo drives the real OpenAI SDK, which is not installed beside this package. Install it with " +
          "`npm install openai`, or run `npx -p provider-headers -p openai provider-headers demo`",
      ),
    );
  });

  it("lets another fault through", async () => {
    const error = fault("ERR_OTHER");
    await expect(run()).rejects.toBe(error);
  });
});

it("says what to install where the SDK is missing, as a child process", () => {
  const hook = `export const resolve = (name, context, next) =>
    next(name === "openai" ? "openai-that-is-not-installed" : name, context);`;
  const preload = `import { register } from "node:module";
    register("data:text/javascript,${encodeURIComponent(hook)}");`;
  const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(preload)}`, main, "demo"],
    { encoding: "utf8" },
  );
  expect([status, stdout, stderr]).toEqual([
    2,
    "",
    "provider-headers: the demo drives the real OpenAI SDK, which is not installed beside this package. Install it with " +
      "`npm install openai`, or run `npx -p provider-headers -p openai provider-headers demo`\n",
  ]);
});

import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import { runProgram } from "../../src/cli/program.ts";
import { ESCAPE, runBuiltCommandLine, runCommandLine, widestLine } from "./run-command-line.ts";

const ROOT = resolve(import.meta.dirname, "../..");

describe("the command line", () => {
  it("prints its help where nothing is asked for", async () => {
    const bare = await runBuiltCommandLine([]);
    expect(bare).toMatchObject({ code: 0, stderr: "" });
    expect(await runCommandLine(["--help"])).toEqual(bare);
    expect(bare.stdout).toBe(`Usage: provider-headers [options] [command]

The headers your agent sends to its model providers: what is wrong with them, where they come from,
and what the provider answers.

Options:
  -V, --version                         print the version
  -h, --help                            print this

Commands:
  check [options] [file]                list every problem in the configuration, with its line and
                                        fix
  explain [options] [provider[/model]]  show every header that will be sent, from which layer and
                                        line
  probe [options] [provider/model...]   ask each model for one token over its real chat route and
                                        show what the provider answers
  schema                                print the JSON Schema of the headers block and of the
                                        override block
  demo                                  show the failure and the fix against an embedded provider
  completion <shell>                    print what makes a shell complete this command: bash, zsh or
                                        fish
  patch [options] <checkout>            write the fixes for #30099 into a checkout of OpenClaw, as a
                                        change to review

The configuration: --config FILE, else OPENCLAW_CONFIG_PATH, else ~/.openclaw/openclaw.json.
Exit codes: 0 fine, 1 problems found, 2 could not run, 130 ended by Ctrl-C.
`);
  });

  it("keeps its help to the terminal's width", async () => {
    for (const args of [["--help"], ["probe", "--help"]]) {
      const narrow = await runCommandLine(args, { env: { COLUMNS: "60" } });
      expect(widestLine(narrow.stdout)).toBeLessThanOrEqual(60);
    }
    const untold = await runCommandLine([], { env: { COLUMNS: "60" } });
    expect(untold).toMatchObject({ code: 2, stdout: "" });
    expect(untold.stderr).toMatch(/^Usage: /u);
    expect(widestLine(untold.stderr)).toBeLessThanOrEqual(60);
    const piped = await runCommandLine(["--help"]);
    expect(widestLine(piped.stdout)).toBeLessThanOrEqual(100);
  });

  it.each(["", "check", "explain", "probe", "schema", "demo", "completion", "patch"])(
    "describes all that its help names: %s",
    async (command) => {
      const { stdout } = await runCommandLine([...command.split(" "), "--help"].filter(Boolean));
      const [usage, ...sections] = stdout.split(/\n(?=[A-Z][a-z]+:\n)/u);
      expect(usage).toMatch(/^Usage: provider-headers \S[^]*\n\n\S/u);
      expect(sections.length).toBeGreaterThan(0);
      const lines = sections.flatMap((section) => section.split("\n"));
      const named = lines.filter((line) => /^ {2}\S/u.test(line));
      for (const line of named) expect(line).toMatch(/^ {2}\S+(?:,? \S+)* {2,}\S/u);
    },
  );

  it.each([
    ["explain", "provider[/model]"],
    ["probe", "provider/model"],
    ["patch", "checkout"],
  ])("says what may follow %s", async (command, named) => {
    const { stdout } = await runCommandLine([command, "--help"]);
    expect(stdout).toMatch(/\nArguments:\n {2}\S+ {2,}\S/u);
    expect(stdout).toContain(`\n  ${named} `);
  });

  it("lets a fault of its output through", async () => {
    const fault = new Error("write EIO");
    const stdout = {
      write: () => {
        throw fault;
      },
    };
    const { signal } = new AbortController();
    const io = { command: "x", stdout, stderr: stdout, env: {}, signal, cwd: "/" };
    await expect(runProgram(["--version"], io)).rejects.toBe(fault);
  });

  it("prints its version", async () => {
    const { version } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8")) as {
      version: string;
    };
    for (const option of ["--version", "-V"])
      expect(await runCommandLine([option])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it.each([
    [["chek"], "error: unknown command 'chek'\n(Did you mean check?)\n"],
    [["check", "--jsno"], "error: unknown option '--jsno'\n(Did you mean --json?)\n"],
    [["probe", "--api-key=sk-test-0000"], "error: unknown option '--api-key'\n"],
    [["help"], "error: unknown command 'help'\n"],
    [["check", "--config", ""], "provider-headers: --config needs the name of a file\n"],
    [["check", "--config", " "], "provider-headers: --config needs the name of a file\n"],
    [["check", "--config"], "error: option '--config <file>' argument missing\n"],
    [
      ["explain", "a", "b"],
      "error: too many arguments for 'explain'. Expected 1 argument but got 2.\n",
    ],
  ])("ends %j with 2", async (args, says) => {
    const ended = await runCommandLine(args);
    expect(ended).toMatchObject({ code: 2, stdout: "", stderr: says });
  });

  it.runIf(existsSync("/dev/full"))("tells of a full disk in one line", () => {
    const full = openSync("/dev/full", "w");
    onTestFinished(() => closeSync(full));
    const ended = spawnSync(process.execPath, ["dist/cli/main.js", "schema"], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", full, "pipe"],
    });
    expect(ended.stderr).toBe("provider-headers: the output cannot be written (ENOSPC)\n");
    expect(ended.status).toBe(2);
  });

  it("is what npm start runs: the demo by itself, or a command", () => {
    const { scripts } = JSON.parse(readFileSync(resolve(ROOT, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(scripts["start"]).toBe("node dist/cli/start.js");
    const start = (...args: string[]) =>
      spawnSync(process.execPath, ["dist/cli/start.js", ...args], { cwd: ROOT, encoding: "utf8" });
    const demo = start();
    expect(demo.stdout).toContain("Answered by k2p5.");
    expect(demo.status).toBe(0);
    const command = start("explain", "kimi-coding/k2p5", "--config", "examples/kimi-coding.json5");
    expect(command.stdout).toMatch(/^kimi-coding\/k2p5\n/);
  });
});

describe("demo", () => {
  it("keeps to 60 columns, and has colour only where it is asked for", async () => {
    const narrow = await runCommandLine(["demo"], { env: { COLUMNS: "60" } });
    expect(widestLine(narrow.stdout)).toBeLessThanOrEqual(60);
    expect(narrow.stdout).not.toContain(ESCAPE);
    expect(narrow.code).toBe(0);
    const forced = await runCommandLine(["demo"], { env: { FORCE_COLOR: "1" } });
    expect(forced.stdout).toContain(`${ESCAPE}1m1. As today`);
    const without = await runCommandLine(["demo"], { env: { NO_COLOR: "1" } });
    expect(without.stdout).not.toContain(ESCAPE);
  });

  it("ends at Ctrl-C without a word", async () => {
    const ended = await runCommandLine(["demo"], { interruptAfter: Promise.resolve() });
    expect(ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
  });
});

describe("schema", () => {
  it("prints the schemas of both blocks, the same wherever it goes", async () => {
    const plain = await runCommandLine(["schema"]);
    const schemas = JSON.parse(plain.stdout) as Record<string, { $schema: string }>;
    expect(Object.keys(schemas)).toEqual(["headers", "overrideBlock"]);
    for (const { $schema } of Object.values(schemas)) {
      expect($schema).toBe("https://json-schema.org/draft/2020-12/schema");
    }
    expect(plain).toMatchObject({ code: 0, stderr: "" });
    const env = { COLUMNS: "60", FORCE_COLOR: "1" };
    expect(await runCommandLine(["schema"], { env })).toEqual(plain);
    expect(await runCommandLine(["schema"], { env: { NO_COLOR: "1" } })).toEqual(plain);
  });

  it("ends quietly where its reader has gone, and at Ctrl-C", async () => {
    const closed = await runCommandLine(["schema"], { closeStdout: true });
    expect(closed).toMatchObject({ code: 141, stderr: "" });
    const ended = await runCommandLine(["schema"], { interruptAfter: Promise.resolve() });
    expect(ended).toEqual({ code: null, signal: "SIGINT", stdout: "", stderr: "" });
  });
});

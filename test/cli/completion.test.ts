import { afterAll, describe, expect, it } from "vitest";
import { runCommandLine, writeConfig } from "./run-command-line.ts";
import { shellFolder } from "./shells.ts";

const MODELS = [{ id: "k2p5", name: "k2p5" }];
const providers = {
  "kimi-coding": { baseUrl: "https://api.kimi.com/coding/v1", models: MODELS },
  relay: { baseUrl: "https://relay.example/v1", models: [{ id: "${SECRET_MODEL}", name: "m" }] },
};

/** The words that may come next, or what else is said. */
async function next(words: readonly string[], config: unknown = { models: { providers } }) {
  const env = { OPENCLAW_CONFIG_PATH: writeConfig(config), SECRET_MODEL: "model-of-a-customer" };
  const { stdout, stderr, code } = await runCommandLine(["complete", "--", ...words], { env });
  expect([stderr, code]).toEqual(["", 0]);
  return stdout.split("\n").flatMap((line) => line.split("\t")[0] || []);
}

describe("what may come next", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["a command", ["e"], ["explain"]],
    ["nothing typed", [""], ["check", "explain", "probe", "schema", "demo", "completion", "patch"]],
    ["an option of the program", ["--v"], ["--version"]],
    ["an option of a command", ["probe", "--d"], ["--dry-run"]],
    ["a file in check", ["check", ""], [":files"]],
    ["a file behind --config", ["explain", "--config", "./o"], [":files"]],
    ["a checkout", ["patch", "--dry-run", "../"], [":files"]],
    ["a shell", ["completion", "z"], ["zsh"]],
    ["a provider and its models", ["explain", "kimi"], ["kimi-coding", "kimi-coding/k2p5"]],
    ["another model", ["probe", "relay", "kimi-coding/"], ["kimi-coding/k2p5"]],
    ["a second target of one that takes one", ["explain", "relay", ""], []],
    ["an option's value that is a file, in one word", ["probe", "--config=./o"], [":files"]],
    ["an option's value in one word that only the user knows", ["probe", "--header=X-A:"], []],
    ["a target behind an option's value in one word", ["probe", "--timeout=5", "rel"], ["relay"]],
    ["no option's value in a word that only holds its signs", ["explain", "a--b=kimi"], []],
    ["an option behind a target", ["probe", "relay", "--t"], ["--timeout"]],
    ["an option before the command", ["--version", "sch"], ["schema"]],
    ["a file behind an option without a value", ["check", "--json", ""], [":files"]],
    ["a second file in check", ["check", "a.json", ""], []],
    ["what follows a command that takes nothing", ["demo", ""], []],
    ["a part of the patch", ["patch", "--only", ""], []],
    ["a second shell", ["completion", "zsh", ""], []],
    ["a target behind an option's value", ["probe", "--timeout", "5", "rel"], ["relay"]],
    ["a value that only the user knows", ["probe", "--timeout", ""], []],
    ["a command that there is not", ["exolain", ""], []],
  ])("%s", async (_, words, expected) => {
    expect(await next(words)).toEqual(expected);
  });

  it("begins with the commands where nothing is typed at all, each with its meaning", async () => {
    expect(await next([])).toEqual(await next([""]));
    const { stdout } = await runCommandLine(["complete", "--", "ch"]);
    expect(stdout).toBe("check\tlist every problem in the configuration, with its line and fix\n");
    const shells = await runCommandLine(["complete", "--", "completion", "z"]);
    expect(shells.stdout).toBe("zsh\t\n");
    const options = await runCommandLine(["complete", "--", "check", "--"]);
    expect(options.stdout).toBe(
      "--host\tthe OpenClaw version to check for, such as 2026.9.6\n" +
        "--json\tprint the problems as JSON\n" +
        "--config\tthe configuration to read\n" +
        "--help\tprint this\n",
    );
  });

  it("reads the configuration that the line names", async () => {
    const file = writeConfig({
      models: { providers: { other: { baseUrl: "http://x", models: [] } } },
    });
    expect(await next(["explain", "--config", file, ""])).toEqual(["other"]);
    expect(await next(["explain", `--config=${file}`, ""])).toEqual(["other"]);
    // The last one counts.
    expect(await next(["explain", "--config", "/none", "--config", file, ""])).toEqual(["other"]);
    expect(await next(["explain", "--config", "/none", ""])).toEqual([]);
  });

  it("shows no name that a variable put in", async () => {
    expect(await next(["explain", ""])).not.toContain("relay/model-of-a-customer");
    expect(await next(["explain", "relay"])).toEqual(["relay"]);
  });

  it.each([["{"], [[]], [{ models: 5 }]])(
    "has nothing to say of a file like %j",
    async (config) => {
      expect(await next(["explain", ""], config)).toEqual([]);
    },
  );

  it("stands in the help by its name, and what the scripts ask does not", async () => {
    const { stdout } = await runCommandLine(["--help"]);
    expect(stdout).toContain("completion <shell>");
    expect(stdout).not.toMatch(/^ {2}complete /mu);
  });

  it("refuses a shell that it has no script for", async () => {
    const { stderr, code } = await runCommandLine(["completion", "tcsh"]);
    expect([stderr, code]).toEqual([
      "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.\n",
      2,
    ]);
  });
});

describe("bash", () => {
  const shell = shellFolder();
  afterAll(() => shell.remove());

  /** As readline calls it: the words are split at colons and equals signs too. */
  const complete = (line: string): string[] =>
    shell
      .run("bash", [
        "--norc",
        "-c",
        `source <(provider-headers completion bash)
source <(provider-headers completion bash)
COMP_LINE=$1 COMP_POINT=\${#1} _provider_headers provider-headers
printf '%s\\n' "\${COMPREPLY[@]}"`,
        "bash",
        line,
      ])
      .split("\n")
      .filter((word) => word !== "");

  it.each([
    ["provider-headers ex", ["explain"]],
    ["provider-headers explain relay/qwen3:8", ["8b"]],
    ["provider-headers explain relay/q", ["relay/qwen3:8b", "relay/qwen3:32b"]],
    ["provider-headers check no", ["notes of mine.json5"]],
    ["provider-headers probe --config=op", ["openclaw.json"]],
    ["provider-headers explain hidden/", []],
  ])("%s", (line, expected) => {
    expect(complete(line)).toEqual(expected);
  });
});

import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

import { packageFile } from "../../src/package-files.ts";
import { STAND_IN_KEY, startKimiStandIn } from "../../src/kimi-stand-in/kimi-stand-in.ts";
import { runCommandLine, temporaryFolder } from "./run-command-line.ts";

const PAGE = readFileSync(resolve(import.meta.dirname, "../../docs/command-line.md"), "utf8");
const CONFIG = /```json5\n([^`]*(?:`(?!``)[^`]*)*)```/.exec(PAGE)?.[1] ?? "";
const RUNS = [...PAGE.matchAll(/```console\n\$ provider-headers (.*)\n([\s\S]*?)```/g)].map(
  ([, command = "", output = ""]) => ({ command, output }),
);

/** The ports that the page shows, and those of one run. */
function withPorts(text: string, from: readonly number[], to: readonly number[]): string {
  return text.replaceAll(/(?<=127\.0\.0\.1:)\d+/g, (port) => {
    const at = from.indexOf(Number(port));
    return at < 0 ? port : `${to[at]}`;
  });
}

const SHOWN_PORTS = [4511, 4512];
/** Where the page has the package. */
const SHOWN_FOLDER = "/home/you/app/node_modules/provider-headers";

/** Splits as a shell does, as far as the page needs it. */
function argumentsOf(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
}

/** Which of two requests is answered first is not certain. */
function inOrder(text: string): string {
  const lines = text.split("\n");
  const isProgress = (line: string) => /^\[\d+\/\d+\] /.test(line);
  const progress = lines.filter(isProgress).map((line) => line.slice(line.indexOf("]")));
  return [...progress.sort(), ...lines.filter((line) => !isProgress(line))].join("\n");
}

describe("docs/command-line.md", () => {
  it("has an example of each command that prints facts", () => {
    const commands = new Set(RUNS.map(({ command }) => command.split(" ")[0]));
    expect([...commands]).toEqual(["check", "explain", "probe"]);
  });

  it.each(RUNS)("prints what it says: $command", async ({ command, output }) => {
    const kimi = await startKimiStandIn();
    const fallback = await startKimiStandIn({ role: "plain" });
    onTestFinished(() => Promise.all([kimi.close(), fallback.close()]).then(() => undefined));
    const cwd = temporaryFolder();
    const ports = [kimi.port, fallback.port];
    const text = withPorts(CONFIG, SHOWN_PORTS, ports);
    writeFileSync(join(cwd, "openclaw.json"), text);
    const ended = await runCommandLine(argumentsOf(command), {
      cwd,
      env: {
        OPENCLAW_CONFIG_PATH: join(cwd, "openclaw.json"),
        KIMI_API_KEY: STAND_IN_KEY,
        FB_API_KEY: "sk-fb-test-000000000000",
        COLUMNS: "120",
      },
    });
    const printed = withPorts(ended.stderr + ended.stdout, ports, SHOWN_PORTS)
      .replaceAll(/\d\.\d s\b/g, "0.1 s")
      .replaceAll(packageFile(""), SHOWN_FOLDER);
    expect(inOrder(printed)).toBe(inOrder(output));
  });
});

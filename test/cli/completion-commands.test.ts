import { expect, it } from "vitest";

import { SCRIPTS } from "../../src/cli/completion.ts";
import { runCommandLine } from "./run-command-line.ts";

it.each(["bash", "zsh", "fish"] as const)("prints what %s loads", async (shell) => {
  const ended = await runCommandLine(["completion", shell]);
  expect(ended).toMatchObject({ code: 0, stdout: SCRIPTS[shell], stderr: "" });
});

it("says what it is for", async () => {
  expect((await runCommandLine(["completion", "--help"])).stdout)
    .toBe(`Usage: provider-headers completion [options] <shell>

print what makes a shell complete this command: bash, zsh or fish

Arguments:
  shell       the shell (choices: "bash", "zsh", "fish")

Options:
  -h, --help  print this
`);
});

it("says it of what the scripts ask, too", async () => {
  expect((await runCommandLine(["complete", "--help"])).stdout)
    .toBe(`Usage: provider-headers complete [options] [words...]

print what may come next

Arguments:
  words       what is typed, its last word last

Options:
  -h, --help  print this
`);
});

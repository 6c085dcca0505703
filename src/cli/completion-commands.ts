import type { Command } from "commander";

import { type CommandIo, EXIT_CODES } from "./command-io.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** Adds `completion <shell>`, and the command that the shells' scripts ask. */
export function addCompletionCommands(
  program: Command,
  run: (command: () => Promise<number>) => Promise<void>,
  io: CommandIo,
): void {
  program
    .command("completion")
    .description("print what makes a shell complete this command: bash, zsh or fish")
    .addArgument(program.createArgument("<shell>", "the shell").choices(SHELLS))
    .action((shell: Shell) =>
      run(async () => {
        io.stdout.write((await import("./completion.ts")).SCRIPTS[shell]);
        return EXIT_CODES.fine;
      }),
    );
  program
    .command("complete", { hidden: true })
    .description("print what may come next")
    .argument("[words...]", "what is typed, its last word last")
    .action((words: string[]) =>
      run(async () => {
        const { completionOf, completionText, configuredTargets } = await import("./completion.ts");
        const targets = (typed: readonly string[]) => configuredTargets(typed, io);
        io.stdout.write(completionText(completionOf(program, words, targets)));
        return EXIT_CODES.fine;
      }),
    );
}

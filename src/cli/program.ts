import { Command, CommanderError } from "commander";

import { packageVersion } from "../package-files.ts";
import { type CommandIo, EXIT_CODES } from "./command-io.ts";
import { addCompletionCommands } from "./completion-commands.ts";
import { addPatchCommand } from "./patch.ts";
import { registerCommands, runCommand } from "./register-commands.ts";
import { roomOf, wrapText } from "./text-width.ts";

const AFTER_HELP =
  "The configuration: --config FILE, else OPENCLAW_CONFIG_PATH, else ~/.openclaw/openclaw.json.\n" +
  "Exit codes: 0 fine, 1 problems found, 2 could not run, 130 ended by Ctrl-C.";

/** The whole command line. What goes wrong is reported on stderr, and the exit code says so. */
export async function runProgram(args: readonly string[], io: CommandIo): Promise<number> {
  let exitCode: number = EXIT_CODES.fine;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = new Command("provider-headers")
    .description(
      "The headers your agent sends to its model providers: what is wrong with them, where they come from, " +
        "and what the provider answers.",
    )
    .version(packageVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this")
    .helpCommand(false)
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20 })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // `--api-key=sk-...`: what follows may be a secret.
      outputError: (text, write) =>
        write(text.replace(/^(error: unknown option '[^'=]*)=.*'/, "$1'")),
      getOutHelpWidth: () => helpWidth(io),
      getErrHelpWidth: () => helpWidth(io),
    })
    .addHelpText("after", () => `\n${wrapText(AFTER_HELP, helpWidth(io)).join("\n")}`);
  registerCommands(program, {
    io: () => io,
    source: async ({ config }) => (await import("./config-source.ts")).fileSource(config, io),
    finish,
  });
  for (const command of program.commands) {
    command.option("--config <file>", "the configuration to read");
  }
  program
    .command("schema")
    .description("print the JSON Schema of the headers block and of the override block")
    .action(() =>
      runCommand(io, async () => (await import("./schema.ts")).printSchema(io)).then(finish),
    );
  program
    .command("demo")
    .description("show the failure and the fix against an embedded provider")
    .action(() => runCommand(io, async () => (await import("./demo.ts")).runDemo(io)).then(finish));
  addCompletionCommands(program, (command) => runCommand(io, command).then(finish), io);
  addPatchCommand(program, (command) => runCommand(io, () => command(io)).then(finish));

  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.couldNotRun;
  }
}

/** Lines of help are read, not searched: short ones, also in a pipe. */
function helpWidth(io: CommandIo): number {
  return Math.min(roomOf(io.stdout, io.env), 100);
}

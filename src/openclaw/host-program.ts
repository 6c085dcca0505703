import { Command, CommanderError } from "commander";
import { EXIT_CODES } from "../cli/command-io.ts";
import { fileSource, hostSource, type HostSourceOptions } from "../cli/config-source.ts";
import { processIo } from "../cli/process-io.ts";
import { registerCommands } from "../cli/register-commands.ts";
import { COMMANDS } from "../transport/installed-reader.ts";

/** Our commands inside of a host's command line, on the host's configuration. Resolves to the exit code. */
export async function runHostProgram(
  args: readonly string[],
  host: HostSourceOptions,
): Promise<number> {
  let exitCode: number = EXIT_CODES.fine;
  const io = processIo(COMMANDS.openclaw);
  const program = new Command(COMMANDS.openclaw)
    .description("The headers your agent sends to its model providers, and what they answer.")
    .exitOverride();
  registerCommands(program, {
    io: () => io,
    source: ({ config }) => (config === undefined ? hostSource(host) : fileSource(config, io)),
    finish: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync(args.length === 0 ? ["--help"] : args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.couldNotRun;
  }
}

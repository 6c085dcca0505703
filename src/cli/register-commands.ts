import type { Command } from "commander";

import { ConfigReadError } from "../config/config-read-error.ts";
import { type CommandIo, CommandError, EXIT_CODES } from "./command-io.ts";
import type { ConfigSource } from "./config-source.ts";

export interface RegisterOptions {
  readonly io: () => CommandIo;
  /** Where the configuration comes from: a host's own, or the file that `--config` names. */
  readonly source: (options: {
    readonly config?: string | undefined;
  }) => ConfigSource | Promise<ConfigSource>;
  /** Told the exit code when a command has ended. */
  readonly finish: (exitCode: number) => void;
}

interface CheckOptions {
  readonly config?: string | undefined;
  readonly json?: true;
  readonly host?: string;
}

interface ProbeOptions extends CheckOptions {
  readonly dryRun?: true;
  readonly header?: readonly string[];
  readonly timeout: string;
}

const LONGEST_TIMEOUT_SECONDS = 3600;

/**
 * Adds `check`, `explain` and `probe` to a commander program: ours, or the one of a host that mounts them. Each is
 * loaded when it runs, and commander is not loaded at all.
 */
export function registerCommands(program: Command, options: RegisterOptions): void {
  const run = (
    given: CheckOptions,
    action: (source: ConfigSource, io: CommandIo) => Promise<number>,
    file?: string,
  ): Promise<void> => {
    const io = options.io();
    return runCommand(io, async () => {
      const config = oneFile(file, given.config);
      return action(await options.source({ config }), io);
    }).then(options.finish);
  };

  program
    .command("check")
    .description("list every problem in the configuration, with its line and fix")
    .argument("[file]", "the configuration to read")
    .option("--host <version>", "the OpenClaw version to check for, such as 2026.9.6")
    .option("--json", "print the problems as JSON")
    .action((file: string | undefined, given: CheckOptions) =>
      run(given, async (source, io) => (await import("./check.ts")).check(source, given, io), file),
    );

  program
    .command("explain")
    .description("show every header that will be sent, from which layer and line")
    .argument("[provider[/model]]", "only this provider or model (default: all)")
    .option("--json", "print the headers as JSON")
    .action((target: string | undefined, given: CheckOptions) =>
      run(given, async (source, io) =>
        (await import("./explain.ts")).explain(source, target, given, io),
      ),
    );

  program
    .command("probe")
    .description(
      "ask each model for one token over its real chat route and show what the provider answers",
    )
    .argument("[provider/model...]", "only these (default: all)")
    .option("--dry-run", "show what would be sent, send nothing")
    .option(
      "--header <header>",
      "try a header without writing it: 'Name: value', or 'Name:' to send none; repeatable",
      (value: string, values: readonly string[] = []) => [...values, value],
    )
    .option("--timeout <seconds>", "how long to wait for each answer", "30")
    .option("--json", "print the verdicts as JSON")
    .action((targets: string[], given: ProbeOptions) =>
      run(given, async (source, io) => {
        const { header = [], timeout } = given;
        const read = { ...given, header, timeout: secondsFrom(timeout) };
        return (await import("./probe.ts")).probe(source, targets, read, io);
      }),
    );
}

/** Reports what keeps a command from running in one message, without a stack trace. Never throws. */
export async function runCommand(io: CommandIo, command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError" && io.signal.aborted) {
      io.stderr.write("interrupted\n");
      return EXIT_CODES.interrupted;
    }
    const expected = error instanceof CommandError || error instanceof ConfigReadError;
    const text = error instanceof Error ? error.message : String(error);
    io.stderr.write(`provider-headers: ${expected ? "" : "unexpected failure: "}${text}\n`);
    return EXIT_CODES.couldNotRun;
  }
}

function oneFile(file: string | undefined, config: string | undefined): string | undefined {
  if (file === undefined || config === undefined) return file ?? config;
  throw new CommandError("name one file: as the argument, or by --config");
}

function secondsFrom(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= LONGEST_TIMEOUT_SECONDS) return seconds;
  throw new CommandError(
    `--timeout needs seconds, more than 0 and up to ${LONGEST_TIMEOUT_SECONDS}`,
  );
}

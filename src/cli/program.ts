import { readFileSync } from "node:fs";

import { Command, CommanderError, InvalidArgumentError } from "commander";

import { ConfigReadError } from "../config/config-read-error.ts";
import { check } from "./check.ts";
import { type CommandIo, CommandError, EXIT_CODES } from "./command-io.ts";
import { type ConfigSource, fileSource } from "./config-source.ts";
import { explain } from "./explain.ts";
import { probe } from "./probe.ts";
import { roomOf } from "./text-width.ts";

export interface RegisterOptions {
  readonly io: () => CommandIo;
  /** Where the configuration comes from: a host's own, or the file that `--config` names. */
  readonly source: (options: { readonly config?: string | undefined }) => ConfigSource;
  /** Told the exit code when a command has ended. */
  readonly finish: (exitCode: number) => void;
}

interface CheckOptions {
  readonly config?: string;
  readonly json?: true;
}

interface ProbeOptions extends CheckOptions {
  readonly dryRun?: true;
  readonly header: readonly string[];
  readonly timeout: number;
}

/** Adds `check`, `explain` and `probe` to a commander program: ours, or the one of a host that mounts them. */
export function registerCommands(program: Command, options: RegisterOptions): void {
  const run = (
    given: CheckOptions,
    action: (source: ConfigSource, io: CommandIo) => number | Promise<number>,
  ): Promise<void> => {
    const io = options.io();
    return exitCodeOf(io, () => action(options.source(given), io)).then(options.finish);
  };

  program
    .command("check")
    .description("name every problem of the configuration, with its line and what to do")
    .option("--json", "print the problems as JSON")
    .action((given: CheckOptions) => run(given, (source, io) => check(source, given, io)));

  program
    .command("explain")
    .description("show every header that will be sent, from which layer and line")
    .argument("[provider[/model]]", "only this provider or model; all of the configuration without")
    .option("--json", "print the headers as JSON")
    .action((target: string | undefined, given: CheckOptions) =>
      run(given, (source, io) => explain(source, target, given, io)),
    );

  program
    .command("probe")
    .description(
      "ask each model for one token over its real chat route and say what the provider answers",
    )
    .argument("[provider/model...]", "only these; all of the configuration without")
    .option("--dry-run", "say what would be sent and send nothing")
    .option(
      "--header <header>",
      "try a header without writing it: 'Name: value'; repeatable",
      collect,
      [],
    )
    .option("--timeout <seconds>", "how long to wait for each answer", positiveNumber, 30)
    .option("--json", "print the verdicts as JSON")
    .action((targets: string[], given: ProbeOptions) =>
      run(given, (source, io) => probe(source, targets, given, io)),
    );
}

/** The whole command line. Never throws: what goes wrong is told on stderr, and the exit code says so. */
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
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => helpWidth(io),
      getErrHelpWidth: () => helpWidth(io),
    })
    .addHelpText(
      "after",
      "\nThe configuration: --config FILE, else OPENCLAW_CONFIG_PATH, else ~/.openclaw/openclaw.json.\n" +
        "Exit codes: 0 fine, 1 problems found, 2 could not run.",
    );
  registerCommands(program, {
    io: () => io,
    source: ({ config }) => fileSource(config, io),
    finish,
  });
  for (const command of program.commands) {
    command.option("--config <file>", "the configuration to read");
  }
  program
    .command("schema")
    .description("print the JSON Schema of the headers block and of the override block")
    .action(() =>
      exitCodeOf(io, async () => (await import("./schema.ts")).printSchema(io)).then(finish),
    );
  program
    .command("demo")
    .description("show the fault and the mend against an embedded provider")
    .action(() => exitCodeOf(io, async () => (await import("./demo.ts")).runDemo(io)).then(finish));

  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT_CODES.fine : EXIT_CODES.couldNotRun;
  }
}

async function exitCodeOf(io: CommandIo, action: () => number | Promise<number>): Promise<number> {
  try {
    return await action();
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

function helpWidth(io: CommandIo): number {
  return Math.min(roomOf(io.stdout, io.env), 100);
}

function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new InvalidArgumentError("Give seconds, 1 to 3600.");
  return value;
}

function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return version;
}

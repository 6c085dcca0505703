import { type CommandIo, EXIT_CODES } from "./command-io.ts";
import { runProgram } from "./program.ts";

/** How long a command may take to let go of what it holds after Ctrl-C. */
const GRACE_MILLISECONDS = 1000;

/** Runs the command line in this process and sets its exit code. */
export async function runProcess(
  args: readonly string[],
  whenEmpty: readonly string[],
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", endOnClosedPipe);
  const signalOf = interruptSignal();
  const io: CommandIo = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    get signal() {
      return signalOf();
    },
  };
  process.exitCode = await runProgram(args.length === 0 ? whenEmpty : args, io);
}

/**
 * Listens from the first use on: a command that only reads never asks for the signal, and Ctrl-C then ends it at once,
 * also while it waits for a file. A second Ctrl-C ends any command.
 */
function interruptSignal(): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller !== undefined) return controller.signal;
    const interrupted = new AbortController();
    process.once("SIGINT", () => {
      interrupted.abort();
      setTimeout(() => process.exit(EXIT_CODES.interrupted), GRACE_MILLISECONDS).unref();
    });
    controller = interrupted;
    return interrupted.signal;
  };
}

/** `provider-headers probe | head -1`: whoever read has gone, so there is nobody to tell. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT_CODES.pipeClosed);
  throw error;
}

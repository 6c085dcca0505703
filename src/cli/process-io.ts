import { processEnvironment } from "../process-environment.ts";
import { type CommandIo, EXIT_CODES } from "./command-io.ts";

/** How long a command may take to let go of what it holds after Ctrl-C. */
const GRACE_MILLISECONDS = 1000;

/** This process, for a command. */
export function processIo(command: string): CommandIo {
  const signalOf = interruptSignal();
  return {
    command,
    stdout: process.stdout,
    stderr: process.stderr,
    env: processEnvironment(),
    cwd: process.cwd(),
    get signal() {
      return signalOf();
    },
  };
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

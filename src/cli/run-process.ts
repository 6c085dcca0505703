import { EXIT_CODES } from "./command-io.ts";
import { COMMANDS } from "../transport/installed-reader.ts";
import { processIo } from "./process-io.ts";
import { runProgram } from "./program.ts";

/** Runs the command line in this process and sets its exit code. */
export async function runProcess(
  args: readonly string[],
  whenEmpty: readonly string[],
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", endAtFailedWrite);
  process.exitCode = await runProgram(
    args.length === 0 ? whenEmpty : args,
    processIo(COMMANDS.node),
  );
}

/** `provider-headers probe | head -1`: whoever read has gone, so there is nobody to tell. A full disk is told. */
function endAtFailedWrite(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT_CODES.pipeClosed);
  process.stderr.write(`provider-headers: the output cannot be written (${error.code})\n`);
  process.exit(EXIT_CODES.couldNotRun);
}

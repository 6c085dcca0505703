import { EXIT_CODES } from "./command-io.ts";
import { processIo } from "./process-io.ts";
import { runProgram } from "./program.ts";

/** Runs the command line in this process and sets its exit code. */
export async function runProcess(
  args: readonly string[],
  whenEmpty: readonly string[],
): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", endOnClosedPipe);
  process.exitCode = await runProgram(args.length === 0 ? whenEmpty : args, processIo());
}

/** `provider-headers probe | head -1`: whoever read has gone, so there is nobody to tell. */
function endOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(EXIT_CODES.pipeClosed);
  throw error;
}

import type { Command } from "commander";

import { PART_NAMES } from "../patch/parts.ts";
import type { CommandIo } from "./command-io.ts";

export interface PatchOptions {
  readonly only?: string | undefined;
  readonly dryRun?: true | undefined;
  readonly revert?: true | undefined;
  readonly json?: true | undefined;
}

/** Adds `patch <checkout>` to the program. `run` is told what to do with the exit code. */
export function addPatchCommand(
  program: Command,
  run: (command: (io: CommandIo) => Promise<number>) => Promise<void>,
): void {
  program
    .command("patch")
    .description("write the fixes for #30099 into a checkout of OpenClaw, as a change to review")
    .argument("<checkout>", "folder of the clone")
    .option("--only <part>", `only this part: ${PART_NAMES.join(", ")}`)
    .option("--dry-run", "plan everything and write nothing")
    .option("--revert", "undo what an earlier run wrote")
    .option("--json", "print the plan as JSON")
    .action((checkout: string, options: PatchOptions) =>
      run(async (io) => (await import("./run-patch.ts")).patch(checkout, options, io)),
    );
}

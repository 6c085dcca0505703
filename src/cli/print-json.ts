import type { CommandIo } from "./command-io.ts";

/** Nothing else goes to stdout with `--json`. */
export function printJson(io: CommandIo, value: unknown): void {
  io.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

import type { CommandIo } from "../../src/cli/command-io.ts";

/** What a command knows of a process that nobody reads, but for what is given. */
export function quietIo(given: Partial<CommandIo> = {}): CommandIo {
  return {
    command: "npx provider-headers",
    stdout: { write: () => true },
    stderr: { write: () => true },
    env: {},
    signal: new AbortController().signal,
    cwd: "/work",
    ...given,
  };
}

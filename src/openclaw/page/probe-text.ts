import type { CommandIo } from "../../cli/command-io.ts";
import { hostSource, type HostSourceOptions } from "../../cli/config-source.ts";
import { probe } from "../../cli/probe.ts";
import { COMMANDS } from "../../transport/installed-reader.ts";

/** Seconds. */
const TIMEOUT = 30;

/** What `provider-headers probe` says of one model. */
export async function probeText(
  name: string,
  host: HostSourceOptions,
  { cwd, env }: Pick<CommandIo, "cwd" | "env">,
): Promise<string> {
  let text = "";
  const write = (more: string) => (text += more);
  const io: CommandIo = {
    command: COMMANDS.openclaw,
    stdout: { write },
    stderr: { write: () => undefined },
    signal: new AbortController().signal,
    cwd,
    // Lines as long as they are, without colour: the page wraps them.
    env: { ...env, COLUMNS: undefined, NO_COLOR: "1" },
  };
  try {
    await probe(hostSource(host), [name], { header: [], timeout: TIMEOUT }, io);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  // Who would answer a turn is not known from one model.
  return text.replace(/\n\nIf a turn (?:asked|of) [\s\S]*$/u, "").trim();
}

import { headerErrors } from "../headers/check-header.ts";
import type { HeaderLayer } from "../headers/header-layer.ts";
import { CommandError } from "./command-io.ts";

/** What was given may hold a key where the name should be, so it is not repeated. */
const WANTED =
  "--header needs 'Name: value', or 'Name:' to send none; a name has letters, digits and hyphens only";

/** `--header 'Name: value'`, as a layer above all others. As with curl, `Name:` without a value sends none. */
export function triedLayers(options: readonly string[]): HeaderLayer[] {
  return options.map((option) => {
    const [name, value] = splitHeader(option);
    const headers = { [name]: value };
    const [fault] = headerErrors(headers);
    if (fault?.code === "not-a-name") throw new CommandError(WANTED);
    if (fault !== undefined) throw new CommandError(`--header: ${fault.message}. ${fault.fix}`);
    return { layer: "override", headers, sources: { [name]: { path: "--header" } } };
  });
}

function splitHeader(option: string): [name: string, value: string | null] {
  const colon = option.indexOf(":");
  if (colon < 1) throw new CommandError(WANTED);
  const value = option.slice(colon + 1).trim();
  return [option.slice(0, colon).trim(), value === "" ? null : value];
}

import { styleText } from "node:util";

import type { CommandIo, OutputStream } from "./command-io.ts";

type Format = Parameters<typeof styleText>[0];

/** Marks text with a colour or style where the stream shows it, else returns the text as it is. */
export type Paint = (format: Format, text: string) => string;

/** Colour only on a terminal, or where `FORCE_COLOR` asks for it; `NO_COLOR` wins over both (https://no-color.org). */
export function paintFor(stream: OutputStream, env: CommandIo["env"]): Paint {
  if (!hasColour(stream, env)) return (_format, text) => text;
  return (format, text) => styleText(format, text, { validateStream: false });
}

function hasColour(stream: OutputStream, env: CommandIo["env"]): boolean {
  if (env.NO_COLOR) return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && env.TERM !== "dumb";
}

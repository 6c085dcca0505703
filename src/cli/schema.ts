import { jsonSchemas } from "../config/override-schema.ts";
import { type CommandIo, EXIT_CODES } from "./command-io.ts";
import { printJson } from "./print-json.ts";

/** The same zod schemas that `check` holds a configuration to. */
export function printSchema(io: CommandIo): number {
  printJson(io, jsonSchemas());
  return EXIT_CODES.fine;
}

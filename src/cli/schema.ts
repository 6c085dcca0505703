import { jsonSchemas } from "../config/override-schema.ts";
import { type CommandIo, EXIT_CODES } from "./command-io.ts";
import { printJson } from "./print-json.ts";

/** Made from the table that `check` reads the override block by; a test compares the verdicts of the two. */
export function printSchema(io: CommandIo): number {
  printJson(io, jsonSchemas());
  return EXIT_CODES.fine;
}

import { addressShower } from "../config/shown-address.ts";
import type { Problem } from "../config/problem.ts";
import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { ProviderConfig } from "../config/provider-entries.ts";
import { compileProvider } from "../transport/compiled-provider.ts";
import { entriesByAddress } from "../transport/entry-addresses.ts";
import { keylessNotices } from "./keyless-notices.ts";
import { builtInNotices, type BuiltInUse, noticesFor } from "./built-in-notices.ts";
import { type CommandIo, EXIT_CODES } from "./command-io.ts";
import { type Paint, paintFor } from "./colour.ts";
import type { ConfigSource } from "./config-source.ts";
import { allTargets } from "./model-target.ts";
import { planFor, shownAddressOf } from "./target-plan.ts";
import { printJson } from "./print-json.ts";
import { placeOf, shortFile } from "./source-place.ts";
import { roomOf, wrapText } from "./text-width.ts";

/** Prints every problem of the configuration, and which built-in speaks in the user's name. Warnings alone leave the exit code at 0. */
export function check(
  source: ConfigSource,
  options: { readonly json?: boolean | undefined; readonly host?: string | undefined },
  io: CommandIo,
): number {
  const { name, problems, codeFrame, config } = source.check(options.host);
  const errors = problems.filter((problem) => problem.severity === "error").length;
  if (options.json) printJson(io, { problems: problems.map(jsonOf) });
  else {
    const paint = paintFor(io.stdout, io.env);
    const room = roomOf(io.stdout, io.env);
    for (const problem of problems) {
      const frame = codeFrame(problem, Math.min(room, WIDEST_FRAME) - 2);
      io.stdout.write(`${textOf(problem, frame, { paint, room, io })}\n`);
    }
    const works = config();
    const scrub = createOutputScrubber(works.secrets);
    const uses = usesOf(works).map((use) => ({ ...use, providerId: scrub(use.providerId) }));
    const notices = [
      ...builtInNotices(uses, noticesFor(io, room)),
      ...keylessNotices(works, room, scrub),
    ];
    for (const notice of notices) io.stdout.write(`${notice}\n\n`);
    io.stdout.write(`${summary(shortFile(name, io), errors, problems.length - errors)}\n`);
  }
  return errors > 0 ? EXIT_CODES.problemsFound : EXIT_CODES.fine;
}

/** Of the entries at all their addresses, and of models that are asked without an entry. */
function usesOf(config: ProviderConfig): BuiltInUse[] {
  const addressText = addressShower(config);
  const ofEntries = config.entries.flatMap(entriesByAddress).map(({ entry, origin, prefix }) => {
    const { builtIn, planFor: planOf } = compileProvider(entry);
    const address = addressText(origin + prefix);
    return { providerId: entry.id, address, builtIn, plan: planOf(undefined) };
  });
  const ofModels = allTargets(config)
    .filter(({ entry }) => entry === undefined)
    .map((target) => ({
      ...planFor(target, config),
      providerId: target.provider,
      address: shownAddressOf(target, addressText),
    }));
  return [...ofEntries, ...ofModels];
}

function jsonOf({ severity, path, file, line, column, message, fix }: Problem): unknown {
  return {
    severity,
    path,
    file: file ?? null,
    line: line ?? null,
    column: column ?? null,
    message,
    fix,
  };
}

function textOf(
  problem: Problem,
  frame: string | undefined,
  { paint, room, io }: { readonly paint: Paint; readonly room: number; readonly io: CommandIo },
): string {
  const colour = problem.severity === "error" ? "red" : "yellow";
  const place = placeOf(problem, io);
  const lines = [
    `${paint(colour, problem.severity)}${place === undefined ? "" : `  ${paint("bold", place)}`}`,
    ...indented(problem.path, room),
    ...indented(problem.message, room),
    ...indented(`fix: ${problem.fix}`, room).map((line) => paint("green", line)),
  ];
  if (frame !== undefined) lines.push("", ...frame.split("\n").map((line) => `  ${line}`));
  return `${lines.join("\n")}\n`;
}

function indented(text: string, room: number): string[] {
  return wrapText(text, room - 2).map((line) => `  ${line}`);
}

/** A file may be one line of a megabyte. */
const WIDEST_FRAME = 160;

function summary(name: string, errors: number, warnings: number): string {
  if (errors + warnings === 0) return `${name}: no problems`;
  return `${name}: ${count(errors, "error")}, ${count(warnings, "warning")}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

import path from "node:path";

import { applyPatch, foreignChanges } from "../patch/apply-patch.ts";
import { openCheckout, PLUGIN_FITS } from "../patch/checkout.ts";
import { isPartName, PART_NAMES, type PartName } from "../patch/parts.ts";
import { PatchError } from "../patch/patch-error.ts";
import { type Plan, planPatch, type PlannedPart } from "../patch/plan-patch.ts";
import { type Reverted, revertPatch } from "../patch/revert-patch.ts";
import { loadParser } from "../patch/typescript-parser.ts";
import { CommandError, type CommandIo, EXIT_CODES } from "./command-io.ts";
import type { PatchOptions } from "./patch.ts";
import { printJson } from "./print-json.ts";

/** Plans the patch, prints the plan and writes it: everything, or with one problem nothing. */
export async function patch(
  directory: string,
  options: PatchOptions,
  io: CommandIo,
): Promise<number> {
  try {
    return await runPatch(path.resolve(io.cwd, directory), options, io);
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new CommandError(`${error.message}\n  fix: ${error.fix}`);
  }
}

async function runPatch(
  directory: string,
  {
    only: part,
    dryRun = false,
    revert,
    json,
  }: Omit<PatchOptions, "dryRun"> & { readonly dryRun?: boolean | undefined },
  io: CommandIo,
): Promise<number> {
  const only = partOf(part);
  const checkout = openCheckout(directory);
  if (revert) {
    const reverted = revertPatch(checkout, { only, dryRun });
    if (json) printJson(io, { checkout: checkout.directory, dryRun, reverted });
    else io.stdout.write(revertText(reverted, dryRun));
    return EXIT_CODES.fine;
  }
  const plan = planPatch(checkout, await loadParser(checkout.directory), { only });
  const toApply = plan.parts.some(({ state }) => state === "to apply");
  const foreign = foreignChanges(checkout, plan);
  const written = toApply && !dryRun && plan.problems.length === 0 && foreign.length === 0;
  if (written) applyPatch(checkout, plan);
  if (json) printJson(io, jsonOf(plan, { checkout: checkout.directory, foreign, written }));
  else io.stdout.write(planText(plan, { foreign, written }));
  return plan.problems.length > 0 || foreign.length > 0 || noPartFits(plan)
    ? EXIT_CODES.problemsFound
    : EXIT_CODES.fine;
}

function partOf(text: string | undefined): PartName | undefined {
  if (text === undefined || isPartName(text)) return text;
  throw new CommandError(`there is no part \`${text}\`\n  fix: one of ${PART_NAMES.join(", ")}`);
}

function planText(
  plan: Plan,
  { foreign, written }: { foreign: readonly string[]; written: boolean },
): string {
  const lines = [
    `OpenClaw ${plan.version}`,
    ...(plan.tried || plan.parts.every(({ state }) => state !== "to apply")
      ? []
      : ["  the patch was not tried on this version: run its checks (docs/upstream-patch.md)"]),
    ...plan.parts.flatMap(partLines),
  ];
  for (const { part, id, file, message } of plan.problems) {
    lines.push(`problem  ${part}/${id}${file === "" ? "" : `  ${file}`}`, `  ${message}`);
  }
  for (const file of foreign) {
    lines.push(`problem  ${file}`, "  holds changes of your own. Commit or stash them first");
  }
  if (plan.parts.some(({ state }) => state === "to apply") && plan.parts.some(isLeftOut)) {
    lines.push(PLUGIN_FOR_THE_REST);
  }
  return `${[...lines, outcomeText(plan, { foreign, written })].join("\n")}\n`;
}

const PLUGIN_FOR_THE_REST = `for what is left out ${PLUGIN_FITS}`;

function isLeftOut({ state }: PlannedPart): boolean {
  return state === "left out";
}

/** No part that was asked for is made for this version. */
function noPartFits({ parts }: Plan): boolean {
  return parts.every(isLeftOut);
}

function partLines({ name, gives, state, reason, edits }: PlannedPart): string[] {
  const head = `${name}: ${state}${reason === undefined ? "" : ` (${reason})`}`;
  if (state !== "to apply") return [head];
  return [
    head,
    `  ${gives}`,
    ...edits.map(({ id, file, line }) =>
      line === undefined ? `  + ${file}` : `  ~ ${file}:${line}  ${id}`,
    ),
  ];
}

function outcomeText(
  plan: Plan,
  { foreign, written }: { foreign: readonly string[]; written: boolean },
): string {
  const { parts, problems } = plan;
  if (problems.length > 0 || foreign.length > 0) return "nothing was written";
  if (noPartFits(plan)) return `nothing was written: ${PLUGIN_FOR_THE_REST}`;
  if (written)
    return "written, uncommitted: review it with `git diff` and `git status`, undo it with --revert";
  if (parts.every(({ state }) => state !== "to apply")) return "already applied, nothing to write";
  return "nothing was written (--dry-run)";
}

function revertText({ parts, files }: Reverted, dryRun: boolean): string {
  return `${[
    `${dryRun ? "would revert" : "reverted"}: ${parts.join(", ")}`,
    ...files.map((file) => `  ${file}`),
  ].join("\n")}\n`;
}

function jsonOf(
  { version, tried, parts, problems }: Plan,
  rest: { checkout: string; foreign: readonly string[]; written: boolean },
): unknown {
  return {
    ...rest,
    version,
    tried,
    parts: parts.map(({ name, gives, state, reason, edits }) => ({
      name,
      gives,
      state,
      reason: reason ?? null,
      edits: edits.map(({ id, file, line }) => ({ id, file, line: line ?? null })),
    })),
    problems,
  };
}

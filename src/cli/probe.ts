import type { FailoverWalk } from "./failover-walk.ts";
import { COOL_DOWN_NOTE, walkFailover } from "./failover-walk.ts";
import { type CommandIo, CommandError, EXIT_CODES } from "./command-io.ts";
import { type Paint, paintFor } from "./colour.ts";
import type { ConfigSource, LoadedConfig } from "./config-source.ts";
import { tellLeftOut } from "./left-out.ts";
import {
  allTargets,
  failoverNames,
  type ModelTarget,
  modelsOf,
  parseTarget,
  sameTarget,
  targetName,
  withoutRepeats,
} from "./model-target.ts";
import { printJson } from "./print-json.ts";
import {
  describeResult,
  isUntried,
  kindText,
  type PreparedProbe,
  prepareProbe,
  probeModel,
  type ProbeResult,
  type Verdict,
} from "./probe-model.ts";
import { shortFile, describeSource } from "./source-place.ts";
import { type Cell, renderTable } from "./table.ts";
import { roomOf, wrapHanging, wrapText } from "./text-width.ts";
import { triedLayers } from "./tried-header.ts";
import { isCredentialName } from "../secrets/mask.ts";

export interface ProbeOptions {
  readonly json?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly header: readonly string[];
  /** Seconds. */
  readonly timeout: number;
}

const AT_ONCE = 4;

/** Asks each model for one token over its real chat route, and says what the provider answers and who would answer. */
export async function probe(
  source: ConfigSource,
  names: readonly string[],
  options: ProbeOptions,
  io: CommandIo,
): Promise<number> {
  // From here on Ctrl-C ends in order.
  const { signal } = io;
  const tried = triedLayers(options.header);
  const loaded = source.load({ forHost: false });
  const targets = targetsNamed(names, loaded, io);
  const nextModel = nextIn(loaded);
  const probes: PreparedProbe[] = [];
  for (const target of targets) {
    probes.push(await prepareProbe(target, { loaded, source, tried, nextModel, io }));
  }
  tellLeftOut(targets, loaded, io);
  tellHostValues(probes, io);
  tellRequests(probes, options, io);
  if (options.dryRun) {
    printDryRun(probes, options, io);
    return EXIT_CODES.fine;
  }
  const results = await sendAll(probes, options, signal, io);
  const walk = walkFailover(loaded.config, results, tried.length > 0);
  if (options.json) printJson(io, jsonOf(results, walk));
  else printResults(results, walk, io);
  return exitCodeFor(results);
}

function targetsNamed(
  names: readonly string[],
  loaded: LoadedConfig,
  io: CommandIo,
): ModelTarget[] {
  const { config } = loaded;
  const file = shortFile(loaded.name, io);
  if (names.length === 0) {
    const targets = allTargets(config).filter(({ model }) => model !== undefined);
    if (targets.length > 0) return targets;
    throw new CommandError(
      `${file} names no model. Name one: provider-headers probe kimi-coding/k2p5`,
    );
  }
  return withoutRepeats(
    names.flatMap((name) => {
      const targets = modelsOf(parseTarget(name, config), config);
      if (targets.length > 0) return targets;
      throw new CommandError(`${file} names no model of "${name}". Name one: ${name}/MODEL`);
    }),
  );
}

function nextIn({ config }: LoadedConfig): (target: ModelTarget) => string | null | undefined {
  const chain = failoverNames(config);
  return (target) => {
    const at = chain.findIndex((name) => sameTarget(parseTarget(name, config), target));
    return at < 0 ? undefined : (chain[at + 1] ?? null);
  };
}

function tellHostValues(probes: readonly PreparedProbe[], io: CommandIo): void {
  for (const one of probes) {
    if (one.kind !== "ready" || one.ready.ofHost.length === 0) continue;
    const { target, ofHost } = one.ready;
    io.stderr.write(
      `${targetName(target)}: only the host can resolve ${ofHost.join(", ")}; this probe sends none\n`,
    );
  }
}

/** Before the first request, so that nobody is surprised by what it costs. */
function tellRequests(
  probes: readonly PreparedProbe[],
  options: ProbeOptions,
  io: CommandIo,
): void {
  const origins = new Map<string, number>();
  for (const one of probes) {
    if (one.kind !== "ready") continue;
    const { origin } = one.ready.url;
    origins.set(origin, (origins.get(origin) ?? 0) + 1);
  }
  const total = [...origins.values()].reduce((sum, count) => sum + count, 0);
  const where = [...origins].map(([origin, count]) => `${count} to ${origin}`).join(", ");
  const begin = options.dryRun ? "would send" : "sends";
  const what = total === 0 ? "no request" : `${total} request${total === 1 ? "" : "s"} (${where})`;
  io.stderr.write(
    `probe ${begin} ${what}${total === 0 ? "" : ", each for as little as one token"}\n`,
  );
}

async function sendAll(
  probes: readonly PreparedProbe[],
  options: ProbeOptions,
  signal: AbortSignal,
  io: CommandIo,
): Promise<ProbeResult[]> {
  const timeoutMilliseconds = Math.ceil(options.timeout * 1000);
  const results: ProbeResult[] = [];
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < probes.length) {
      const at = next;
      next += 1;
      const one = probes[at];
      if (one === undefined) continue;
      const result =
        one.kind === "skipped"
          ? one.result
          : await probeModel(one.ready, { signal, timeoutMilliseconds });
      signal.throwIfAborted();
      results[at] = result;
      done += 1;
      io.stderr.write(
        `[${done}/${probes.length}] ${targetName(result.target)}: ${result.verdict}\n`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

function exitCodeFor(results: readonly ProbeResult[]): number {
  if (results.some((result) => result.verdict !== "answers" && !isUntried(result))) {
    return EXIT_CODES.problemsFound;
  }
  return results.every(({ verdict }) => verdict === "answers")
    ? EXIT_CODES.fine
    : EXIT_CODES.couldNotRun;
}

const VERDICT_STYLE = {
  answers: "green",
  refused: "red",
  "rate limited": "yellow",
  failed: "red",
  redirected: "red",
  "no answer": "red",
  "no key": "yellow",
  "not tried": "yellow",
} as const satisfies Record<Verdict, Parameters<Paint>[0]>;

function printResults(
  results: readonly ProbeResult[],
  walk: FailoverWalk | undefined,
  io: CommandIo,
): void {
  const paint = paintFor(io.stdout, io.env);
  const room = roomOf(io.stdout, io.env);
  io.stdout.write(renderTable(results.map(rowOf), { paint, room }));
  for (const { report } of results) {
    if (report === undefined) continue;
    const lines = report.split("\n").flatMap((line) => wrapHanging(line, room));
    io.stdout.write(`\n${lines.join("\n")}\n`);
  }
  if (walk === undefined) return;
  const style = walk.answers !== null && walk.answers === walk.steps[0]?.name ? "green" : "yellow";
  io.stdout.write(`\nIf a turn asked for ${walk.steps[0]?.name ?? ""} now:\n`);
  const steps = walk.steps.map(({ name, result }, index): Cell[] => [
    `${index + 1}`,
    name,
    result === undefined
      ? "not asked"
      : { text: result.verdict, style: VERDICT_STYLE[result.verdict] },
  ]);
  io.stdout.write(renderTable(steps, { paint, room, indent: "  " }));
  io.stdout.write(`${paint(style, wrapText(walk.text, room).join("\n"))}\n`);
  io.stdout.write(`${wrapText(COOL_DOWN_NOTE, room).join("\n")}\n`);
}

/** Of a provider's words, in the table. */
const MOST_SAID = 300;

function rowOf(result: ProbeResult): Cell[] {
  const { target, verdict, status, milliseconds, classification, text } = result;
  const kind =
    classification !== undefined && verdict === "refused" ? kindText(classification) : "";
  const said =
    classification !== undefined && text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
  const detail = [kind, said].filter((part) => part !== "").join(": ");
  return [
    { text: targetName(target), style: "bold" },
    { text: verdict, style: VERDICT_STYLE[verdict] },
    status === undefined ? "" : `HTTP ${status}`,
    milliseconds === undefined ? "" : `${(milliseconds / 1000).toFixed(1)} s`,
    printable(detail),
  ];
}

/** What a provider says goes to a terminal: no line breaks, no escape sequences. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}

function printDryRun(probes: readonly PreparedProbe[], options: ProbeOptions, io: CommandIo): void {
  if (options.json) {
    printJson(io, {
      requests: probes.filter(({ kind }) => kind === "ready").length,
      results: probes.map((one) =>
        one.kind === "skipped" ? resultJson(one.result) : readyJson(one),
      ),
    });
    return;
  }
  const paint = paintFor(io.stdout, io.env);
  const room = roomOf(io.stdout, io.env);
  for (const one of probes) {
    if (one.kind === "skipped") {
      io.stdout.write(`${wrapText(describeResult(one.result), room).join("\n")}\n\n`);
      continue;
    }
    const { target, address, sent } = one.ready;
    io.stdout.write(`${paint("bold", targetName(target))}\n  POST ${address}\n`);
    const rows = sent
      .filter(
        ({ name, layer }) => layer !== "client" || name === "user-agent" || isCredentialName(name),
      )
      .map(({ name, value, layer, source, removed }): Cell[] => [
        name,
        removed === true ? "not sent" : value,
        layer,
        source === undefined ? "" : describeSource(source, io),
      ]);
    io.stdout.write(`${renderTable(rows, { paint, room, indent: "  " })}\n`);
  }
}

function readyJson({ ready }: Extract<PreparedProbe, { kind: "ready" }>): unknown {
  const { target, api, address, sent } = ready;
  const { provider, model } = target;
  return { provider, model, api, url: address, sent };
}

function jsonOf(results: readonly ProbeResult[], walk: FailoverWalk | undefined): unknown {
  return {
    requests: results.filter(({ milliseconds }) => milliseconds !== undefined).length,
    results: results.map(resultJson),
    failover:
      walk === undefined
        ? null
        : {
            steps: walk.steps.map(({ name, result }) => ({
              model: name,
              verdict: result?.verdict ?? null,
            })),
            answers: walk.answers,
            text: walk.text,
            note: COOL_DOWN_NOTE,
          },
  };
}

function resultJson(result: ProbeResult): unknown {
  const { target, api, url, verdict, text, status, classification, sent, milliseconds } = result;
  return {
    provider: target.provider,
    model: target.model ?? null,
    api: api ?? null,
    url: url ?? null,
    verdict,
    status: status ?? null,
    text,
    kind: classification?.kind ?? null,
    sure: classification?.sure ?? null,
    candidates: classification?.candidates ?? [],
    code: classification?.code ?? null,
    report: result.report ?? null,
    sent,
    milliseconds: milliseconds ?? null,
  };
}

import { createOutputScrubber } from "../config/output-scrubber.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import { addressShower } from "../config/shown-address.ts";
import { askModel } from "./ask-model.ts";
import { type CommandIo, CommandError, EXIT_CODES } from "./command-io.ts";
import type { ConfigSource, LoadedConfig } from "./config-source.ts";
import { modelOrders, walkFailover } from "./failover-walk.ts";
import { reportLeftOut } from "./left-out.ts";
import {
  allTargets,
  type ModelTarget,
  modelsOf,
  orderNames,
  parseTarget,
  sameTarget,
  targetName,
  targetParser,
  withoutRepeats,
} from "./model-target.ts";
import { type PreparedProbe, prepareProbe } from "./prepare-probe.ts";
import { printDryRun, printResults } from "./print-probe.ts";
import { isUntried, type ProbeResult } from "./probe-result.ts";
import { shortFile } from "./source-place.ts";
import { triedLayers } from "./tried-header.ts";

export interface ProbeOptions {
  readonly json?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  readonly header: readonly string[];
  /** Seconds. */
  readonly timeout: number;
}

const AT_ONCE = 4;
/** A slow endpoint is not a hung command, in a pipe neither. */
const SIGN_OF_LIFE_MILLISECONDS = 5000;

/** Asks each model for one token over its real chat route, and says what the provider answers and who would answer. */
export async function probe(
  source: ConfigSource,
  names: readonly string[],
  options: ProbeOptions,
  io: CommandIo,
): Promise<number> {
  // From here on Ctrl-C ends in order.
  const { signal } = io;
  const json = options.json === true;
  const tried = triedLayers(options.header);
  const loaded = source.load({ forHost: false });
  const scrub = createOutputScrubber(loaded.config.secrets);
  const targets = targetsNamed(names, loaded, scrub, io);
  const nextModel = nextIn(loaded);
  const addressText = addressShower(loaded.config);
  const probes: PreparedProbe[] = [];
  for (const target of targets) {
    probes.push(
      await prepareProbe(target, {
        loaded,
        scrubNames: scrub,
        addressText,
        source,
        tried,
        nextModel,
        io,
      }),
    );
  }
  reportLeftOut(targets, loaded, io);
  const { stderr } = io;
  const progress: CommandIo = { ...io, stderr: { write: (text) => stderr.write(scrub(text)) } };
  reportHostValues(probes, progress);
  announceRequests(probes, options, progress);
  if (options.dryRun) {
    printDryRun(probes, scrub, json, io);
    return EXIT_CODES.fine;
  }
  const results = await sendAll(probes, options, signal, progress);
  const walks = walkFailover(loaded.config, results, {
    tried: tried.length > 0,
    ofHost: source.ofHost,
    version: loaded.version,
  });
  printResults(results, walks, scrub, json, io);
  return exitCodeFor(results);
}

function targetsNamed(
  names: readonly string[],
  loaded: LoadedConfig,
  scrub: Scrub,
  io: CommandIo,
): ModelTarget[] {
  const { config } = loaded;
  const file = shortFile(loaded.name, io);
  if (names.length === 0) {
    const targets = allTargets(config).filter(({ model }) => model !== undefined);
    if (targets.length > 0) return targets;
    throw new CommandError(
      `${file} names no model. Name one: ${io.command} probe kimi-coding/k2p5`,
    );
  }
  return withoutRepeats(
    names.flatMap((name) => {
      const targets = modelsOf(parseTarget(name, config), config);
      if (targets.length > 0) return targets;
      const shown = scrub(name);
      throw new CommandError(`${file} names no model of "${shown}". Name one: ${shown}/MODEL`);
    }),
  );
}

/** In the first order that names it. */
function nextIn({
  config,
  version,
}: LoadedConfig): (target: ModelTarget) => string | null | undefined {
  const parse = targetParser(config);
  const orders = modelOrders(config, version).map(({ order }) => orderNames(order));
  return (target) => {
    const isTarget = (name: string): boolean => sameTarget(parse(name), target);
    const order = orders.find((names) => names.some(isTarget));
    return order && (order[order.findIndex(isTarget) + 1] ?? null);
  };
}

function reportHostValues(probes: readonly PreparedProbe[], io: CommandIo): void {
  for (const one of probes) {
    if (one.kind !== "ready" || one.ready.ofHost.length === 0) continue;
    const { target, ofHost } = one.ready;
    io.stderr.write(
      `${targetName(target)}: only the host can resolve ${ofHost.join(", ")}; this probe sends none\n`,
    );
  }
}

/** Before the first request, so that nobody is surprised by what it costs. */
function announceRequests(
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
  // Those who work at once take from it in turn.
  const untaken = probes.entries();
  let done = 0;
  const waiting = new Set<string>();
  const sign = setInterval(() => {
    if (waiting.size > 0) io.stderr.write(`waiting for ${[...waiting].join(", ")}\n`);
  }, SIGN_OF_LIFE_MILLISECONDS);
  const work = async () => {
    for (const [at, one] of untaken) {
      if (one.kind === "ready") waiting.add(targetName(one.ready.target));
      const result =
        one.kind === "skipped"
          ? one.result
          : await askModel(one.ready, { signal, timeoutMilliseconds });
      signal.throwIfAborted();
      waiting.delete(targetName(result.target));
      results[at] = result;
      done += 1;
      io.stderr.write(
        `[${done}/${probes.length}] ${targetName(result.target)}: ${result.verdict}\n`,
      );
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    clearInterval(sign);
  }
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

import { isCredentialName } from "../secrets/mask.ts";
import { scrubbed } from "../transport/scrubbed.ts";
import type { Scrub } from "../secrets/scrubber.ts";
import { type Paint, paintFor } from "./colour.ts";
import type { CommandIo } from "./command-io.ts";
import type { FailoverWalk } from "./failover-walk.ts";
import { shownTarget, targetName } from "./model-target.ts";
import type { PreparedProbe } from "./prepare-probe.ts";
import { printJson } from "./print-json.ts";
import { describeResult, kindText, type ProbeResult, type Verdict } from "./probe-result.ts";
import { describeSource } from "./source-place.ts";
import { type Cell, renderTable } from "./table.ts";
import { roomOf, wrapHanging, wrapText } from "./text-width.ts";

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

/** `scrub` takes out of names what a variable put into them. */
export function printResults(
  found: readonly ProbeResult[],
  foundWalks: readonly FailoverWalk[],
  scrub: Scrub,
  json: boolean,
  io: CommandIo,
): void {
  const results = found.map((result) => shownResult(result, scrub));
  const walks = foundWalks.map((walk) => shownWalk(walk, scrub));
  if (json) {
    printJson(io, jsonOf(results, walks));
    return;
  }
  const paint = paintFor(io.stdout, io.env);
  const room = roomOf(io.stdout, io.env);
  io.stdout.write(renderTable(results.map(rowOf), { paint, room }));
  for (const { report } of results) {
    if (report === undefined) continue;
    const lines = report.split("\n").flatMap((line) => wrapHanging(line, room));
    io.stdout.write(`\n${lines.join("\n")}\n`);
  }
  for (const { agents, steps, answers, text } of walks) {
    const asked = steps[0]?.name ?? "";
    const style = answers === asked ? "green" : "yellow";
    const whose = agents.length === 0 ? "a turn" : `a turn of ${agents.join(", ")}`;
    const title = `If ${whose} asked for ${asked} now:`;
    io.stdout.write(`\n${wrapText(title, room).join("\n")}\n`);
    const rows = steps.map(({ name, result }, index): Cell[] => [
      `${index + 1}`,
      name,
      result === undefined
        ? "not asked"
        : { text: result.verdict, style: VERDICT_STYLE[result.verdict] },
    ]);
    io.stdout.write(renderTable(rows, { paint, room, indent: "  " }));
    io.stdout.write(`${paint(style, wrapText(text, room).join("\n"))}\n`);
  }
  const note = walks[0]?.note ?? null;
  if (note !== null) io.stdout.write(`${wrapText(note, room).join("\n")}\n`);
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

function shownWalk(walk: FailoverWalk, scrub: Scrub): FailoverWalk {
  return {
    ...walk,
    agents: walk.agents.map(scrub),
    steps: walk.steps.map((step) => ({ ...step, name: scrub(step.name) })),
    answers: walk.answers && scrub(walk.answers),
    text: scrub(walk.text),
  };
}

function shownResult(result: ProbeResult, scrub: Scrub): ProbeResult {
  const { target, api, url, report, sent } = result;
  return {
    ...result,
    target: shownTarget(target, scrub),
    api: api && scrub(api),
    url: url && scrub(url),
    report: report && scrub(report),
    sent: scrubbed(sent, scrub),
  };
}

export function printDryRun(
  probes: readonly PreparedProbe[],
  scrub: Scrub,
  json: boolean,
  io: CommandIo,
): void {
  if (json) {
    printJson(io, {
      requests: probes.filter(({ kind }) => kind === "ready").length,
      results: probes.map((one) =>
        one.kind === "skipped"
          ? resultJson(shownResult(one.result, scrub))
          : scrubbed(readyJson(one), scrub),
      ),
    });
    return;
  }
  const paint = paintFor(io.stdout, io.env);
  const room = roomOf(io.stdout, io.env);
  for (const one of probes) {
    if (one.kind === "skipped") {
      const text = describeResult(shownResult(one.result, scrub));
      io.stdout.write(`${wrapText(text, room).join("\n")}\n\n`);
      continue;
    }
    const { target, sent } = one.ready;
    const model = targetName(shownTarget(target, scrub));
    io.stdout.write(`${paint("bold", model)}\n  POST ${scrub(one.ready.address)}\n`);
    const rows = sent
      .filter(
        ({ name, layer }) => layer !== "client" || name === "user-agent" || isCredentialName(name),
      )
      .map(({ name, value, layer, source, removed }): Cell[] => [
        name,
        removed === true ? "not sent" : value,
        layer,
        source === undefined ? "" : scrub(describeSource(source, io)),
      ]);
    io.stdout.write(`${renderTable(rows, { paint, room, indent: "  " })}\n`);
  }
}

function readyJson({ ready }: Extract<PreparedProbe, { kind: "ready" }>): unknown {
  const { target, api, address, sent } = ready;
  const { provider, model } = target;
  return { provider, model, api, url: address, sent };
}

function jsonOf(results: readonly ProbeResult[], walks: readonly FailoverWalk[]): unknown {
  const ofDefaults = walks.find(({ agents }) => agents.length === 0);
  return {
    requests: results.filter(({ milliseconds }) => milliseconds !== undefined).length,
    results: results.map(resultJson),
    failover: ofDefaults === undefined ? null : { ...walkJson(ofDefaults), note: ofDefaults.note },
    agents: walks
      .filter((walk) => walk !== ofDefaults)
      .map((walk) => ({ agents: walk.agents, ...walkJson(walk) })),
  };
}

function walkJson({ steps, answers, text }: FailoverWalk) {
  return {
    steps: steps.map(({ name, result }) => ({ model: name, verdict: result?.verdict ?? null })),
    answers,
    text,
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

import {
  familyPrefix,
  inFamily,
  isFamilyName,
  normalizeFieldName,
} from "../../src/headers/field-name.ts";
import { trimFieldValue } from "../../src/headers/field-value.ts";
import { REFUSED_BY_RULE } from "../headers/proof-pairs.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { drawPair, type Verdict, verdictOn, type WirePair } from "./wire-pairs.ts";
import {
  startHttp1Server,
  startHttp2Server,
  type WireLines,
  type WireServer,
} from "./wire-server.ts";
import type { WireClient } from "./wire-clients.ts";
import { SET_BY_FETCH, type Way, wayName } from "./wire-ways.ts";

export interface WireFailure {
  readonly way: string;
  readonly name: string;
  readonly value: string | null;
  readonly verdict: Verdict;
  /** The field that differs; undefined where a refused one arrives as it is written. */
  readonly field?: string;
  /** What the server read under its name; undefined where the request never came. */
  readonly received?: readonly string[] | undefined;
  readonly wanted?: readonly string[] | undefined;
}

export interface WireResult {
  readonly runs: number;
  readonly failures: readonly WireFailure[];
  readonly classes: Readonly<Record<string, number>>;
}

type Judge = (name: string, value: string | null) => Verdict;

/** The faults that are planted: control characters of ASCII go through, and those of Latin-1 do not. */
const planted: Judge = (name, value) => {
  const verdict = verdictOn(name, value?.replaceAll(/[\0-\x08\x0e-\x1f\x7f]/g, "a") ?? null);
  return verdict === "accepted" && /[\x80-\x9f]/.test(value ?? "") ? "control-character" : verdict;
};

/** Pairs of one request. Servers and clients allow 128 fields and 16 KiB. */
const PAIRS = 60;
const ROOM = 10_000;
/** Requests at once. */
const REQUESTS = 8;
const CLIENT = "from-the-client";
const SENT = { "api-key": "sk-test-000000000000" };

/** Sends random pairs by one client, and compares what the server received with what the verdict promised. */
export async function fuzzWay(
  way: Way,
  client: WireClient,
  options: { readonly runs: number; readonly seed: number; readonly plant: boolean },
): Promise<WireResult> {
  const draw = drawFrom(options.seed);
  const judge = options.plant ? planted : verdictOn;
  const server = way.http2 === true ? await startHttp2Server() : await startHttp1Server();
  const wire = { way, client, server, judge };
  const failures: WireFailure[] = [];
  const classes: Record<string, number> = {};
  let runs = 0;
  try {
    const own = await lineOf(wire, {}, SENT, 0);
    if (own === undefined) throw new Error(`${wayName(way)}: no request came`);
    while (runs < options.runs && failures.length < 20) {
      const batches = Array.from({ length: REQUESTS }, () =>
        drawBatch(draw, judge, Math.min(PAIRS, Math.ceil((options.runs - runs) / REQUESTS))),
      );
      runs += batches.reduce((sum, batch) => sum + batch.length, 0);
      for (const { name, value, classes: of } of batches.flat()) {
        for (const key of [`name: ${of[0]}`, `value: ${of[1]}`, `verdict: ${judge(name, value)}`])
          classes[key] = (classes[key] ?? 0) + 1;
      }
      const wrong = await wrongOnTheWire(wire, batches, own, draw);
      for (const { pair, ...among } of wrong.slice(0, 5))
        failures.push((await shrunk(wire, pair, own)) ?? { ...describe(wire, pair), ...among });
      for (const pair of (await wronglyRefused(wire, batches.flat())).slice(0, 5))
        failures.push((await shrunk(wire, pair, own)) ?? describe(wire, pair));
    }
  } finally {
    await client.close();
    server.close();
  }
  return { runs, failures, classes };
}

interface Wire {
  readonly way: Way;
  readonly client: WireClient;
  readonly server: WireServer;
  readonly judge: Judge;
}

function drawBatch(draw: Draw, judge: Judge, most: number): WirePair[] {
  const batch: WirePair[] = [];
  let room = ROOM;
  while (batch.length < most) {
    const pair = drawPair(draw);
    if (judge(pair.name, pair.value) === "accepted") {
      room -= pair.name.length + (pair.value?.length ?? 0) + 4;
    }
    if (room < 0) break;
    // Another spelling of the name before.
    const twin = batch.at(-1)?.name;
    batch.push(twin !== undefined && draw(30) === 0 ? { ...pair, name: otherCase(twin) } : pair);
  }
  return batch;
}

function otherCase(name: string): string {
  const upper = name.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  return upper === name ? normalizeFieldName(name) : upper;
}

/** By normalized name, every value in order. */
type Fields = Map<string, string[]>;

function fieldsOf(lines: WireLines): Fields {
  const fields: Fields = new Map();
  for (const [name, value] of lines) {
    const key = normalizeFieldName(name);
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  return fields;
}

/** The pairs of a batch as a configuration: of one name written twice the same, the later value. */
function configured(batch: readonly WirePair[]): Map<string, WirePair> {
  const byName = new Map(batch.map((pair) => [pair.name, pair]));
  const keys = Object.keys(Object.fromEntries(byName));
  const last = new Map(keys.map((name) => [normalizeFieldName(name), name]));
  const kept = [...last.values()].map((name) => byName.get(name) as WirePair);
  return new Map(kept.map((pair) => [normalizeFieldName(pair.name), pair]));
}

/** What a server should read where only the client's own fields and the accepted pairs go out. */
function wantedFields(
  { way, judge }: Wire,
  pairs: ReadonlyMap<string, WirePair>,
  own: Fields,
  replaced: ReadonlySet<string>,
  providerId: string,
): Fields {
  const wanted: Fields = new Map(own);
  for (const name of replaced) wanted.set(name, [CLIENT]);
  const accepted = [...pairs].filter(([, { name, value }]) => judge(name, value) === "accepted");
  const without = (name: string): void => {
    if (SET_BY_FETCH[way.client]?.missing.has(name) === true) wanted.set(name, own.get(name) ?? []);
    else wanted.delete(name);
  };
  for (const [, { name }] of accepted.filter(([, pair]) => isFamilyName(pair.name))) {
    for (const held of wanted.keys()) if (inFamily(held, familyPrefix(name))) without(held);
  }
  for (const [normalized, { name, value }] of accepted) {
    if (isFamilyName(name)) continue;
    if (value === null) without(normalized);
    else if (!/\{\{(?:sessionId|modelId)\}\}/.test(value))
      wanted.set(normalized, [trimFieldValue(value).replaceAll("{{providerId}}", providerId)]);
  }
  return wanted;
}

let requests = 0;

/** What the server read of one request; undefined where none came. */
async function lineOf(
  { client, server }: Wire,
  headers: Readonly<Record<string, string | null>> | undefined,
  sent: Readonly<Record<string, string>>,
  at: number,
): Promise<Fields | undefined> {
  if (headers !== undefined) configure(client, server, [headers]);
  const target = `/p${at}/chat?n=${(requests += 1)}`;
  await inTime(client.send(`${server.origin}${target}`, sent)).catch(() => {});
  const lines = server.take(target);
  return lines === undefined ? undefined : fieldsOf(lines);
}

function configure(
  client: WireClient,
  server: WireServer,
  headers: readonly Readonly<Record<string, string | null>>[],
): void {
  const providers = headers.map((each, at) => [
    `p${at}`,
    { baseUrl: `${server.origin}/p${at}`, apiKey: SENT["api-key"], headers: each },
  ]);
  client.configure({ providers: Object.fromEntries(providers), env: {} });
}

async function inTime(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("no answer")), 10_000);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Those that did not go out as promised among the others of their request. */
async function wrongOnTheWire(
  wire: Wire,
  batches: readonly (readonly WirePair[])[],
  own: Fields,
  draw: Draw,
): Promise<(Difference & { readonly pair: WirePair })[]> {
  configure(
    wire.client,
    wire.server,
    batches.map((batch) => Object.fromEntries(batch.map(({ name, value }) => [name, value]))),
  );
  const wrong = await Promise.all(
    batches.map(async (batch, at) => {
      const pairs = configured(batch);
      const replaced = new Set<string>();
      for (const [normalized, { name }] of pairs) {
        if (isClients(name) && draw(4) === 0) replaced.add(normalized);
      }
      const sent = {
        ...SENT,
        ...Object.fromEntries(Array.from(replaced, (name) => [otherCase(name), CLIENT])),
      };
      if (replaced.has("api-key")) delete (sent as Record<string, string>)["api-key"];
      const wanted = wantedFields(wire, pairs, own, replaced, `p${at}`);
      const received = await lineOf(wire, undefined, sent, at);
      return differences(wire, pairs, wanted, received).flatMap((difference) => {
        // What is in none of the pairs came out of one of them.
        const pair = pairs.get(difference.field) ?? batch[0];
        return pair === undefined ? [] : [{ ...difference, pair }];
      });
    }),
  );
  return wrong.flat();
}

interface Difference {
  readonly field: string;
  readonly received: readonly string[] | undefined;
  readonly wanted: readonly string[] | undefined;
}

function differences(
  { way }: Wire,
  pairs: ReadonlyMap<string, WirePair>,
  wanted: Fields,
  received: Fields | undefined,
): Difference[] {
  const names = new Set([...wanted.keys(), ...(received?.keys() ?? [])]);
  const byFetch = SET_BY_FETCH[way.client];
  const isConditional = [...pairs.keys()].some((name) => /^(?:if-.*|range)$/.test(name));
  return [...names]
    .filter((name) => name !== byFetch?.always)
    .filter((name) => pairs.has(name) || byFetch?.missing.has(name) !== true)
    .filter((name) => !isConditional || byFetch?.besideConditions.has(name) !== true)
    .map((field) => ({
      field,
      wanted: wanted.get(field),
      received: received && (received.get(field) ?? []),
    }))
    .filter((one) => !same(one.wanted ?? [], one.received));
}

/** Names that a client may send, too, to be replaced; `fetch` adds others to a condition, and sets the mode itself. */
function isClients(name: string): boolean {
  return (
    verdictOn(name, "a") === "accepted" &&
    !/^(?:if-.*|range|set-cookie|sec-fetch-mode)$/i.test(name)
  );
}

function same(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Refused although the client, left alone, brings them to the server byte for byte. */
async function wronglyRefused(wire: Wire, pairs: readonly WirePair[]): Promise<WirePair[]> {
  const wrong: WirePair[] = [];
  for (const pair of pairs) {
    const { name, value } = pair;
    const verdict = wire.judge(name, value);
    if (value === null || verdict === "accepted" || REFUSED_BY_RULE.has(verdict)) continue;
    const received = await lineOf(wire, undefined, Object.fromEntries([[name, value]]), REQUESTS);
    if (same(received?.get(normalizeFieldName(name)), [trimFieldValue(value)])) wrong.push(pair);
  }
  return wrong;
}

/** The shortest of its kind that still goes wrong by itself; undefined where it does so only among others. */
async function shrunk(wire: Wire, pair: WirePair, own: Fields): Promise<WireFailure | undefined> {
  let best = await outcome(wire, pair, own);
  if (best === undefined) return undefined;
  let { name, value } = pair;
  for (let smaller = true; smaller;) {
    smaller = false;
    const shorter = [
      ["x-a", value] as const,
      [name, "a"] as const,
      ...cuts(name).map((cut) => [cut, value] as const),
      ...cuts(value ?? "").map((cut) => [name, cut] as const),
    ].filter(
      ([one, other]) => one.length + (other ?? "").length < name.length + (value ?? "").length,
    );
    for (const [one, other] of shorter) {
      const found = await outcome(wire, { ...pair, name: one, value: other }, own);
      if (found === undefined) continue;
      [best, name, value, smaller] = [found, one, other, true];
      break;
    }
  }
  return best;
}

function cuts(text: string): string[] {
  const half = Math.ceil(text.length / 2);
  const halves = [text.slice(0, half), text.slice(half)];
  const less = Array.from(
    { length: Math.min(text.length, 40) },
    (_, at) => text.slice(0, at) + text.slice(at + 1),
  );
  return [...halves, ...less];
}

function describe({ way, judge }: Wire, { name, value }: WirePair) {
  return { way: wayName(way), name, value, verdict: judge(name, value) };
}

async function outcome(wire: Wire, pair: WirePair, own: Fields): Promise<WireFailure | undefined> {
  const { name, value } = pair;
  if ((await wronglyRefused(wire, [pair])).length > 0) return describe(wire, pair);
  const pairs = configured([pair]);
  const replaced = new Set(isClients(name) ? [normalizeFieldName(name)] : []);
  const wanted = wantedFields(wire, pairs, own, replaced, "p0");
  const sent = replaced.size === 0 ? SENT : { ...SENT, [otherCase(name)]: CLIENT };
  const received = await lineOf(wire, Object.fromEntries([[name, value]]), sent, 0);
  const [first] = differences(wire, pairs, wanted, received);
  return first && { ...describe(wire, pair), ...first };
}

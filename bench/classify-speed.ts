import { readFileSync } from "node:fs";

import { classifyFailure, type Failure } from "../src/diagnosis/classify-failure.ts";

/**
 * Time of one call, in microseconds: `npm run --silent bench:classify -- [FILE.jsonl]`. Then what a text of 64 KiB and one of
 * twice its length take: of JSON and of events what is above parsing them once.
 */
const ROUNDS = 200;

const MIXED: readonly Failure[] = [
  {
    provider: "example",
    status: 401,
    body: '{"error":{"message":"The key is not valid.","type":"auth"}}',
  },
  {
    provider: "kimi-coding",
    status: 403,
    body: { error: { type: "access_terminated_error", message: "Not this client." } },
  },
  {
    status: 502,
    body: `<html><head><title>502 Bad Gateway</title></head><body>${"<p>nginx</p>".repeat(40)}</body></html>`,
  },
  {
    status: 400,
    message: "Error code: 400 - {'error': {'message': 'the prompt is too long', 'code': None}}",
  },
  { message: "connect ECONNREFUSED 127.0.0.1:8080" },
];

const [file] = process.argv.slice(2);
const failures =
  file === undefined
    ? MIXED
    : readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Failure);

const times: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  for (const failure of failures) {
    const start = process.hrtime.bigint();
    classifyFailure(failure);
    // The first rounds run before the code is compiled.
    if (round >= ROUNDS / 4) times.push(Number(process.hrtime.bigint() - start) / 1_000);
  }
}
times.sort((left, right) => left - right);
const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
console.log(`classifyFailure: median ${at(0.5)} us, 95 % ${at(0.95)} us, of ${times.length} calls`);

const KIB = 1_024;
const WORDS = "the upstream provider said that the request could not be served ";
const fill = (length: number, text: string) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);
const event = `data: ${JSON.stringify({ id: "x", choices: [{ delta: { content: WORDS } }] })}\n\n`;
const eventsOf = (length: number) => fill(length - (length % event.length), event);

const parse = (text: string) => void JSON.parse(text);
/** Bodies of a length, and how each is parsed by itself. */
const LONG: readonly (readonly [string, (length: number) => string, (text: string) => void])[] = [
  ["plain text", (length) => fill(length, WORDS), () => {}],
  [
    "JSON",
    (length) =>
      JSON.stringify({ error: { message: "No." }, trace: fill(length, WORDS).split(" ") }),
    parse,
  ],
  [
    "JSON, one text",
    (length) => JSON.stringify({ error: { message: fill(length, WORDS) } }),
    parse,
  ],
  ["HTML", (length) => `<html><title>502</title>${fill(length, "<p>nginx</p>")}</html>`, () => {}],
  [
    "events",
    eventsOf,
    (text) => {
      for (const part of text.split("data:").slice(1)) JSON.parse(part);
    },
  ],
];

function medianOf(work: () => void): number {
  const measured = Array.from({ length: 400 }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1_000;
  });
  return measured.slice(100).toSorted((left, right) => left - right)[150] ?? 0;
}

for (const [name, bodyOf, parseIt] of LONG) {
  const [single = 0, double = 0] = [64, 128].map((length) => {
    const body = bodyOf(length * KIB);
    const parsing = medianOf(() => {
      parseIt(body);
    });
    return medianOf(() => classifyFailure({ status: 500, body })) - parsing;
  });
  console.log(
    `64 KiB of ${name}: ${single.toFixed(0)} us above parsing it; 128 KiB: ${double.toFixed(0)} us`,
  );
}

import { readFileSync } from "node:fs";

import { classifyFailure, type Failure } from "../src/diagnosis/classify-failure.ts";

/** Time of one call, in microseconds: `npm run --silent bench:classify -- [FILE.jsonl]`. */
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

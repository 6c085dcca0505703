/**
 * What the plan costs a request, beside a plain copy of its fields and beside the way over a `Headers` object. Absolute
 * times are this machine's; the ratios are of one run. `npm run bench`
 */
import { applyHeaderPlan } from "../src/headers/apply-plan.ts";
import type { FieldList } from "../src/headers/field-list.ts";
import { BUILT_IN_PROVIDERS } from "../src/providers/find.ts";
import { builtInLayer } from "../src/headers/built-in.ts";
import type { HeaderLayer } from "../src/headers/header-layer.ts";
import { compileHeaderPlan } from "../src/headers/header-plan.ts";

/** As the OpenAI SDK hands a chat request to undici. */
const REQUEST: FieldList = Object.entries({
  accept: "application/json",
  "content-type": "application/json",
  "user-agent": "OpenAI/JS 6.10.0",
  "x-stainless-retry-count": "0",
  "x-stainless-lang": "js",
  "x-stainless-package-version": "6.10.0",
  "x-stainless-os": "Linux",
  "x-stainless-arch": "x64",
  "x-stainless-runtime": "node",
  "x-stainless-runtime-version": "v22.0.0",
  authorization: "Bearer sk-kimi-test-000000000000",
  "accept-language": "*",
  "sec-fetch-mode": "cors",
  "accept-encoding": "gzip, deflate",
  traceparent: "00-00000000000000000000000000000001-0000000000000001-01",
}).flat();

const builtIn = BUILT_IN_PROVIDERS.slice(0, 1).map(builtInLayer);
const headers = {
  "User-Agent": "my-agent/1.0",
  "X-Title": "mine",
  "HTTP-Referer": "https://a.example",
};
const configured: HeaderLayer[] = [...builtIn, { layer: "provider", headers }];
const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`X-Field-${at}`, "value"]));

const builtInPlan = compileHeaderPlan(builtIn);
const configuredPlan = compileHeaderPlan(configured);
const dressed = applyHeaderPlan(configuredPlan, REQUEST);
const familyPlan = compileHeaderPlan([
  ...configured,
  { layer: "override", headers: { "x-stainless-*": null } },
]);
const sessionPlan = compileHeaderPlan([
  { layer: "provider", headers: { "X-Session": "{{sessionId}}" } },
]);
const manyPlan = compileHeaderPlan([{ layer: "provider", headers: many }]);
const values = { sessionId: "0123456789abcdef0123456789abcdef" };

const RUNS: Readonly<Record<string, () => FieldList>> = {
  "plain copy": () => REQUEST.slice(),
  "built-in only": () => applyHeaderPlan(builtInPlan, REQUEST),
  "three headers": () => applyHeaderPlan(configuredPlan, REQUEST),
  "three headers, dressed already": () => applyHeaderPlan(configuredPlan, dressed),
  "three headers and a family": () => applyHeaderPlan(familyPlan, REQUEST),
  "a placeholder": () => applyHeaderPlan(sessionPlan, REQUEST, values),
  "fifty headers": () => applyHeaderPlan(manyPlan, REQUEST),
  "three headers, over a Headers object": () => {
    const record = new Headers(pairsOf(REQUEST));
    for (const [name, value] of Object.entries(headers)) record.set(name, value);
    return [...record].flat();
  },
};

function pairsOf(fields: FieldList): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < fields.length; at += 2) {
    pairs.push([String(fields[at]), String(fields[at + 1])]);
  }
  return pairs;
}

let sink = 0;

/** Nanoseconds of processor time a call: the quickest of several rounds, so that other work does not count. */
function measure(run: () => FieldList): number {
  const rounds: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const start = process.cpuUsage();
    for (let call = 0; call < 20_000; call += 1) sink += run().length;
    rounds.push((process.cpuUsage(start).user * 1000) / 20_000);
  }
  return Math.min(...rounds);
}

for (const run of Object.values(RUNS)) measure(run);
const times = Object.entries(RUNS).map(([title, run]) => [title, measure(run)] as const);
const copy = times[0]?.[1] ?? 1;
for (const [title, time] of times) {
  const ratio = `${(time / copy).toFixed(1)} x`;
  process.stdout.write(
    `${title.padEnd(38)} ${time.toFixed(0).padStart(6)} ns ${ratio.padStart(8)}\n`,
  );
}
process.stdout.write(`${REQUEST.length / 2} fields a request; ${sink} counted\n`);

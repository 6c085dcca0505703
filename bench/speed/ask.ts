/**
 * Asks in a process of its own, with a plan and without it in turn, and prints what each way took:
 * `node ask.ts '{"way":"undici", ...}'`, the rest as in `Order`.
 */
import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { pathToFileURL } from "node:url";
import { Agent, type Dispatcher, H2CClient, request as undiciRequest } from "undici-8";
import { medianOf } from "./measure.ts";
import { HEADERS, KEY, SILENT } from "./sample-request.ts";

export interface Order {
  readonly way: string;
  /** Of the build's `index.js`. */
  readonly index: string;
  readonly origin: string;
  /** Of a proxy that leads to it. */
  readonly proxy?: string | undefined;
  readonly pairs: number;
  /** Only one of both, from the first request of the process on. */
  readonly only?: "plain" | "dressed" | undefined;
}

/** In microseconds; `rate` in requests a second. */
interface Taken {
  readonly median: number;
  readonly rate: number;
  /** Of the processor for the median request: what else the machine does is not in it. */
  readonly processor: number;
}

export interface Answer {
  readonly plain: Taken;
  readonly dressed: Taken;
}

type Ask = (url: string) => Promise<unknown>;
interface Pair {
  readonly plain: () => Promise<unknown>;
  readonly dressed: () => Promise<unknown>;
}

const BODY = JSON.stringify({ model: "k2p5", messages: [{ role: "user", content: "ping" }] });
const fields = {
  authorization: `Bearer ${KEY}`,
  "content-type": "application/json",
  "user-agent": "OpenAI/JS 6.10.0",
};
const asked = { method: "POST", headers: fields, body: BODY } as const;

const order = JSON.parse(process.argv[2] ?? "{}") as Order;
const { origin, proxy = origin } = order;
const index = (await import(
  pathToFileURL(order.index).href
)) as typeof import("../../src/index.ts");
const providers = {
  relay: { baseUrl: `${origin}/v1`, api: "openai-completions", apiKey: KEY, headers: HEADERS },
};
const options = { providers, logger: SILENT };

const byFetch: Ask = async (url) => (await fetch(url, asked)).arrayBuffer();
const byDispatcher =
  (dispatcher: Dispatcher): Ask =>
  async (url) =>
    (await undiciRequest(url, { ...asked, dispatcher })).body.arrayBuffer();
const dispatcher = new Agent();
const byUndici = byDispatcher(dispatcher);

let traces = 0;
/** What a tracer adds: no two requests say the same. */
const byUndiciTraced: Ask = async (url) => {
  const traceparent = `00-${(traces += 1).toString(16).padStart(32, "0")}-0000000000000001-01`;
  const headers = { ...fields, traceparent };
  return (await undiciRequest(url, { ...asked, headers, dispatcher })).body.arrayBuffer();
};

const agent = new HttpAgent({ keepAlive: true });
const byNode: Ask = (url) =>
  new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: "POST", headers: fields, agent }, (response) => {
      response.resume().on("end", resolve);
    });
    request.on("error", reject).end(BODY);
  });

/** The same request to a provider and to an address of nobody, both with what is installed. */
function installed(ask: Ask): Pair {
  index.installProviderHeaders(options);
  return {
    plain: () => ask(`${origin}/other/chat/completions`),
    dressed: () => ask(`${origin}/v1/chat/completions`),
  };
}

/** The same request by two clients. */
function explicit(plain: Ask, dressed: Ask, dressedOrigin = origin): Pair {
  return {
    plain: () => plain(`${origin}/v1/chat/completions`),
    dressed: () => dressed(`${dressedOrigin}/v1/chat/completions`),
  };
}

const WAYS: Readonly<Record<string, () => Pair>> = {
  undici: () => installed(byUndici),
  "undici with a trace": () => installed(byUndiciTraced),
  "node:http": () => installed(byNode),
  fetch: () => installed(byFetch),
  "HTTP/2": () => installed(byDispatcher(new H2CClient(origin))),
  interceptor: () =>
    explicit(byUndici, byDispatcher(new Agent().compose(index.providerHeaders(options)))),
  createProviderFetch: () => {
    const own = index.createProviderFetch(options);
    return explicit(byFetch, async (url) => (await own(url, asked)).arrayBuffer());
  },
  "fetch by a proxy": () => explicit(byFetch, byFetch, proxy),
  "undici by a proxy": () => explicit(byUndici, byUndici, proxy),
};

/** From Node 23.9 on. */
type ThreadUsage = { threadCpuUsage(): NodeJS.CpuUsage };

/** Of the thread that asks, in microseconds. */
function processorTime(): number {
  const { user, system } = (process as unknown as ThreadUsage).threadCpuUsage();
  return user + system;
}

interface Times {
  readonly latencies: number[];
  readonly processor: number[];
}

async function timeOf(ask: () => Promise<unknown>, { latencies, processor }: Times): Promise<void> {
  const used = processorTime();
  const start = performance.now();
  await ask();
  latencies.push((performance.now() - start) * 1000);
  processor.push(processorTime() - used);
}

function kept(times: readonly number[]): readonly number[] {
  return times.slice(isWarm ? Math.floor(times.length / 3) : 0);
}

function takenOf({ latencies, processor }: Times): Taken {
  const [times, processorTimes] = [latencies, processor].map(kept) as [number[], number[]];
  const sum = times.reduce((total, time) => total + time, 0);
  return {
    median: medianOf(times),
    rate: (times.length * 1e6) / sum,
    processor: medianOf(processorTimes),
  };
}

const pair = WAYS[order.way]?.();
if (pair === undefined) throw new Error(`No way is named ${order.way}.`);
const plain: Times = { latencies: [], processor: [] };
const dressed: Times = { latencies: [], processor: [] };
const isWarm = order.only === undefined;
for (let count = 0; count < order.pairs; count += 1) {
  if (order.only !== "dressed") await timeOf(pair.plain, plain);
  if (order.only !== "plain") await timeOf(pair.dressed, dressed);
}
const answer: Answer = { plain: takenOf(plain), dressed: takenOf(dressed) };
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit());

import { join } from "node:path";
import type { Answer, Order } from "./ask.ts";
import type { Build, Goal, Group, Measure, Size } from "./measure.ts";
import { nanoseconds } from "./nanoseconds.ts";
import { publishRequest } from "./published-request.ts";
import { runNode } from "./run-node.ts";
import { FIELDS, HEADERS, KEY, SILENT } from "./sample-request.ts";
import { answering, answeringHttp2, type Proxies, type Server, startProxies } from "./servers.ts";

/** Microseconds that are added to the median request at most, and the ratio to the build before. */
const WAYS: Readonly<Record<string, readonly [addedAtMost: number, sinceBefore?: number]>> = {
  undici: [8, 0.62],
  "undici with a trace": [8],
  "node:http": [8],
  interceptor: [8],
  fetch: [30, 0.68],
  createProviderFetch: [60, 0.85],
  "HTTP/2": [30],
};
/** The share of a client's own rate that is left. */
const RATES: Readonly<Record<string, number>> = {
  undici: 0.9,
  interceptor: 0.9,
  fetch: 0.94,
  createProviderFetch: 0.9,
};
const FIRST_REQUESTS = 100;
const MIB = 1024 * 1024;

type AskFor = (build: Build) => Promise<Answer>;

/** Requests to a server on loopback, each way in a process of its own. */
export async function requestMeasures(size: Size): Promise<Group> {
  const server = await answering();
  const http2 = await answeringHttp2();
  const proxies = await startProxies(server.origin);

  function asking(order: Pick<Order, "way" | "proxy" | "only">): AskFor {
    const { origin } = order.way === "HTTP/2" ? http2 : server;
    const pairs = order.only === undefined ? size.pairs : FIRST_REQUESTS;
    return async ({ folder }) => {
      const whole = { ...order, origin, pairs, index: join(folder, "index.js") } satisfies Order;
      const file = join(import.meta.dirname, "ask.ts");
      return JSON.parse(await runNode([file, JSON.stringify(whole)])) as Answer;
    };
  }
  const askedBy = new Map(Object.keys(WAYS).map((way) => [way, onceAReplica(asking({ way }))]));
  const readerOf = (way: string) => (askedBy.get(way) ?? onceAReplica(asking({ way })))();

  return {
    measures: [
      ...Object.entries(WAYS).map(([way, [atMost, sinceBefore]]): Measure => {
        const [own, plain] = [readerOf(way), readerOf(way)];
        return {
          measure: `${way}, added to the median request`,
          unit: "us",
          ours: async (build) => added(await own(build)),
          peerName: "the request without it",
          peer: async (build) => (await plain(build)).plain.median,
          goal: { of: "ours", atMost },
          sinceBefore,
        };
      }),
      ...Object.entries(WAYS).map(([way, [atMost, sinceBefore]]): Measure => {
        const [own, plain] = [readerOf(way), readerOf(way)];
        return {
          measure: `${way}, processor time added to the median request`,
          unit: "us",
          ours: async (build) => {
            const { plain: without, dressed } = await own(build);
            return dressed.processor - without.processor;
          },
          peerName: "the request without it",
          peer: async (build) => (await plain(build)).plain.processor,
          goal: { of: "ours", atMost },
          sinceBefore,
        };
      }),
      ...Object.entries(RATES).map(([way, atLeast]): Measure => {
        const [own, plain] = [readerOf(way), readerOf(way)];
        return {
          measure: `${way}, requests a second one after the other`,
          unit: "/s",
          ours: async (build) => (await own(build)).dressed.rate,
          peerName: "without it",
          peer: async (build) => (await plain(build)).plain.rate,
          goal: { of: "ratio", atLeast },
          sinceBefore: 0.98,
        };
      }),
      ...againstProxies(proxies, readerOf, asking),
      ...["undici", "fetch"].map((way) => firstRequests(way, asking)),
      ...publishedMeasures(size),
    ],
    close() {
      for (const one of [proxies.nginx, proxies.node, http2, server]) one?.close();
    },
  };
}

function added({ plain, dressed }: Answer): number {
  return dressed.median - plain.median;
}

/** Each reader is given the answers in turn, and what one was given is not asked again for the next. */
function onceAReplica(ask: AskFor): () => AskFor {
  const answers = new Map<Build, Promise<Answer>[]>();
  return () => {
    const read = new Map<Build, number>();
    return (build) => {
      const known = answers.get(build) ?? [];
      answers.set(build, known);
      const at = read.get(build) ?? 0;
      read.set(build, at + 1);
      return (known[at] ??= ask(build));
    };
  };
}

function againstProxies(
  { nginx, node }: Proxies,
  readerOf: (way: string) => AskFor,
  asking: (order: Pick<Order, "way" | "proxy">) => AskFor,
): Measure[] {
  const rows: readonly (readonly [
    way: string,
    name: string,
    Server | undefined,
    atMost: number,
  ])[] = [
    ["undici", "nginx", nginx, 1 / 20],
    ["fetch", "nginx", nginx, 1 / 8],
    ["undici", "http-proxy-3", node, 1 / 20],
  ];
  return rows.map(([way, name, proxy, atMost]): Measure => {
    const own = readerOf(way);
    const byProxy = proxy && asking({ way: `${way} by a proxy`, proxy: proxy.origin });
    return {
      measure: `${way}, added to the median request`,
      unit: "us",
      ours: async (build) => added(await own(build)),
      peerName: `${name} as a local proxy`,
      peer: byProxy && (async (build) => added(await byProxy(build))),
      goal: { of: "ratio", atMost },
    };
  });
}

/** An agent lives there: a process of its own, with the plan or without it. */
function firstRequests(
  way: string,
  asking: (order: Pick<Order, "way" | "only">) => AskFor,
): Measure {
  const [own, plain] = [asking({ way, only: "dressed" }), asking({ way, only: "plain" })];
  return {
    measure: `${way}, each of the first ${FIRST_REQUESTS} requests of a process`,
    unit: "us",
    ours: async (build) => 1e6 / (await own(build)).dressed.rate,
    peerName: "without a plan",
    peer: async (build) => 1e6 / (await plain(build)).plain.rate,
    goal: { of: "ratio", atMost: 1.1 },
  };
}

interface PublishedCase {
  readonly measure: string;
  readonly provider: object;
  readonly body?: Buffer;
  /** A trace is another on each request. */
  readonly isTraced?: boolean;
}

const model = { id: "k2p5", headers: { "X-Model": "mine" } };
const text = "word ".repeat(MIB / 5);
/** Where there is more to do than to put headers on. */
const PUBLISHED: readonly PublishedCase[] = [
  { measure: "three headers", provider: { apiKey: KEY, headers: HEADERS } },
  {
    measure: "three headers, with a trace",
    provider: { apiKey: KEY, headers: HEADERS },
    isTraced: true,
  },
  {
    measure: "a model's headers, its name first in a body of 1 MiB",
    provider: { apiKey: KEY, headers: HEADERS, models: [model] },
    body: Buffer.from(JSON.stringify({ model: "k2p5", text })),
  },
  {
    measure: "a model's headers, its name last in a body of 1 MiB",
    provider: { apiKey: KEY, headers: HEADERS, models: [model] },
    body: Buffer.from(JSON.stringify({ text, model: "k2p5" })),
  },
  {
    measure: "a secret header of its own and no key",
    provider: { headers: { ...HEADERS, "X-Api-Token": "secret-0123456789" } },
  },
];

function publishedMeasures(size: Size): Measure[] {
  return PUBLISHED.map(({ measure, provider, body, isTraced = false }): Measure => {
    let traces = 0;
    const more = () =>
      isTraced ? { headers: [...FIELDS, "traceparent", String((traces += 1))], body } : { body };
    const relay = { baseUrl: "https://relay.example/v1", api: "openai-completions", ...provider };
    const time = async ({ index }: Build, url: string) => {
      const installation = index.installProviderHeaders({ providers: { relay }, logger: SILENT });
      const taken = await nanoseconds(() => publishRequest(url, more()), size);
      installation.uninstall();
      return taken / 1000;
    };
    const goal: Goal = { of: "ours", atMost: 20 };
    return {
      measure: `a request alone: ${measure}`,
      unit: "us",
      ours: (build) => time(build, "https://relay.example/v1/chat/completions"),
      peerName: "a request to nobody",
      peer: (build) => time(build, "https://other.example/v1/chat/completions"),
      goal,
    };
  });
}

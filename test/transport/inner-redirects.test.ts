import { Agent, type Dispatcher, interceptors, request, RetryAgent } from "undici";
import * as undici6 from "undici-6";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { providerHeaders } from "../../src/transport/undici-interceptor.ts";
import { captureServer, type CaptureServer, valuesIn } from "./capture-server.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";
import { install, recording } from "./recording.ts";
import { CERTIFICATE, startTlsServer } from "./tls-server.ts";

const KEY = "sk-test-000000000000";
const CONFIGURED = { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" };

type Ours = ReturnType<typeof providerHeaders>;

const redirect6 = undici6.interceptors.redirect({ maxRedirections: 3 });
const redirect7 = interceptors.redirect({ maxRedirections: 3 });

async function send6(
  url: string,
  dispatcher: undici6.Dispatcher,
  more: object = {},
): Promise<string> {
  const headers = { Authorization: `Bearer ${KEY}`, "User-Agent": "client/1", "X-Own": "own" };
  return (await undici6.request(url, { headers, dispatcher, ...more })).body.text();
}

async function send7(url: string, dispatcher: Dispatcher): Promise<string> {
  const headers = { Authorization: `Bearer ${KEY}`, "User-Agent": "client/1", "X-Own": "own" };
  return (await request(url, { headers, dispatcher })).body.text();
}

const INSIDE: [name: string, send: (url: string, ours: Ours) => Promise<string>][] = [
  [
    "undici 6, maxRedirections of a request",
    (url, ours) => send6(url, new undici6.Agent().compose(ours), { maxRedirections: 5 }),
  ],
  [
    "undici 6, maxRedirections of an agent",
    (url, ours) => send6(url, new undici6.Agent({ maxRedirections: 5 }).compose(ours)),
  ],
  [
    "undici 6, maxRedirections below a retry",
    (url, ours) =>
      send6(url, new undici6.RetryAgent(new undici6.Agent({ maxRedirections: 5 })).compose(ours)),
  ],
  [
    "undici 6, one connection",
    (url, ours) =>
      send6(url, new undici6.Agent({ maxRedirections: 5, connections: 1 }).compose(ours)),
  ],
  [
    "undici 6, redirect composed first",
    (url, ours) => send6(url, new undici6.Agent().compose(redirect6, ours)),
  ],
  [
    "undici 7, redirect composed first",
    (url, ours) => send7(url, new Agent().compose(redirect7, ours)),
  ],
  [
    "undici 7, redirect composed first, below a retry",
    (url, ours) => send7(url, new RetryAgent(new Agent().compose(redirect7)).compose(ours)),
  ],
];

interface Served {
  readonly provider: CaptureServer;
  readonly other: CaptureServer;
  readonly providers: Record<string, ProviderInput>;
}

async function serve(location: (provider: string, other: string) => string): Promise<Served> {
  const other = await captureServer();
  const provider: CaptureServer = await captureServer((asked, response) => {
    if (!asked.url?.endsWith("/asked")) response.end("{}");
    else response.writeHead(307, { location: location(provider.origin, other.origin) }).end();
  });
  const providers = {
    relay: { baseUrl: `${provider.origin}/v1`, apiKey: KEY, headers: CONFIGURED },
  };
  return { provider, other, providers };
}

describe.each(INSIDE)("a redirect inside the interceptor: %s", (_name, send) => {
  it("takes nothing of the plan to another origin, and is reported once", async () => {
    const { provider, other, providers } = await serve((_own, elsewhere) => `${elsewhere}/v1/a`);
    const { logger, said } = recording();
    const ours = providerHeaders({ providers, logger });
    for (let round = 0; round < 2; round++) await send(`${provider.origin}/v1/asked`, ours);
    expect(provider.last("x-secret-token")).toEqual(["t-000000000000"]);
    expect(other.received).toHaveLength(2);
    for (const received of other.received) {
      expect(valuesIn(received, "x-secret-token")).toEqual([]);
      expect(valuesIn(received, "user-agent")).toEqual(["client/1"]);
      expect(valuesIn(received, "x-own")).toEqual(["own"]);
    }
    expect(said).toEqual([
      "warn provider-headers: a request to relay went elsewhere inside providerHeaders, by a `redirect` that was composed before it or by `maxRedirections` of undici 6, with the configured headers: they were removed. Compose providerHeaders first and `redirect` after it.",
    ]);
  });

  it("keeps the plan within the provider's address", async () => {
    const { provider, providers } = await serve((own) => `${own}/v1/b`);
    const { logger, said } = recording();
    await send(`${provider.origin}/v1/asked`, providerHeaders({ providers, logger }));
    expect(provider.received.map(({ url }) => url)).toEqual(["/v1/asked", "/v1/b"]);
    expect(provider.last("x-secret-token")).toEqual(["t-000000000000"]);
    expect(said).toEqual([]);
  });

  it.each<[string, (own: string, elsewhere: string) => string]>([
    ["the same path of another origin", (_own, elsewhere) => `${elsewhere}/v1/asked`],
    ["a path of its origin that the base URL does not hold", (own) => `${own}/v2/a`],
  ])("takes nothing of the plan to %s", async (_where, location) => {
    const { provider, other, providers } = await serve(location);
    const { logger } = recording();
    await send(`${provider.origin}/v1/asked`, providerHeaders({ providers, logger }));
    const [asked, ...led] = [...provider.received, ...other.received];
    expect(valuesIn(asked, "x-secret-token")).toEqual(["t-000000000000"]);
    expect(led).toHaveLength(1);
    expect(valuesIn(led[0], "x-secret-token")).toEqual([]);
    expect(valuesIn(led[0], "user-agent")).toEqual(["client/1"]);
  });

  it("takes nothing along beside an installation", async () => {
    const { provider, other, providers } = await serve((_own, elsewhere) => `${elsewhere}/v1/a`);
    install({ providers });
    const { logger } = recording();
    await send(`${provider.origin}/v1/asked`, providerHeaders({ providers, logger }));
    expect(provider.last("x-secret-token")).toEqual(["t-000000000000"]);
    expect(other.last("x-secret-token")).toEqual([]);
    expect(other.last("user-agent")).toEqual(["client/1"]);
  });
});

it("maxRedirections of undici 6, with an installation alone", async () => {
  const { provider, other, providers } = await serve((_own, elsewhere) => `${elsewhere}/v1/a`);
  install({ providers });
  await send6(`${provider.origin}/v1/asked`, new undici6.Agent({ maxRedirections: 5 }));
  expect(provider.last("x-secret-token")).toEqual(["t-000000000000"]);
  expect(other.received).toHaveLength(1);
  expect(other.last("x-secret-token")).toEqual([]);
});

it("an interceptor below ours that asks an address for a name keeps the plan, as undici's dns does", async () => {
  const server = await captureServer();
  const { logger } = recording();
  const host = `relay.localhost:${server.port}`;
  const dns = ((dispatch) => (options, handler) =>
    dispatch(
      { ...options, origin: server.origin, headers: [...(options.headers as []), "host", host] },
      handler,
    )) as Dispatcher.DispatcherComposeInterceptor;
  const providers = {
    relay: { baseUrl: `http://${host}/v1`, apiKey: KEY, headers: CONFIGURED },
  };
  const dispatcher = new Agent().compose(dns, providerHeaders({ providers, logger }));
  await send7(`http://${host}/v1/chat`, dispatcher);
  expect(server.last("x-secret-token")).toEqual(["t-000000000000"]);
});

it("undici 7 on HTTP/2, redirect composed first", async () => {
  const [other, provider] = await Promise.all([startTlsServer(), startTlsServer()]);
  onTestFinished(() => {
    for (const { server } of [other, provider]) server.close();
  });
  provider.server.removeAllListeners("request").on("request", (asked, response) => {
    asked.resume();
    response.writeHead(307, { location: `${other.origin}/v1/${asked.url}` }).end();
  });
  const { logger, said } = recording();
  const providers = {
    relay: { baseUrl: `${provider.origin}/v1`, apiKey: KEY, headers: CONFIGURED },
  };
  const agent = new Agent({ allowH2: true, connect: { ca: CERTIFICATE } });
  onTestFinished(() => agent.close());
  const dispatcher = agent.compose(redirect7, providerHeaders({ providers, logger }));
  for (const name of ["a", "b"]) await send7(`${provider.origin}/v1/${name}`, dispatcher);
  for (const name of ["a", "b"]) {
    expect(other.received[name]).toMatchObject({
      version: "2.0",
      fields: { "user-agent": ["client/1"], "x-own": ["own"] },
    });
    expect(other.received[name]?.fields).not.toHaveProperty("x-secret-token");
  }
  expect(said).toHaveLength(1);
});

it.each(NEWER_NODES)("undici 8, Node %s", async (version) => {
  const result = (await runScenario(version, "inner-redirects.ts")) as {
    asked: Record<string, string[]>;
    elsewhere: Record<string, Record<string, string[]>>;
    said: string[];
  };
  expect(result.asked).toMatchObject({ "x-secret-token": ["t-000000000000"] });
  expect(Object.keys(result.elsewhere)).toEqual(["right", "wrong", "retried"]);
  for (const received of Object.values(result.elsewhere)) {
    expect(received).not.toHaveProperty("x-secret-token");
    expect(received["user-agent"]).toEqual(["client/1"]);
  }
  expect(result.said).toHaveLength(1);
});

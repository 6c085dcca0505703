import { once } from "node:events";
import { connect } from "node:net";
import { nodesOwn } from "./node-agent.ts";
import * as undici7 from "undici";
import * as undici6 from "undici-6";
import { beforeAll, describe, expect, it } from "vitest";
import { providerHeaders } from "../../src/transport/undici-interceptor.ts";
import { captureServer } from "./capture-server.ts";
import { NEWER_NODES, runScenario } from "./child-process.ts";
import { install, recording } from "./recording.ts";
import { faultsOf, KEY, sendBy, type Servers, startServers, waysOf } from "./undici-connections.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
  return () => servers.close();
});

const copy6 = undici6 as unknown as typeof undici7;
const COPIES = [
  ["undici 6", 6, copy6],
  ["undici 7", 7, undici7],
  ["the fetch of Node", 6, nodesOwn(copy6)],
] as const;

const ledAway = (id: string): string =>
  `provider-headers: the connection of a request to ${id} leads to another port, address or socket (by \`socketPath\` or a \`connect\` function of undici): the configured headers were removed. Give that address as the baseUrl of ${id}, or use a ProxyAgent.`;
const LED_AWAY = ["far", "farSecure", "named", "relay", "secure"].map(ledAway);

function ofConnections(said: readonly string[]): string[] {
  return said
    .filter((line) => line.includes("the connection of a request"))
    .map((line) => line.replace(/^warn /u, ""))
    .toSorted();
}

describe.each(COPIES)("connections of %s", (_name, version, undici) => {
  it("that lead where the request names keep the configured headers", async () => {
    const { said, failures } = install({ providers: servers.providers });
    const { there } = waysOf(undici, version, servers);
    await sendBy(undici, there, servers);
    expect(faultsOf(there, servers, "keeps the plan")).toEqual([]);
    expect(ofConnections(said)).toEqual([]);
    expect(failures).toHaveLength(there.length * 2);
  });

  it("that lead elsewhere get none of them, and that is reported once", async () => {
    const { said, failures } = install({ providers: servers.providers });
    const { elsewhere } = waysOf(undici, version, servers);
    await sendBy(undici, elsewhere, servers);
    expect(faultsOf(elsewhere, servers, "has no plan")).toEqual([]);
    expect(ofConnections(said)).toEqual(LED_AWAY);
    expect(failures).toEqual([]);
  });

  it.each(["alone", "beside an installation"])("of an interceptor %s: the same", async (beside) => {
    const { providers } = servers;
    if (beside !== "alone") install({ providers });
    const { said, logger, guard, failures } = recording();
    const ours = providerHeaders({ providers, logger, guard });
    const ways = waysOf(undici, version, servers);
    const [there = [], elsewhere = []] = [ways.there, ways.elsewhere].map((all) =>
      all.filter(({ hidesOrigin }) => hidesOrigin === undefined),
    );
    await sendBy(undici, there, servers, ours);
    expect(faultsOf(there, servers, "keeps the plan")).toEqual([]);
    expect(failures).toHaveLength(beside === "alone" ? there.length * 2 : 0);
    await sendBy(undici, elsewhere, servers, ours);
    expect(failures).toHaveLength(beside === "alone" ? there.length * 2 : 0);
    expect(faultsOf(elsewhere, servers, "has no plan")).toEqual([]);
    expect(ofConnections(said)).toEqual(LED_AWAY);
  });
});

it("a client of undici 6 that is given another origin with a request", async () => {
  const other = await captureServer();
  const provider = await captureServer();
  const headers = { "X-Secret-Token": "t-000000000000" };
  const { said } = install({
    providers: { relay: { baseUrl: `${provider.origin}/v1`, apiKey: KEY, headers } },
  });
  const client = new undici6.Client(other.origin);
  const request = { path: "/v1/a", method: "GET", headers: { authorization: `Bearer ${KEY}` } };
  const asked = { ...request, origin: provider.origin } as undici6.Dispatcher.RequestOptions;
  await (await client.request(asked)).body.text();
  expect(other.received).toHaveLength(1);
  expect(other.last("x-secret-token")).toEqual([]);
  expect(said).toEqual([`warn ${ledAway("relay")}`]);
});

it("several requests at once on one connection", async () => {
  const other = await captureServer();
  const { providers, to } = servers;
  install({ providers });
  const { origin, pathname } = new URL(to.relay);
  const client = new undici7.Client(origin, {
    pipelining: 4,
    connect: async (_options, done) => {
      const socket = connect(other.port, "127.0.0.1");
      await once(socket, "connect");
      done(null, socket);
    },
  });
  const headers = { authorization: `Bearer ${KEY}`, "user-agent": "client/1" };
  await Promise.all(
    ["a", "b", "c", "a"].map(async (name) => {
      const path = `${pathname}/${name}`;
      await (await client.request({ path, method: "GET", headers })).body.text();
    }),
  );
  await client.close();
  expect(other.received.map(({ url }) => url)).toEqual(["/v1/a", "/v1/b", "/v1/c", "/v1/a"]);
  expect(JSON.stringify(other.received)).not.toMatch(/mine|x-secret-token/iu);
});

describe.each(NEWER_NODES)("Node %s", (version) => {
  it.each(["undici 8", "the fetch of Node"])("%s", async (client) => {
    const result = await runScenario(version, "undici-connections.ts", { CLIENT: client });
    expect(result).toEqual({ faults: [], said: LED_AWAY });
  });
});

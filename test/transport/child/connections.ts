import { once } from "node:events";
import http, { type RequestOptions } from "node:http";
import https from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import tls from "node:tls";
import { HttpProxyAgent } from "http-proxy-agent";
import { HttpsProxyAgent } from "https-proxy-agent";
import { SocksProxyAgent } from "socks-proxy-agent";
import { startProxy } from "../proxy-server.ts";
import { startSocks } from "../socks-server.ts";
import { CERTIFICATE, startTlsServer } from "../tls-server.ts";
import { finish, installHere, nameOf, startServer } from "./scenario.ts";

/* Requests of node:http that name a provider, by the connection that they go over. */

const KEY = "sk-test-000000000000";
const headers = { authorization: `Bearer ${KEY}`, "user-agent": "client/1" };
const CONFIGURED = { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" };

const provider = await startServer();
const other = await startServer();
const secure = await startTlsServer();
const path = join(tmpdir(), `provider-headers-${process.pid}.sock`);
const unix = http.createServer((request, response) => {
  other.received[nameOf(request.url)] = request.headersDistinct as Record<string, string[]>;
  response.end("{}");
});
await once(unix.listen(path), "listening");
const proxy = await startProxy();
const socks = await startSocks();
const { port: securePort } = new URL(secure.origin);

const entry = (baseUrl: string) => ({ baseUrl, apiKey: KEY, headers: CONFIGURED });
const { said } = installHere({
  providers: {
    relay: entry(`${provider.origin}/v1`),
    byName: entry(`http://localhost:${provider.port}/v1`),
    local: entry("http://localhost/v1"),
    secure: entry(`${secure.origin}/v1`),
  },
});

type Send = (name: string) => Promise<unknown>;

function send(options: https.RequestOptions, body: unknown = "{}"): Send {
  return async (name) => {
    const { request } = options.protocol === "https:" ? https : http;
    const asked = request({
      method: "POST",
      host: "127.0.0.1",
      port: provider.port,
      path: `/v1/${encodeURIComponent(name)}`,
      ...options,
      headers: { ...headers, ...options.headers },
    });
    const answered = once(asked, "response");
    if (body instanceof Readable) body.pipe(asked);
    else if (typeof body === "function") body(asked);
    else asked.end(body);
    await once(((await answered)[0] as Readable).resume(), "end");
  };
}

const times = (count: number, one: Send): Send => {
  return async (name) => {
    for (let round = 0; round < count; round++) await one(name);
  };
};
const atOnce = (count: number, one: Send): Send => {
  return (name) => Promise.all(Array.from({ length: count }, () => one(name)));
};

const here = (): net.Socket => net.connect(provider.port, "127.0.0.1");
const elsewhere = (): net.Socket => net.connect(other.port, "127.0.0.1");
async function connected(socket: net.Socket): Promise<() => net.Socket> {
  await once(socket, "connect");
  return () => socket;
}
function agentWith(createConnection: () => net.Socket, options?: http.AgentOptions): http.Agent {
  return Object.assign(new http.Agent(options), { createConnection });
}
const named = { host: `127.0.0.1:${provider.port}` };
const target = { host: "localhost", port: securePort, protocol: "https:" };

const leadingThere: Record<string, Send> = {
  "the default agent": send({}),
  "a name in place of an address": send({ host: "localhost" }),
  "no agent to keep it": send({ agent: false }),
  "a connection that is used again": times(3, send({ agent: new http.Agent({ keepAlive: true }) })),
  "a queue": atOnce(4, send({ agent: new http.Agent({ maxSockets: 1 }) })),
  "an address of its own": send({ localAddress: "127.0.0.1", family: 4 }),
  "Host set by the client alone": send({ setHost: false, headers: named }),
  createConnection: send({ createConnection: here }),
  "createConnection, connected before": send({ createConnection: await connected(here()) }),
  "createConnection, by a callback": send({
    createConnection: (_options, done) => {
      setTimeout(() => done(null, here()), 5);
      return undefined;
    },
  } as RequestOptions),
  "createConnection of an agent": send({ agent: agentWith(here) }),
  "createConnection of an agent, kept": times(
    3,
    send({ agent: agentWith(here, { keepAlive: true }) }),
  ),
  "an agent with names of its own": send({
    agent: Object.assign(new http.Agent(), { getName: () => "all" }),
  }),
  "a body that is piped": send({ createConnection: here }, Readable.from(["{", "}"])),
  "a body that comes late": send({ createConnection: here }, (asked: http.ClientRequest) => {
    asked.flushHeaders();
    setTimeout(() => asked.write("{"), 30);
    setTimeout(() => asked.end("}"), 60);
  }),
  "http-proxy-agent": send({ agent: new HttpProxyAgent(proxy.url) }),
  "http-proxy-agent, kept": times(
    2,
    send({ agent: new HttpProxyAgent(proxy.url, { keepAlive: true }) }),
  ),
  "https-proxy-agent": send({ agent: new HttpsProxyAgent(proxy.url) }),
  "https-proxy-agent, TLS": send({
    ...target,
    ca: CERTIFICATE,
    agent: new HttpsProxyAgent(proxy.url),
  }),
  "socks-proxy-agent": send({ agent: new SocksProxyAgent(socks.url) }),
  "socks-proxy-agent, TLS": send({
    ...target,
    ca: CERTIFICATE,
    agent: new SocksProxyAgent(socks.url),
  }),
  "a proxy asked in absolute form": send({
    port: new URL(proxy.url).port,
    path: `${provider.origin}/v1/${encodeURIComponent("there: a proxy asked in absolute form")}`,
  }),
  TLS: send({ ...target, ca: CERTIFICATE }),
  "TLS, createConnection": send({
    ...target,
    createConnection: () =>
      tls.connect({ host: "localhost", port: Number(securePort), ca: CERTIFICATE }),
  }),
  "TLS through a tunnel that was made by hand": async (name) => {
    const connect = http.request(proxy.url, { method: "CONNECT", path: `localhost:${securePort}` });
    connect.end();
    const [, socket] = (await once(connect, "connect")) as [unknown, net.Socket];
    const createConnection = (): net.Socket =>
      tls.connect({ socket, servername: "localhost", ca: CERTIFICATE });
    await send({ ...target, createConnection })(name);
  },
};

const leadingElsewhere: Record<string, Send> = {
  "Host names another port": send({ port: other.port, headers: named }),
  "Host names no port": send({
    host: "localhost",
    port: other.port,
    headers: { host: "localhost" },
  }),
  "a default port of its own": send({
    host: "localhost",
    port: other.port,
    defaultPort: other.port,
  }),
  "the agent's port": send({ agent: new http.Agent({ port: other.port } as object) }),
  "the agent's host and port": send({
    agent: new http.Agent({ host: "localhost", port: other.port } as object),
  }),
  "the agent's port, kept": times(
    3,
    send({ agent: new http.Agent({ port: other.port, keepAlive: true } as object) }),
  ),
  "the agent's port, a queue": atOnce(
    4,
    send({ agent: new http.Agent({ port: other.port, maxSockets: 1 } as object) }),
  ),
  "the agent's socketPath": send({ agent: new http.Agent({ socketPath: path } as object) }),
  socketPath: send({ socketPath: path }),
  createConnection: send({ createConnection: elsewhere }),
  "createConnection, connected before": send({ createConnection: await connected(elsewhere()) }),
  "createConnection to a Unix socket": send({ createConnection: () => net.connect(path) }),
  "createConnection of an agent": send({ agent: agentWith(elsewhere) }),
  "createConnection of an agent, kept": times(
    3,
    send({ agent: agentWith(elsewhere, { keepAlive: true }) }),
  ),
  "createConnection of an agent to a Unix socket": send({
    agent: agentWith(() => net.connect(path)),
  }),
  "addRequest of an agent": send({
    agent: {
      addRequest: (asked: { onSocket(socket: net.Socket): void }) => asked.onSocket(elsewhere()),
    } as unknown as http.Agent,
  }),
  "a body that is piped": send({ createConnection: elsewhere }, Readable.from(["{", "}"])),
  "a body that comes late": send(
    { port: other.port, headers: named },
    (asked: http.ClientRequest) => {
      asked.flushHeaders();
      setTimeout(() => asked.end("{}"), 30);
    },
  ),
};

for (const sends of [leadingThere, leadingElsewhere]) {
  for (const [name, one] of Object.entries(sends)) {
    await one(`${sends === leadingThere ? "there" : "elsewhere"}: ${name}`);
  }
}
const seen = Object.entries({ ...provider.received, ...other.received, ...fieldsAt(secure) }).map(
  ([name, fields]) => [
    decodeURIComponent(name),
    [...(fields["x-secret-token"] ?? []), ...(fields["user-agent"] ?? [])],
  ],
);
unix.close();
finish({
  seen: Object.fromEntries(seen),
  said,
  there: Object.keys(leadingThere).map((name) => `there: ${name}`),
  elsewhere: Object.keys(leadingElsewhere).map((name) => `elsewhere: ${name}`),
});

function fieldsAt({ received }: typeof secure): Record<string, Record<string, string[]>> {
  return Object.fromEntries(
    Object.entries(received).map(([name, { fields }]) => [
      name,
      fields as Record<string, string[]>,
    ]),
  );
}

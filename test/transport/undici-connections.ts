import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createSecureServer } from "node:http2";
import {
  type AddressInfo,
  connect as connectTcp,
  type LookupFunction,
  type Socket,
} from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { connect as connectTls } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import type * as Undici from "undici";
import type { ProviderInput } from "../../src/transport/config-input.ts";
import { startProxy } from "./proxy-server.ts";
import { startSocks } from "./socks-server.ts";
import { CERTIFICATE, secureContext } from "./tls-server.ts";

/* Where connections of undici can lead. Used in the test runner, and in processes of newer Nodes. */

export const KEY = "sk-test-000000000000";

/** Of one request: what arrived of it. */
export interface Arrived {
  readonly token: string | undefined;
  readonly userAgent: string | undefined;
  readonly own: string | undefined;
  readonly version: string;
  readonly body: string;
}

type Copy = typeof Undici;
type Connect = (
  options: { readonly hostname: string; readonly port: string },
  done: (error: Error | null, socket: unknown) => void,
) => void;

export interface Servers {
  readonly providers: Record<string, ProviderInput>;
  /** By the last segment of the path. */
  readonly arrived: Record<string, Arrived>;
  readonly to: Readonly<
    Record<"relay" | "named" | "secure" | "numbered" | "far" | "farSecure", string>
  >;
  readonly unix: string;
  readonly secureUnix: string;
  readonly proxy: string;
  readonly socks: string;
  readonly otherPort: number;
  readonly otherSecurePort: number;
  close(): void;
}

export async function startServers(): Promise<Servers> {
  const arrived: Record<string, Arrived> = {};
  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { headers, httpVersion: version, url = "" } = request;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      arrived[url.split("/").at(-1) ?? ""] = {
        token: headers["x-secret-token"] as string | undefined,
        userAgent: headers["user-agent"],
        own: headers["x-own"] as string | undefined,
        version,
        body: Buffer.concat(chunks).toString(),
      };
      response.statusCode = 403;
      response.end("refused");
    });
  }
  const secureServer = () =>
    createSecureServer({ allowHTTP1: true, ...secureContext }, answer as never);
  const [plain, other, onPath] = [createServer(answer), createServer(answer), createServer(answer)];
  const [secure, otherSecure, secureOnPath] = [secureServer(), secureServer(), secureServer()];
  const folder = mkdtempSync(join(tmpdir(), "provider-headers-sockets-"));
  const [unix, secureUnix] = [join(folder, "plain"), join(folder, "secure")];
  const listening = [plain, other, onPath, secure, otherSecure, secureOnPath].map((server, at) => {
    if (server === onPath) server.listen(unix);
    else if (server === secureOnPath) server.listen(secureUnix);
    else server.listen(0, at < 3 ? "127.0.0.1" : "localhost");
    return once(server, "listening");
  });
  const [proxy, socks] = await Promise.all([startProxy(), startSocks(), ...listening]);
  const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;
  const to = {
    relay: `http://127.0.0.1:${portOf(plain)}/v1`,
    named: `http://localhost:${portOf(plain)}/v1`,
    secure: `https://localhost:${portOf(secure)}/v1`,
    numbered: `https://127.0.0.1:${portOf(secure)}/v1`,
    far: "http://relay.example/v1",
    farSecure: "https://relay.example/v1",
  };
  const headers = { "User-Agent": "mine/1.0", "X-Secret-Token": "t-000000000000" };
  return {
    providers: Object.fromEntries(
      Object.entries(to).map(([id, baseUrl]) => [id, { baseUrl, apiKey: KEY, headers }]),
    ),
    arrived,
    to,
    unix,
    secureUnix,
    proxy: proxy.url,
    socks: socks.url.replace("socks5h:", "socks5:"),
    otherPort: portOf(other),
    otherSecurePort: portOf(otherSecure),
    close() {
      const all = [plain, other, onPath, secure, otherSecure, secureOnPath];
      for (const server of [...all, proxy.server, socks.server]) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Way {
  readonly name: string;
  readonly to: keyof Servers["to"];
  readonly dispatcher: () => Undici.Dispatcher;
  readonly body?: unknown;
  /** What arrives of it. */
  readonly arrives?: string;
  readonly version?: "2.0";
  /** A client that does not say where it goes is not seen by an interceptor. */
  readonly hidesOrigin?: true;
}

function connector(open: () => Socket | Promise<Socket>): Connect {
  return async (_options, done) => {
    try {
      const socket = await open();
      if (socket.connecting) await once(socket, "connect");
      done(null, socket);
    } catch (error) {
      done(error as Error, undefined);
    }
  };
}

async function tunnel(proxy: string, host: string): Promise<Socket> {
  const socket = connectTcp(Number(new URL(proxy).port), "127.0.0.1");
  socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  await once(socket, "data");
  return socket;
}

async function secured(socket: Socket | number, options: object): Promise<Socket> {
  const end = typeof socket === "number" ? { port: socket, host: "localhost" } : { socket };
  const made = connectTls({ ...end, ...options });
  await once(made, "secureConnect");
  return made;
}

const lookup: LookupFunction = (_name, { all }, done) =>
  all === true ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4);

/** Those that lead where the request names, and those that do not. */
export function waysOf(
  undici: Copy,
  version: 6 | 7 | 8,
  { to, unix, secureUnix, proxy, socks, otherPort, otherSecurePort }: Servers,
): { readonly there: readonly Way[]; readonly elsewhere: readonly Way[] } {
  const agent =
    (options: object = {}) =>
    () =>
      new undici.Agent({ allowH2: false, ...options } as Undici.Agent.Options);
  const by = (open: () => Socket | Promise<Socket>, more: object = {}) =>
    agent({ connect: connector(open), ...more });
  const ca = CERTIFICATE;
  const unverified = { rejectUnauthorized: false };
  const port = (name: "relay" | "secure") => Number(new URL(to[name]).port);
  const http2 = { allowH2: true };
  const h2 = { ALPNProtocols: ["h2"] };

  const there: Way[] = [
    { name: "an agent", to: "relay", dispatcher: agent() },
    {
      name: "settings of a connection",
      to: "named",
      dispatcher: agent({ connect: { timeout: 5000 } }),
    },
    {
      name: "a pool",
      to: "relay",
      hidesOrigin: true,
      dispatcher: () => new undici.Pool(new URL(to.relay).origin),
    },
    { name: "a certificate", to: "secure", dispatcher: agent({ connect: { ca } }) },
    {
      name: "a certificate not verified",
      to: "secure",
      dispatcher: agent({ connect: unverified }),
    },
    {
      name: "a certificate for another name at the very address",
      to: "numbered",
      dispatcher: agent({ connect: { ca, servername: "localhost" } }),
    },
    {
      name: "HTTP/2",
      to: "secure",
      dispatcher: agent({ connect: { ca }, ...http2 }),
      version: "2.0",
    },
    {
      name: "HTTP/2 not verified",
      to: "secure",
      dispatcher: agent({ connect: unverified, ...http2 }),
      version: "2.0",
    },
    {
      name: "a function that connects there",
      to: "relay",
      dispatcher: by(() => connectTcp(port("relay"), "127.0.0.1")),
    },
    {
      name: "a function that connects there by name",
      to: "named",
      dispatcher: by(() => connectTcp(port("relay"), "localhost")),
    },
    {
      name: "a function that connects there by an address",
      to: "named",
      dispatcher: by(() => connectTcp(port("relay"), "127.0.0.1")),
    },
    {
      name: "a tunnel",
      to: "relay",
      dispatcher: () => new undici.ProxyAgent({ uri: proxy, proxyTunnel: true }),
    },
    {
      name: "a tunnel with a certificate",
      to: "secure",
      dispatcher: () => new undici.ProxyAgent({ uri: proxy, requestTls: { ca, allowH2: false } }),
    },
    {
      name: "a tunnel with a certificate not verified",
      to: "secure",
      dispatcher: () =>
        new undici.ProxyAgent({ uri: proxy, requestTls: { ...unverified, allowH2: false } }),
    },
    {
      name: "a proxy in absolute form",
      to: "relay",
      dispatcher: () => new undici.ProxyAgent({ uri: proxy, proxyTunnel: false }),
    },
    {
      name: "a proxy of the environment",
      to: "relay",
      dispatcher: () => new undici.EnvHttpProxyAgent({ httpProxy: proxy, noProxy: "" }),
    },
    {
      name: "no proxy by the environment",
      to: "relay",
      dispatcher: () => new undici.EnvHttpProxyAgent({ httpProxy: proxy, noProxy: "127.0.0.1" }),
    },
    {
      name: "a tunnel by hand",
      to: "relay",
      dispatcher: by(() => tunnel(proxy, new URL(to.relay).host)),
    },
    {
      name: "a tunnel by hand with a certificate",
      to: "secure",
      dispatcher: by(async () =>
        secured(await tunnel(proxy, new URL(to.secure).host), { ca, servername: "localhost" }),
      ),
    },
    ...(version > 6
      ? ([
          { name: "SOCKS", to: "relay", dispatcher: () => new undici.ProxyAgent(socks) },
          {
            name: "SOCKS with a certificate",
            to: "secure",
            dispatcher: () =>
              new undici.ProxyAgent({ uri: socks, requestTls: { ca, allowH2: false } }),
          },
        ] as const)
      : []),
  ];

  const toOther = () => connectTcp(otherPort, "127.0.0.1");
  const toUnix = agent({ connect: { socketPath: unix } });
  const elsewhere: Way[] = [
    { name: "socketPath", to: "relay", dispatcher: toUnix },
    { name: "socketPath, a name", to: "far", dispatcher: toUnix },
    {
      name: "socketPath of a pool",
      to: "named",
      hidesOrigin: true,
      dispatcher: () => new undici.Pool(new URL(to.named).origin, { socketPath: unix }),
    },
    {
      name: "socketPath with TLS",
      to: "secure",
      dispatcher: agent({ connect: { socketPath: secureUnix, ...unverified } }),
    },
    { name: "a function to another port", to: "relay", dispatcher: by(toOther) },
    { name: "a function to a Unix socket", to: "relay", dispatcher: by(() => connectTcp(unix)) },
    {
      name: "a function to another name at that port",
      to: "named",
      dispatcher: by(() => connectTcp({ port: port("relay"), host: "other.example", lookup })),
    },
    {
      name: "a function to another server with TLS",
      to: "farSecure",
      dispatcher: by(() => secured(otherSecurePort, unverified)),
    },
    {
      name: "a function to another server with a certificate of its own",
      to: "farSecure",
      dispatcher: by(() => secured(otherSecurePort, { ca, servername: "localhost" })),
    },
    {
      name: "TLS over a connection to another server",
      to: "farSecure",
      dispatcher: by(async () => {
        const socket = connectTcp(otherSecurePort, "localhost");
        await once(socket, "connect");
        return secured(socket, unverified);
      }),
    },
    {
      name: "a stream of text",
      to: "relay",
      dispatcher: by(toOther),
      body: () => Readable.from(["some ", "text"]),
      arrives: "some text",
    },
    { name: "text", to: "relay", dispatcher: by(toOther), body: "été", arrives: "été" },
    {
      name: "bytes",
      to: "relay",
      dispatcher: by(toOther),
      body: Buffer.from("bytes"),
      arrives: "bytes",
    },
    {
      name: "a blob",
      to: "relay",
      dispatcher: by(toOther),
      body: new Blob(["blob"]),
      arrives: "blob",
    },
    ...(version > 6
      ? ([
          {
            name: "HTTP/2 to another server",
            to: "farSecure",
            dispatcher: by(() => secured(otherSecurePort, { ...unverified, ...h2 }), http2),
            version: "2.0",
            body: "text",
            arrives: "text",
          },
          {
            name: "HTTP/2 over a Unix socket",
            to: "secure",
            dispatcher: agent({ connect: { socketPath: secureUnix, ...unverified }, ...http2 }),
            version: "2.0",
          },
        ] as const)
      : []),
  ];
  return { there, elsewhere };
}

/** What a client of a way is composed with. */
type Compose = (dispatch: Undici.Dispatcher["dispatch"]) => Undici.Dispatcher["dispatch"];

/** Sends by each way twice, over one connection; its name is the last segment of the path. */
export async function sendBy(
  undici: Copy,
  ways: readonly Way[],
  { to }: Servers,
  compose?: Compose,
): Promise<void> {
  for (const way of ways) {
    const made = way.dispatcher();
    const dispatcher = compose === undefined ? made : made.compose(compose);
    for (const name of [way.name, `${way.name} again`]) {
      const body = typeof way.body === "function" ? (way.body as () => unknown)() : way.body;
      const response = await undici.request(`${to[way.to]}/${encodeURIComponent(name)}`, {
        method: "POST",
        headers: { authorization: `Bearer ${KEY}`, "user-agent": "client/1", "x-own": "own" },
        body: (body ?? null) as null,
        dispatcher,
      });
      await response.body.text();
    }
    await made.close();
  }
}

/** What did not arrive as it should: of each request that was sent by these ways, what is wrong with it. */
export function faultsOf(
  ways: readonly Way[],
  { arrived }: Servers,
  keeps: "keeps the plan" | "has no plan",
): string[] {
  const [token, userAgent] =
    keeps === "keeps the plan" ? ["t-000000000000", "mine/1.0"] : [undefined, "client/1"];
  return ways.flatMap(({ name, version = "1.1", arrives = "" }) =>
    [name, `${name} again`].flatMap((one) => {
      const expected = { token, userAgent, own: "own", version, body: arrives };
      const seen = arrived[encodeURIComponent(one)];
      return isDeepStrictEqual(seen, expected) ? [] : [`${one}: ${JSON.stringify(seen)}`];
    }),
  );
}

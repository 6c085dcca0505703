import { Agent, fetch, request, WebSocket as Undici8WebSocket } from "undici-8";
import { WebSocketServer } from "ws";
import { providerHeaders } from "../../../src/transport/undici-interceptor.ts";
import { CERTIFICATE, startTlsServer } from "../tls-server.ts";
import { collect, finish, installHere, startServer, until } from "./scenario.ts";

const KEY = "sk-test-000000000000";
const tls = await startTlsServer();
const plain = await startServer((_request, response) => response.writeHead(403).end("refused"));
const socketServer = new WebSocketServer({ noServer: true });
plain.server.on("upgrade", (incoming, socket, head) => {
  plain.received[(incoming.url ?? "").split("/").at(-1) ?? ""] = collect(incoming.rawHeaders);
  socketServer.handleUpgrade(incoming, socket, head, (client) => client.close());
});

const config = (baseUrl: string) => ({
  providers: {
    relay: { baseUrl, apiKey: KEY, headers: { "User-Agent": "mine/1.0", "X-Title": "t" } },
  },
  override: { providers: { relay: { headers: { "x-stainless-*": null } } } },
});
const options = {
  method: "POST",
  body: "{}",
  headers: {
    Authorization: `Bearer ${KEY}`,
    "User-Agent": "OpenAI/JS 6.10.0",
    "X-Stainless-Lang": "js",
  },
} as const;
const dispatcher = new Agent({ connect: { ca: CERTIFICATE } });

function shown(version: string, fields: Record<string, string[]> = {}): object {
  return {
    version,
    userAgent: fields["user-agent"] ?? [],
    title: fields["x-title"] ?? [],
    stainless: fields["x-stainless-lang"] ?? [],
  };
}

const composed = dispatcher.compose(providerHeaders(config(`${tls.origin}/v1`)));
await (
  await request(`${tls.origin}/v1/explicit`, { ...options, dispatcher: composed })
).body.text();

const watched = installHere(config(`${tls.origin}/v1`));
await (await fetch(`${tls.origin}/v1/refused`, { ...options, dispatcher })).text();
watched.installation.update(config(`${plain.origin}/v1`));
await (await request(`${plain.origin}/v1/refused`, { ...options, dispatcher })).body.text();

const address = plain.origin.replace("http", "ws");
for (const [Socket, name] of [
  [Undici8WebSocket, "socket"],
  [globalThis.WebSocket as unknown as typeof Undici8WebSocket, "globalSocket"],
] as const) {
  await new Promise<void>((resolve) => {
    const socket = new Socket(`${address}/v1/${name}`);
    socket.addEventListener("close", () => resolve());
    socket.addEventListener("error", () => resolve());
  });
}
await until(() => watched.failures.length === 2);

const { received } = plain;
finish({
  http2: shown(tls.received["refused"]?.version ?? "", tls.received["refused"]?.fields),
  explicit: shown(tls.received["explicit"]?.version ?? "", tls.received["explicit"]?.fields),
  http1: shown("1.1", received["refused"]),
  socket: shown("1.1", received["socket"]),
  globalSocket: shown("1.1", received["globalSocket"]),
  failures: watched.failures,
  said: watched.said,
});

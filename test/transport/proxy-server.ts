import { once } from "node:events";
import { createServer, request as send, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";

export interface ProxyServer {
  readonly url: string;
  readonly server: Server;
  /** `CONNECT <target>` or `<method> <absolute url>`, with the header lines of that request. */
  readonly asked: { readonly line: string; readonly headers: readonly string[] }[];
}

/** A forward proxy: relays requests in absolute form, opens tunnels for CONNECT. */
export async function startProxy(): Promise<ProxyServer> {
  const asked: ProxyServer["asked"] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push({ line: `${incoming.method} ${incoming.url}`, headers: incoming.rawHeaders });
    const headers = { ...incoming.headers };
    delete headers["proxy-connection"];
    const relayed = send(incoming.url ?? "", { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    relayed.on("error", () => outgoing.destroy());
    incoming.pipe(relayed);
  });
  server.on("connect", (incoming, socket) => {
    asked.push({ line: `CONNECT ${incoming.url}`, headers: incoming.rawHeaders });
    const { hostname, port } = new URL(`http://${incoming.url}`);
    const target = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on("error", () => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}

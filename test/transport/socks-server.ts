import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

export interface SocksServer {
  readonly url: string;
  readonly server: Server;
  /** `host:port` of each connection that was asked for. */
  readonly asked: string[];
}

/** A SOCKS5 proxy without authentication (RFC 1928), for names and IPv4 addresses. */
export async function startSocks(): Promise<SocksServer> {
  const asked: string[] = [];
  const server = createServer((client) => void serve(client, asked).catch(() => client.destroy()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `socks5h://127.0.0.1:${(server.address() as AddressInfo).port}`, server, asked };
}

async function serve(client: Socket, asked: string[]): Promise<void> {
  await once(client, "data");
  client.write(Buffer.from([5, 0]));
  const [request] = (await once(client, "data")) as [Buffer];
  const isName = request[3] === 3;
  const end = isName ? 5 + (request[4] ?? 0) : 8;
  const host = isName ? request.toString("latin1", 5, end) : request.subarray(4, end).join(".");
  const port = request.readUInt16BE(end);
  asked.push(`${host}:${port}`);
  const target = connect(port, host);
  for (const one of [target, client]) one.on("error", () => {});
  await once(target, "connect");
  client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
  target.pipe(client).pipe(target);
}

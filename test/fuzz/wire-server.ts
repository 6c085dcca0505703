import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createSecureServer, type ServerHttp2Session } from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** What came out of the socket: each line of a head, by request target. */
export interface WireServer {
  readonly origin: string;
  /** The lines of one request, and forgets them; undefined where it never came. */
  take(target: string): WireLines | undefined;
  close(): void;
}

/** Name, as it was written, and value: every byte behind the colon and one space, as Latin-1. */
export type WireLines = readonly (readonly [name: string, value: string])[];

const FIXTURES = "test/transport/fixtures";
export const CERTIFICATE = readFileSync(`${FIXTURES}/localhost-cert.pem`, "utf8");
export const PRIVATE_KEY = readFileSync(`${FIXTURES}/localhost-key.pem`, "utf8");

/** Reads HTTP/1.1 off the socket with no parser in between that could mend or refuse anything. */
export async function startHttp1Server(): Promise<WireServer> {
  const received = new Map<string, WireLines>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let rest = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      rest += text;
      for (let end = rest.indexOf("\r\n\r\n"); end !== -1; end = rest.indexOf("\r\n\r\n")) {
        const [first = "", ...lines] = rest.slice(0, end).split("\r\n");
        const fields = lines.map(split);
        const length = fields.find(([name]) => name.toLowerCase() === "content-length");
        const behind = end + 4 + Number(length?.[1] ?? 0);
        if (rest.length < behind) return;
        received.set(first.split(" ")[1] ?? "", fields);
        rest = rest.slice(behind);
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
      }
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    take: taker(received),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** HTTP/2: each field as its frame holds it. */
export async function startHttp2Server(): Promise<WireServer> {
  const received = new Map<string, WireLines>();
  const sessions = new Set<ServerHttp2Session>();
  const server = createSecureServer({ cert: CERTIFICATE, key: PRIVATE_KEY });
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session)).on("error", () => {});
  });
  server.on("stream", (stream, headers, _flags, ...more: unknown[]) => {
    // The fourth argument, which the types do not have: names and values in turn.
    const raw = more[0] as readonly string[];
    const fields = raw.flatMap((name, at) =>
      at % 2 === 0 && !name.startsWith(":") ? [[name, raw[at + 1] ?? ""] as const] : [],
    );
    received.set(String(headers[":path"]), fields);
    stream.on("error", () => {}).resume();
    stream.respond({ ":status": 200 });
    stream.end("{}");
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    take: taker(received),
    close() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

function split(line: string): readonly [string, string] {
  const colon = line.indexOf(": ");
  return colon === -1 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 2)];
}

function taker(received: Map<string, WireLines>): WireServer["take"] {
  return (target) => {
    const lines = received.get(target);
    received.delete(target);
    return lines;
  };
}

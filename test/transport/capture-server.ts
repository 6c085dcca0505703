import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server received it: every field line, in the order and spelling of the wire. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface CaptureServer {
  readonly origin: string;
  readonly port: number;
  readonly received: Received[];
  readonly server: Server;
  /** All values of one field of the last request. */
  last(name: string): string[];
}

export function valuesIn(received: Received | undefined, name: string): string[] {
  return (received?.lines ?? [])
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
}

/** A server on loopback that keeps what it receives. It ends with the test. */
export async function captureServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.end("{}");
  },
): Promise<CaptureServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => {});
    request.on("end", () => {
      received.push({
        method: request.method ?? "",
        url: request.url ?? "",
        lines: linesOf(request.rawHeaders),
        body: Buffer.concat(chunks).toString(),
      });
      answer(request, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    received,
    server,
    last: (name) => valuesIn(received.at(-1), name),
  };
}

export function linesOf(raw: readonly string[]): (readonly [string, string])[] {
  return raw.flatMap((name, index) =>
    index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : [],
  );
}

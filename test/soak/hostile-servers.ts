import { once } from "node:events";
import { createSecureServer, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { CERTIFICATE, PRIVATE_KEY } from "../fuzz/wire-server.ts";

/** Field names in lower case, and every value in order. */
export type Received = ReadonlyMap<string, readonly string[]>;

export interface HostileServer {
  readonly origin: string;
  /** Ends every connection. */
  hangUp(): void;
  close(): void;
}

const REFUSAL = JSON.stringify({
  error: {
    type: "invalid_request_error",
    message: "Incorrect API key provided.",
    code: "invalid_api_key",
  },
});
/** 16 MiB of zeros, as few bytes. */
const ZEROS = Buffer.alloc(16 * 1024 * 1024);
const BOMBS: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(ZEROS),
  deflate: deflateSync(ZEROS),
  br: brotliCompressSync(ZEROS, { params: {} }),
};
const PIECE = Buffer.alloc(16 * 1024, "x");
const FLOOD = 200;

const head = (status: string, ...lines: string[]) =>
  `${[`HTTP/1.1 ${status}`, ...lines].join("\r\n")}\r\n\r\n`;
const refusal = (...lines: string[]) =>
  head("401 Unauthorized", `Content-Length: ${REFUSAL.length}`, ...lines);
const bomb = (encoding: string) => (socket: Socket) => {
  const body = BOMBS[encoding] ?? PIECE;
  socket.write(
    head("403 Forbidden", `Content-Encoding: ${encoding}`, `Content-Length: ${body.length}`),
  );
  socket.write(body);
};

/** What a server answers over HTTP/1.1, by the last segment of the path. */
export const HTTP1_ANSWERS: Readonly<Record<string, (socket: Socket) => void>> = {
  ok: (socket) => void socket.write(`${head("200 OK", "Content-Length: 2")}{}`),
  refused: (socket) => void socket.write(refusal() + REFUSAL),
  "reset before the head": (socket) => void socket.resetAndDestroy(),
  "closed before the head": (socket) => void socket.destroy(),
  "reset in the head": (socket) => {
    socket.write("HTTP/1.1 403 Forb", () => socket.resetAndDestroy());
  },
  "reset behind the head": (socket) => {
    socket.write(refusal(), () => socket.resetAndDestroy());
  },
  "reset in the body": (socket) => {
    socket.write(refusal() + REFUSAL.slice(0, 20), () => socket.resetAndDestroy());
  },
  "closed in chunks": (socket) => {
    socket.write(`${head("403 Forbidden", "Transfer-Encoding: chunked")}5\r\nabcde\r\n`, () =>
      socket.destroy(),
    );
  },
  "stalls before the head": () => {},
  "stalls in the head": (socket) => void socket.write("HTTP/1.1 403 Forbidden\r\nContent-"),
  "stalls in the body": (socket) => void socket.write(refusal() + REFUSAL.slice(0, 20)),
  "endless body": (socket) => {
    socket.write(head("403 Forbidden", "Transfer-Encoding: chunked"));
    const chunk = Buffer.concat([Buffer.from("4000\r\n"), PIECE, Buffer.from("\r\n")]);
    pour(socket, chunk);
  },
  "endless head": (socket) => {
    socket.write("HTTP/1.1 403 Forbidden\r\n");
    pour(socket, Buffer.from(`X-More: ${"x".repeat(2000)}\r\n`));
  },
  "gzip bomb": bomb("gzip"),
  "deflate bomb": bomb("deflate"),
  "br bomb": bomb("br"),
  "broken gzip": (socket) => void socket.write(refusal("Content-Encoding: gzip") + REFUSAL),
  "malformed status": (socket) => void socket.end("HTTP/9.9 what\r\n\r\n"),
  "malformed field": (socket) => void socket.end("HTTP/1.1 403 Forbidden\r\nno colon\r\n\r\n"),
  "NUL in a field": (socket) => void socket.end("HTTP/1.1 403 Forbidden\r\nX-A: \0\r\n\r\n"),
  "two lengths": (socket) =>
    void socket.end(`${head("403 Forbidden", "Content-Length: 1", "Content-Length: 2")}ab`),
  "no HTTP": (socket) => void socket.end(Buffer.from([0x16, 0x03, 0x01, 0, 1, 0xff, 0])),
  "flood of 1xx": (socket) => {
    socket.write(head("103 Early Hints", "Link: </a>; rel=preload").repeat(FLOOD));
    socket.write(refusal() + REFUSAL);
  },
};

const NO = { ":status": 401, "content-type": "application/json" } as const;
const compressed = (encoding: string) => (stream: ServerHttp2Stream) => {
  stream.respond({ ...NO, "content-encoding": encoding });
  stream.end(BOMBS[encoding]);
};

/** The same over HTTP/2. */
export const HTTP2_ANSWERS: Readonly<Record<string, (stream: ServerHttp2Stream) => void>> = {
  ok(stream) {
    stream.respond({ ":status": 200 });
    stream.end("{}");
  },
  refused(stream) {
    stream.respond(NO);
    stream.end(REFUSAL);
  },
  "reset before the head": (stream) => stream.close(2),
  "refused stream": (stream) => stream.close(7),
  "reset behind the head"(stream) {
    stream.respond(NO);
    setImmediate(() => stream.close(2));
  },
  "reset in the body"(stream) {
    stream.respond(NO);
    stream.write(REFUSAL.slice(0, 20), () => stream.close(8));
  },
  "connection reset": (stream) => stream.session?.destroy(),
  "stalls before the head": () => {},
  "stalls in the body"(stream) {
    stream.respond(NO);
    stream.write(REFUSAL.slice(0, 20));
  },
  "endless body"(stream) {
    stream.respond(NO);
    pour(stream, PIECE);
  },
  "gzip bomb": compressed("gzip"),
  "br bomb": compressed("br"),
  "flood of 1xx"(stream) {
    for (let count = 0; count < FLOOD; count += 1) stream.additionalHeaders({ ":status": 103 });
    stream.respond(NO);
    stream.end(REFUSAL);
  },
};

/** As fast as it is taken, until the other side has gone. */
function pour(stream: Socket | ServerHttp2Stream, piece: Buffer): void {
  const more = (): void => {
    while (!stream.destroyed && stream.writable && stream.write(piece));
  };
  stream.on("drain", more);
  more();
}

export async function startHostileHttp1(
  look: (target: string, received: Received) => void,
): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    let rest = "";
    socket.setEncoding("latin1").on("data", (text: string) => {
      rest += text;
      const end = rest.indexOf("\r\n\r\n");
      if (end === -1) return;
      const [first = "", ...lines] = rest.slice(0, end).split("\r\n");
      const received = new Map<string, string[]>();
      for (const line of lines)
        put(received, line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim());
      const behind = end + 4 + Number(received.get("content-length")?.[0] ?? 0);
      if (rest.length < behind) return;
      rest = rest.slice(behind);
      const target = first.split(" ")[1] ?? "";
      look(target, received);
      HTTP1_ANSWERS[answerIn(target)]?.(socket);
    });
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    hangUp,
    close() {
      hangUp();
      server.close();
    },
  };
}

export async function startHostileHttp2(
  look: (target: string, received: Received) => void,
): Promise<HostileServer> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createSecureServer({ cert: CERTIFICATE, key: PRIVATE_KEY });
  server.on("sessionError", () => {}).on("tlsClientError", () => {});
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session)).on("error", () => {});
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {}).resume();
    const received = new Map<string, string[]>();
    for (const [name, value] of Object.entries(headers)) put(received, name, String(value));
    const target = String(headers[":path"]);
    look(target, received);
    HTTP2_ANSWERS[answerIn(target)]?.(stream);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const hangUp = (): void => {
    for (const session of sessions) session.destroy();
  };
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    hangUp,
    close() {
      hangUp();
      server.close();
    },
  };
}

function put(received: Map<string, string[]>, name: string, value: string): void {
  const key = name.toLowerCase();
  received.set(key, [...(received.get(key) ?? []), value]);
}

function answerIn(target: string): string {
  return decodeURIComponent(target.split("/").at(-1) ?? "");
}

import type { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import type { FieldList } from "../../src/headers/field-list.ts";
import type { SendHeadersMessage } from "../../src/transport/undici-connection.ts";
import { rewriteHead } from "../../src/transport/undici-head.ts";

/** What undici publishes, and a connection that keeps what is written. */
function published(headers: string, socket: object): SendHeadersMessage {
  const request = { origin: "http://a.example", path: "/", method: "GET" };
  return { request, headers, socket: socket as Socket };
}

function connection(): { readonly written: unknown[]; write(...values: unknown[]): boolean } {
  const written: unknown[] = [];
  return { written, write: (...values) => written.push(values) > 0 };
}

const HEAD = "GET / HTTP/1.1\r\nhost: a.example\r\nA: 1\r\nempty: \r\n";
const without = (name: string) => (fields: FieldList) =>
  fields.filter((_one, at) => fields[at - (at % 2)] !== name);

describe("HTTP/1.1", () => {
  it("the head is written with other fields, and what follows it as it was", () => {
    const socket = connection();
    rewriteHead(published(HEAD, socket), without("A"));
    socket.write(`${HEAD}content-length: 2\r\n\r\n`, "latin1");
    socket.write("A: 1");
    socket.write(`${HEAD}\r\n`);
    expect(socket.written).toEqual([
      ["GET / HTTP/1.1\r\nhost: a.example\r\nempty: \r\ncontent-length: 2\r\n\r\n", "latin1"],
      ["A: 1"],
      [`${HEAD}\r\n`],
    ]);
  });

  it("one value a line", () => {
    const socket = connection();
    rewriteHead(published(HEAD, socket), () => ["B", ["1", "2"]]);
    socket.write(`${HEAD}\r\n`);
    expect(socket.written).toEqual([["GET / HTTP/1.1\r\nB: 1\r\nB: 2\r\n\r\n"]]);
  });

  it("two rewrites of one head follow each other", () => {
    const socket = connection();
    const message = published(HEAD, socket);
    rewriteHead(message, without("A"));
    rewriteHead(message, without("empty"));
    socket.write(HEAD);
    expect(socket.written).toEqual([["GET / HTTP/1.1\r\nhost: a.example\r\n"]]);
  });

  it("heads wait for their own turn, and what is written in between is left alone", () => {
    const socket = connection();
    const other = HEAD.replace("GET /", "GET /b");
    rewriteHead(published(HEAD, socket), without("A"));
    rewriteHead(published(other, socket), without("empty"));
    socket.write(other);
    socket.write(Buffer.from("body"));
    socket.write(HEAD);
    expect(socket.written).toEqual([
      [other.replace("empty: \r\n", "")],
      [Buffer.from("body")],
      [HEAD.replace("A: 1\r\n", "")],
    ]);
  });
});

describe("HTTP/2", () => {
  it("the next stream begins with other fields, and those after it do not", () => {
    const written: unknown[] = [];
    const session = { request: (...values: unknown[]) => written.push(values) };
    const socket = { [Symbol("other")]: {}, [Symbol("http2Session")]: session };
    const fields = { ":path": "/", A: "1", cookie: ["a=b", "c=d"], n: 5 };
    rewriteHead(published(":path: /\r\nA: 1\r\n", socket), (now) => [
      ...without("A")(now),
      "B",
      "1",
      "b",
      "2",
    ]);
    session.request(fields, { endStream: true });
    session.request(fields);
    expect(written).toEqual([
      [{ ":path": "/", cookie: ["a=b", "c=d"], n: "5", b: "1, 2" }, { endStream: true }],
      [fields],
    ]);
  });

  it("a session that is over: the connection speaks HTTP/1.1", () => {
    const socket = { ...connection(), [Symbol("http2Session")]: null };
    rewriteHead(published(HEAD, socket), without("A"));
    socket.write(HEAD);
    expect(socket.written).toEqual([[HEAD.replace("A: 1\r\n", "")]]);
  });
});

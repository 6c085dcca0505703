import { once } from "node:events";
import { Agent, request, type RequestOptions } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import axios from "axios";
import { got } from "got";
import nodeFetch from "node-fetch";
import superagent from "superagent";
import { finish, installHere } from "./scenario.ts";

/* Clients of node:http that write their body in every way: the bytes of a configured value, and of the body. */

const BODY = '{"a":"\u00e9\u20ac"}';

let wire = Buffer.alloc(0);
const server = createServer((socket) => {
  let received = Buffer.alloc(0);
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    if (!isComplete(received)) return;
    wire = received;
    received = Buffer.alloc(0);
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat`;

function isComplete(received: Buffer): boolean {
  const [head = "", ...rest] = received.toString("latin1").split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  if (/\r\ntransfer-encoding: chunked/iu.test(head)) return body.endsWith("0\r\n\r\n");
  return (
    body.length >= Number(/\r\ncontent-length: (\d+)/iu.exec(head)?.[1] ?? 0) && rest.length > 0
  );
}

function valueOf(name: string): string {
  const head = wire.subarray(0, wire.indexOf("\r\n\r\n")).toString("latin1");
  const line = head.split("\r\n").find((text) => text.toLowerCase().startsWith(`${name}: `));
  return Buffer.from(line?.slice(name.length + 2) ?? "", "latin1").toString("hex");
}

const { said } = installHere({
  providers: {
    relay: { baseUrl: url, headers: { "X-Team": "caf\u00e9", "X-Last": "\u0080\u00ff" } },
  },
});

type Write = (asked: ReturnType<typeof request>) => unknown;

async function ask(write: Write, options: RequestOptions = {}): Promise<void> {
  const asked = request(url, { method: "POST", agent: false, ...options });
  const answered = once(asked, "response");
  write(asked);
  const [response] = (await answered) as [NodeJS.ReadableStream];
  await once(response.resume(), "end");
}

const kept = new Agent({ keepAlive: true, maxSockets: 1 });
const clients: Record<string, () => Promise<unknown>> = {
  "end(string)": () => ask((asked) => asked.end(BODY)),
  "end(string, utf8)": () => ask((asked) => asked.end(BODY, "utf8")),
  "end(string, base64)": () =>
    ask((asked) => asked.end(Buffer.from(BODY).toString("base64"), "base64")),
  "end(Buffer)": () => ask((asked) => asked.end(Buffer.from(BODY))),
  "end()": () => ask((asked) => asked.end()),
  "write(string), chunked": () =>
    ask((asked) => {
      asked.write(BODY);
      asked.end();
    }),
  "write(string), length known": () =>
    ask(
      (asked) => {
        asked.write(BODY.slice(0, 6));
        asked.end(BODY.slice(6));
      },
      { headers: { "content-length": Buffer.byteLength(BODY) } },
    ),
  "flushHeaders()": () =>
    ask((asked) => {
      asked.flushHeaders();
      asked.end(BODY);
    }),
  "a new connection of an agent": () => ask((asked) => asked.end(BODY), { agent: kept }),
  "a kept connection": () => ask((asked) => asked.end(BODY), { agent: kept }),
  "a value of the client's own": () =>
    ask((asked) => asked.end(BODY), { headers: { "x-own": "\u00fc" } }),
  axios: () => axios.post(url, BODY),
  got: () => got.post(url, { body: BODY }),
  "node-fetch": async () => (await nodeFetch(url, { method: "POST", body: BODY })).text(),
  superagent: () => superagent.post(url).type("json").send(BODY),
};

const seen: object[] = [];
for (const [client, send] of Object.entries(clients)) {
  await send();
  const body = wire.subarray(wire.indexOf("\r\n\r\n") + 4).toString("utf8");
  seen.push({ client, team: valueOf("x-team"), last: valueOf("x-last"), body });
}
finish({ seen, said });

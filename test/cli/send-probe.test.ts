import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { gzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";

import { sendProbe } from "../../src/cli/send-probe.ts";

async function serve(listener: RequestListener, host = "127.0.0.1"): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((done, fail) => server.on("error", fail).listen(0, host, done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}/v1/chat?a=b`);
}

const send = (url: URL, signal = new AbortController().signal) =>
  sendProbe({ url, fields: ["X-A", "1", "x-b", "2"], body: '{"a":"č"}', signal });

it("sends the fields as they are, and beside them only what makes it a request", async () => {
  const received: unknown[] = [];
  const url = await serve((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      received.push([request.method, request.url, request.rawHeaders, body]);
      response.end("{}");
    });
  });
  expect(await send(url)).toMatchObject({ status: 200, body: "{}" });
  expect(received).toEqual([
    [
      "POST",
      "/v1/chat?a=b",
      ["host", url.host, "connection", "close", "X-A", "1", "x-b", "2", "content-length", "10"],
      '{"a":"č"}',
    ],
  ]);
});

const hasSix = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === "::1");
it.runIf(hasSix)("reaches an address in brackets", async () => {
  const url = await serve((_request, response) => response.end("six"), "::1");
  expect((await send(url)).body).toBe("six");
});

it("speaks TLS where the address says so", async () => {
  const url = await serve(() => {});
  url.protocol = "https:";
  await expect(send(url)).rejects.toMatchObject({ syscall: "write", code: "EPROTO" });
});

it("tells status, headers and the text of the body", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(418, { "set-cookie": ["a=1", "b=2"], "content-encoding": "gzip" });
    response.end(gzipSync("short and stout"));
  });
  const answer = await send(url);
  expect(answer).toMatchObject({
    status: 418,
    headers: { "set-cookie": "a=1, b=2", "content-encoding": "gzip" },
    body: "short and stout",
  });
});

it("tells nothing of a body in an encoding that is not known", async () => {
  const url = await serve((_request, response) => {
    response.writeHead(200, { "content-encoding": "snappy" }).end("zzz");
  });
  expect(await send(url)).toMatchObject({ status: 200, body: undefined });
});

it("tells what came of a body that breaks off", async () => {
  const url = await serve((request, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("half of it", () => request.socket.destroy());
  });
  expect(await send(url)).toMatchObject({ status: 200, body: "half of it" });
});

it("takes an upgrade that nobody asked for as an answer without a body", async () => {
  const url = await serve((request) => {
    request.socket.write("HTTP/1.1 101 Go\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n");
  });
  expect(await send(url)).toMatchObject({ status: 101, headers: { upgrade: "x" }, body: "" });
});

it("fails where there is no answer, and where the signal ends it before one", async () => {
  const closed = await serve(() => {});
  closed.port = "9";
  await expect(send(closed)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  const silent = await serve(() => abort.abort());
  const abort = new AbortController();
  await expect(send(silent, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
});
